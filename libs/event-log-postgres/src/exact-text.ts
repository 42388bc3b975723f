/**
 * Postgres text holds neither NUL nor lone surrogates, JSON strings may. Written as inside a JSON string, every string has a form of
 * its own that Postgres keeps, and ordinary names look as they are.
 */
export function toExactText(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
export function fromExactText(text: string): string {
  return JSON.parse(`"${text}"`) as string;
}

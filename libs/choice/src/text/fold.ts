const PLAIN = /^[\x20-\x7e]*$/;

export function isPlain(text: string): boolean {
  return PLAIN.test(text);
}

/** Without accents, which short texts leave out: tables and texts are compared so. */
export function fold(text: string): string {
  return isPlain(text) ? text : text.normalize('NFD').replace(/\p{M}+/gu, '');
}

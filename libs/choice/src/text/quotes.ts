/** Blanks what an e-mail quotes from the message that it answers, so that offers repeated there choose nothing. Lengths and offsets stay. */
export function withoutQuotes(text: string): string {
  let quoted = false;
  return text
    .split('\n')
    .map((line) => {
      // A mail program's head of a quotation: all below it is the old message.
      if (/^\s*(?:On .{1,200} wrote:|-{2,} ?Original Message ?-{2,}|From: .{1,200})\s*$/i.test(line)) quoted = true;
      return quoted || /^\s*>/.test(line) ? ' '.repeat(line.length) : line;
    })
    .join('\n');
}

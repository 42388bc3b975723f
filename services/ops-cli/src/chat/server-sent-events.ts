export interface ServerSentEvent {
  readonly name: string;
  readonly data: string;
}

/** A block longer than this is no event of ours. */
const BLOCK_MAX = 4_000_000;

/** Reads the body of a `text/event-stream`, event by event; ids and retry times are left to the caller's own reconnecting. */
export async function* serverSentEvents(body: AsyncIterable<Uint8Array>): AsyncGenerator<ServerSentEvent> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    // A lone CR at the end may be the first half of CRLF: it is kept until the next chunk shows.
    const text = rest + decoder.decode(chunk, { stream: true });
    const whole = text.endsWith('\r') ? text.slice(0, -1) : text;
    const blocks = whole.replace(/\r\n?/g, '\n').split('\n\n');
    rest = (blocks.pop() as string) + text.slice(whole.length);
    if (rest.length > BLOCK_MAX) throw new Error('the stream sends no events');
    for (const block of blocks) {
      const event = parseBlock(block);
      if (event) yield event;
    }
  }
}

function parseBlock(block: string): ServerSentEvent | undefined {
  let name = 'message';
  const data: string[] = [];
  for (const line of block.split('\n')) {
    const [, field, value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (field === 'event') name = value;
    if (field === 'data') data.push(value);
  }
  return data.length > 0 ? { name, data: data.join('\n') } : undefined;
}

import { headers, type MsgHdrs } from '@nats-io/transport-node';
import type { NewStoredEvent, StoredEvent } from '@slotguard/contracts';
import { eventSubject, namesIn } from './names.js';

const UTF8 = new TextDecoder();
const RECORDED_AT = 'Slotguard-Recorded-At';

export interface EventMessage {
  readonly subject: string;
  readonly headers: MsgHdrs;
  readonly body: string;
}

/** What the log gives back of a message, whichever way it came. */
export interface FoundMessage {
  readonly subject: string;
  readonly headers: MsgHdrs | undefined;
  readonly body: Uint8Array;
  readonly position: number;
  readonly recordedAt: Date;
}

/**
 * An event as a CloudEvent in NATS binary mode: everything but the body in `ce-` headers, so that it can be sorted without being opened.
 * The names stand in the subject; headers that repeat them are for other readers, ours believe the subject.
 */
export function toMessage(event: NewStoredEvent, recordedAt: Date | undefined): EventMessage {
  const { business, conversation, writer, data, personal } = event;
  const attributes: Record<string, string> = {
    'ce-specversion': '1.0',
    'ce-id': event.id,
    'ce-source': `/${encodeText(business)}/${encodeText(conversation)}`,
    'ce-type': event.type,
    'ce-time': event.time,
    'ce-version': String(event.version),
    'ce-channel': event.channel,
    'ce-correlation': event.correlation,
    ...(event.causation !== undefined && { 'ce-causation': event.causation }),
    ...(event.traceparent !== undefined && { 'ce-traceparent': event.traceparent }),
    'content-type': 'application/json',
    ...(recordedAt && { [RECORDED_AT]: recordedAt.toISOString() }),
  };
  const hdrs = headers();
  for (const [name, value] of Object.entries(attributes)) hdrs.set(name, encodeText(value));
  return { subject: eventSubject(event, writer), headers: hdrs, body: JSON.stringify({ data, personal }) };
}

/** Never throws: what somebody put there who is none of ours becomes an event of no known type, which its readers set aside. */
export function toStored(found: FoundMessage, pinned: boolean): StoredEvent {
  const { business, conversation, writer, id } = namesIn(found.subject);
  const attribute = (name: string): string => decodeText(found.headers?.get(name) ?? '');
  const stamped = pinned ? attribute(RECORDED_AT) : '';
  return {
    id,
    type: attribute('ce-type'),
    version: Number(attribute('ce-version')),
    time: attribute('ce-time'),
    ...{ business, conversation, writer },
    channel: attribute('ce-channel'),
    correlation: attribute('ce-correlation'),
    ...(found.headers?.has('ce-causation') && { causation: attribute('ce-causation') }),
    ...(found.headers?.has('ce-traceparent') && { traceparent: attribute('ce-traceparent') }),
    ...bodyOf(found.body),
    position: found.position,
    recordedAt: stamped || found.recordedAt.toISOString(),
  };
}

/** The type of a message that has not been opened yet. */
export function typeOf(hdrs: MsgHdrs | undefined): string {
  return decodeText(hdrs?.get('ce-type') ?? '');
}

function bodyOf(bytes: Uint8Array): { data: object; personal: object } {
  try {
    const { data, personal } = JSON.parse(UTF8.decode(bytes)) as Record<string, unknown>;
    if (isObject(data) && isObject(personal)) return { data, personal };
  } catch {
    // not JSON: nothing in it
  }
  return { data: {}, personal: {} };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** As CloudEvents wants it in headers: printable ASCII but `"` and `%` as it is, the rest as percent-encoded UTF-8. */
function encodeText(text: string): string {
  return text.replace(/[^\x21-\x7e]|["%]/gu, (character) =>
    bytesOf(character.codePointAt(0) ?? 0)
      .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
      .join(''),
  );
}

/** Half a surrogate pair is no text for UTF-8, but some names have one: it is spelled as UTF-8 would if it could. */
function bytesOf(code: number): number[] {
  const alone = code >= 0xd800 && code <= 0xdfff;
  return alone
    ? [0xed, 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)]
    : [...new TextEncoder().encode(String.fromCodePoint(code))];
}

function decodeText(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(
      text.replace(/%ED%([AB][0-9A-F])%([89AB][0-9A-F])/g, (_, high: string, low: string) =>
        String.fromCharCode(0xd000 | ((parseInt(high, 16) & 0x3f) << 6) | (parseInt(low, 16) & 0x3f)),
      ),
    );
  } catch {
    return text; // not encoded by us
  }
}

import type { ConversationRef, EventRef } from '@slotguard/event-log';

/** The server reads no longer line than 4 KB; what a subject needs beside its names is far below the rest. */
const NAME_MAX = 900;

/**
 * One token of a subject, of a consumer's name or of a key: letters, digits, `_` and `-` stand for themselves, every other UTF-16 unit for
 * `=` and four hex digits, nothing at all for `=`. Readable for our own ids, one-to-one for all, and no name can speak the subjects' language.
 */
export function toToken(name: string): string {
  const token = name.replace(/[^\w-]/g, (unit) => `=${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  if (token.length > NAME_MAX) throw new RangeError(`a name of ${name.length} characters is too long for the log`);
  return token || '=';
}

export function fromToken(token: string): string {
  return token === '='
    ? ''
    : token.replace(/=([0-9a-f]{4})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

export function eventSubject({ business, conversation, id }: EventRef, writer: string): string {
  return `conv.${[business, conversation, writer, id].map(toToken).join('.')}`;
}

/** The event of this id, whoever wrote it: an id is unique in its conversation, and a look-up does not know the writer. */
export function anyWriterSubject({ business, conversation, id }: EventRef): string {
  return `conv.${toToken(business)}.${toToken(conversation)}.*.${toToken(id)}`;
}

export function conversationSubject({ business, conversation }: ConversationRef): string {
  return `conv.${toToken(business)}.${toToken(conversation)}.*.*`;
}

/** Who and where, from the only part of a message that the server's permissions vouch for. */
export function namesIn(subject: string): EventRef & { readonly writer: string } {
  const [, business = '', conversation = '', writer = '', id = ''] = subject.split('.').map(fromToken);
  return { business, conversation, writer, id };
}

/** An event set aside, or handed out again, under the name of its reader or queue. */
export function asideSubject(kind: 'parked' | 'redriven', consumer: string, ref: EventRef): string {
  return `${kind}.${[consumer, ref.business, ref.conversation, ref.id].map(toToken).join('.')}`;
}

import type { ConversationEvent, EventNamed, EventType, Recorded } from '@slotguard/conversation';
import { EVENT_VERSIONS } from '@slotguard/conversation';
import { z } from 'zod';
import { eventSchemas } from './event-schemas.js';
import { id, time } from './fields.js';
import type { NewStoredEvent, StoredEvent } from './stored-event.js';
import { upcast } from './upcasters.js';

/** An event that this version of the code cannot read: a bug or a newer writer. No retry mends it; it is parked. */
export class UnreadableEvent extends Error {
  override readonly name = 'UnreadableEvent';
  constructor(
    readonly why: 'unknown_type' | 'unknown_version' | 'malformed',
    readonly event: Pick<StoredEvent, 'id' | 'type' | 'version' | 'conversation'>,
    /** Paths into the event, never its content. */
    readonly paths: readonly string[] = [],
  ) {
    super(
      `${why}: ${event.type} version ${event.version} (${event.id})${paths.length ? ` at ${paths.join(', ')}` : ''}`,
    );
  }
}

const envelope = z.object({
  id,
  business: id,
  conversation: id,
  time,
  channel: z.enum(['sms', 'email', 'voice']),
  writer: z.enum(['sms', 'email', 'voice', 'guard', 'calendar', 'ops']),
  correlation: id,
  causation: z.exactOptional(id),
});

function isKnown(type: string): type is EventType {
  return Object.hasOwn(EVENT_VERSIONS, type);
}

/** Reads a stored event in whatever version it was written; throws `UnreadableEvent`. */
export function parseEvent(stored: StoredEvent): Recorded<ConversationEvent> {
  const { position, recordedAt } = stored;
  return { ...parseNewEvent(stored), position, recordedAt };
}

/** The same for an event on its way into the log: what is not valid is not written. */
export function parseNewEvent(stored: NewStoredEvent): ConversationEvent {
  if (!isKnown(stored.type)) throw new UnreadableEvent('unknown_type', stored);
  const newest = upcast(stored);
  if (newest.version !== EVENT_VERSIONS[stored.type]) throw new UnreadableEvent('unknown_version', stored);
  const schema = eventSchemas[stored.type];
  const parts = {
    '': envelope.safeParse(newest),
    data: schema.data.safeParse(newest.data),
    personal: schema.personal.safeParse(newest.personal),
  };
  const paths = Object.entries(parts).flatMap(([part, result]) =>
    result.success ? [] : result.error.issues.map((issue) => [part, ...issue.path].filter((p) => p !== '').join('.')),
  );
  if (paths.length > 0) throw new UnreadableEvent('malformed', stored, paths);
  return {
    ...parts[''].data,
    type: stored.type,
    version: newest.version,
    data: parts.data.data,
    personal: parts.personal.data,
  } as ConversationEvent;
}

/** What the writer of an event has to say beside its body. */
export type Envelope = Pick<
  ConversationEvent,
  'id' | 'time' | 'business' | 'conversation' | 'channel' | 'writer' | 'correlation' | 'causation'
>;

/** Makes an event of the newest version and asserts that it is well formed. */
export function newEvent<T extends EventType>(
  type: T,
  envelope: Envelope,
  data: EventNamed<T>['data'],
  personal: EventNamed<T>['personal'],
): EventNamed<T> {
  const { id, time, business, conversation, channel, writer, correlation, causation } = envelope;
  const event = { id, type, version: EVENT_VERSIONS[type], time, business, conversation, channel, writer, correlation };
  return parseNewEvent({
    ...event,
    ...(causation === undefined ? {} : { causation }),
    data,
    personal,
  }) as EventNamed<T>;
}

import type { ConversationEvent, EventNamed, GuardEvent } from './events.js';
import { EVENT_VERSIONS } from './events.js';
import { guardEventIdFor } from './story-ids.js';

/** An event of the guard, named after its cause. Its `time` is the conversation's: the guard looks at no clock. */
export function guardEvent<T extends GuardEvent['type']>(
  type: T,
  cause: ConversationEvent,
  time: string,
  data: EventNamed<T>['data'],
  personal: EventNamed<T>['personal'],
): EventNamed<T> {
  return {
    id: guardEventIdFor(cause) as string,
    type,
    version: EVENT_VERSIONS[type],
    time,
    business: cause.business,
    conversation: cause.conversation,
    channel: cause.channel,
    writer: 'guard',
    correlation: cause.correlation,
    causation: cause.id,
    data,
    personal,
  } as unknown as EventNamed<T>;
}

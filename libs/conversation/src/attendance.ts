import { instantOf, type Instant } from '@slotguard/business-time';
import type { ConversationEvent, EventNamed, Recorded, Story } from './events.js';
import { tellsOrdered } from './instruction.js';
import { mayWrite } from './may-write.js';

/** A person answers, and not the assistant: one is on the way (`asked`), or has taken over. */
export interface Attendance {
  readonly how: 'asked' | 'taken_over';
  /** The event since which it is so. */
  readonly event: string;
  readonly at: Instant;
  /** Who has taken over. */
  readonly actor?: string;
}

/** Who attends after an event; undefined is the assistant. Who has asked for a person keeps waiting until one is there, or lets go. */
export function attendanceAfter(attended: Attendance | undefined, event: ConversationEvent): Attendance | undefined {
  switch (event.type) {
    case 'PersonRequested':
      return attended ?? { how: 'asked', event: event.id, at: instantOf(event.time) };
    case 'ConversationTakenOver':
      return { how: 'taken_over', event: event.id, at: instantOf(event.time), actor: event.data.actor };
    case 'ConversationReleased':
      return undefined;
    default:
      return attended;
  }
}

type Reply = Recorded<EventNamed<'AssistantReplied'>>;

/**
 * The order rule between the assistant and a person, by the log alone: what the assistant says is said at its `AssistantReplied`. One that
 * stands behind the event with which a person attends, and before the release, is void and never sent: this returns that event's id. Three
 * texts are not the assistant's own and stand: that a person will answer, as long as none has, the answer to a carrier's word, and what an
 * operator has cancelled.
 */
export function voidedBy(reply: Reply, story: Story): string | undefined {
  let attended: Attendance | undefined;
  for (const event of story) {
    if (event.position >= reply.position) break;
    if (mayWrite(event.writer, event.type)) attended = attendanceAfter(attended, event);
  }
  if (attended === undefined || isNobodys(reply, story)) return undefined;
  const isNotice = attended.how === 'asked' && attended.event === reply.causation;
  return isNotice ? undefined : attended.event;
}

/**
 * Why a recorded reply that has not gone out yet must not go out any more: it is void, or a person has come to attend since it was recorded,
 * whether released again or not. What was under way before is not said behind a person's back.
 */
export function silencedBy(reply: Reply, story: Story): string | undefined {
  const voided = voidedBy(reply, story);
  if (voided !== undefined || isNobodys(reply, story)) return voided;
  return story.find(
    ({ type, writer, position }) =>
      position > reply.position &&
      (type === 'ConversationTakenOver' || type === 'PersonRequested') &&
      mayWrite(writer, type),
  )?.id;
}

/** No words of the assistant's, and to be heard whoever attends. */
function isNobodys(reply: Reply, story: Story): boolean {
  return isForCarrier(reply, story) || tellsOrdered(reply, story);
}

/** HELP has to be answered. */
function isForCarrier({ causation }: Reply, story: Story): boolean {
  const cause = story.find(({ id }) => id === causation);
  return cause?.type === 'UserUtterance' && cause.data.keyword === 'help';
}

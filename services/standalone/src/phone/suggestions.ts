import { inZone } from '@slotguard/business-time';
import type { Business } from '@slotguard/contracts';
import type { Appointment, ConversationState, Story } from '@slotguard/conversation';

/** More would take the place of the talk. */
const SHOWN_MAX = 4;

/** What a newcomer might write next; nothing while a person attends, who alone answers. */
export function suggestionsFor(state: ConversationState, story: Story, business: Business): string[] {
  if (state.optedOut) return ['START'];
  if (state.attended) return [];
  if (!story.some((event) => event.type === 'UserUtterance')) return startersFor(business);
  const asked = story.findLast((event) => event.type === 'AssistantReplied');
  if (asked?.data.asks.kind === 'attend') return ['C', 'Can I come later?', "I can't make it"];
  if (asked?.data.asks.kind === 'cancel') return ['Yes please', 'No, keep it'];
  const booked = state.appointments.at(-1);
  if (booked && !state.check) return [...nameFor(story), ...afterBooking(booked, business)].slice(0, SHOWN_MAX);
  if (state.selection && asked?.data.asks.kind === 'other') return ['Alex Morgan'];
  if (asked?.data.asks.kind === 'confirm') return ['Yes please', 'No, something later'];
  const shown = state.presentations.at(-1)?.offers ?? [];
  if (state.check && shown.length > 1) return ['option 1', 'the second one', 'something later'];
  return startersFor(business);
}

export function startersFor({ services }: Business): string[] {
  const [first, second = first] = services.map(({ name }) => name.toLowerCase());
  return [`book me for ${first} at 2pm tomorrow`, `any ${second} on Saturday morning?`, 'How much is it?'];
}

/** The assistant asks for a name with the confirmation, once. */
function nameFor(story: Story): string[] {
  const booked = story.findLastIndex((event) => event.type === 'AppointmentBooked');
  const answers = story.slice(booked + 1).filter((event) => event.type === 'AssistantReplied');
  const isKnown = story.some((event) => event.type === 'CustomerIdentified' && event.personal.name !== undefined);
  return isKnown || answers.length > 1 ? [] : ['Alex Morgan'];
}

/** The last hour of the day from which there is a later one to move to, in all likelihood. */
const MIDDAY = 14;

function afterBooking({ slot }: Appointment, { timeZone }: Business): string[] {
  const at = inZone(slot.start, timeZone);
  const other = at.plus({ hours: at.hour <= MIDDAY ? 2 : -2 }).setLocale('en-US');
  const time = other.toFormat(other.minute === 0 ? 'ha' : 'h:mma').toLowerCase();
  return [`Can I move it to ${time}?`, 'Cancel my appointment', 'Can I talk to a person?', 'When is my appointment?'];
}

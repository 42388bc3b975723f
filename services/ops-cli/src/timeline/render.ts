import type { ConversationEvent, ConversationState, Recorded, Story } from '@slotguard/conversation';
import { tell } from '@slotguard/conversation';
import type { Paint } from '../terminal.js';
import { harmless } from '../terminal.js';
import { describe } from './describe.js';
import type { Entry } from './entry.js';
import { clock, day, slotInWords } from './entry.js';

const WHO_WIDTH = 9;
const INDENT = ' '.repeat(11 + 2 + WHO_WIDTH + 2);

/** The story in the order in which it is folded: each verdict and decision right behind what it answers. */
export function renderStory(story: Story, paint: Paint): string {
  const lines: string[] = [];
  let today = '';
  const steps = tell(story);
  for (;;) {
    const step = steps.next();
    if (step.done) {
      lines.push('', ...stateLines(step.value, paint));
      return lines.join('\n');
    }
    const { event, guard } = step.value;
    if (day(event.time) !== today) {
      today = day(event.time);
      lines.push('', paint('bold', today));
    }
    lines.push(...entryLines(event, story, paint));
    if (guard) lines.push(...entryLines(guard as Recorded<ConversationEvent>, story, paint));
  }
}

function entryLines(event: ConversationEvent, story: Story, paint: Paint): string[] {
  const entry: Entry = describe(event, story);
  const says = entry.colour ? paint(entry.colour, entry.says) : entry.says;
  const head = `${clock(event.time).padStart(11)}  ${paint('cyan', entry.who.padEnd(WHO_WIDTH))}  ${says}`;
  const details = entry.details ?? [];
  return [`${head}  ${paint('dim', `[${event.id}]`)}`, ...details.map((line) => paint('dim', `${INDENT}${line}`))];
}

/** What the guard knows at the end. */
function stateLines(state: ConversationState, paint: Paint): string[] {
  const { check, selection, cleared, appointments, requests, optedOut, ended, attended } = state;
  const waiting = Object.entries(requests).flatMap(([id, { outcome }]) => (outcome === 'pending' ? [id] : []));
  const facts = [
    check ? `${check.slots.length} slots are offered` : 'nothing is offered',
    selection ? `chosen: ${slotInWords(selection.slot)}` : `nothing is chosen${cleared ? ` (${cleared})` : ''}`,
    ...appointments.map(({ id, slot }) => `appointment ${id}: ${slotInWords(slot)}`),
    ...waiting.map((id) => `${id} is approved and waits for the calendar`),
    ...(optedOut ? ['the customer wants no messages'] : []),
    ...(attended
      ? [attended.how === 'asked' ? 'a person is asked for' : `${harmless(attended.actor ?? 'somebody')} attends`]
      : []),
    ...(ended ? ['the conversation has ended'] : []),
  ];
  return [paint('bold', 'Now'), ...facts.map((fact) => `  ${fact}`)];
}

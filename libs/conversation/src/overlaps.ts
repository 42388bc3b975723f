import { instantOf } from '@slotguard/business-time';
import type { ConversationEvent, Recorded, Story } from './events.js';
import { groupBy } from './group-by.js';
import type { Breach } from './invariants.js';
import type { Slot } from './slot.js';

/** An appointment as long as it stood at one place: from an event on, and until another took it away from there. */
interface Stay {
  readonly event: Recorded<ConversationEvent>;
  readonly slot: Slot;
  gone?: Recorded<ConversationEvent>;
}

/** No two live appointments of one resource overlap, in whichever conversations they were made. */
export function checkOverlaps(log: Story, breaches: Breach[]): void {
  for (const stays of groupBy(staysIn(log), ({ event, slot }) => `${event.business}/${slot.resource}`).values()) {
    const inOrder = stays.toSorted((a, b) => instantOf(a.slot.start) - instantOf(b.slot.start));
    let open: Stay[] = [];
    for (const next of inOrder) {
      open = open.filter(({ slot }) => instantOf(next.slot.start) < instantOf(slot.end));
      for (const before of open) {
        if (!stoodTogether(before, next)) continue;
        const [first, second] = [before.event, next.event];
        const says = `${first.id} and ${second.id} overlap on ${next.slot.resource}`;
        const { conversation } = second;
        breaches.push({ rule: 'appointments_overlap', conversation, says, events: [first.id, second.id] });
      }
      open.push(next);
    }
  }
}

function staysIn(log: Story): Stay[] {
  const stays: Stay[] = [];
  const live = new Map<string, Stay>();
  const end = (key: string, event: Recorded<ConversationEvent>): void => {
    const stay = live.get(key);
    if (stay) stay.gone = event;
    live.delete(key);
  };
  for (const event of log) {
    if (
      event.type !== 'AppointmentBooked' &&
      event.type !== 'AppointmentRescheduled' &&
      event.type !== 'AppointmentCancelled'
    )
      continue;
    const key = JSON.stringify([event.business, event.conversation, event.data.appointment]);
    end(key, event);
    if (event.type === 'AppointmentCancelled') continue;
    const stay = { event, slot: event.data.slot };
    live.set(key, stay);
    stays.push(stay);
  }
  return stays;
}

/**
 * By the places in the log and by the calendar's own times: two calendars append what they committed one after the other in any order, and
 * two clocks differ a little, but what really stood together did so by both.
 */
function stoodTogether(a: Stay, b: Stay): boolean {
  const byLog = ({ position }: Recorded<ConversationEvent>): number => position;
  const byClock = ({ time }: Recorded<ConversationEvent>): number => instantOf(time);
  return [byLog, byClock].every((at) => {
    const until = ({ gone }: Stay): number => (gone ? at(gone) : Infinity);
    return at(a.event) < until(b) && at(b.event) < until(a);
  });
}

import { instantOf } from '@slotguard/business-time';
import type { ConversationEvent, EventNamed, EventType, Recorded, Story } from './events.js';
import { groupBy } from './group-by.js';
import type { Breach } from './invariants.js';
import type { Slot } from './slot.js';
import { sameSlot } from './slot.js';
import { holdId, releaseId } from './story-ids.js';

type Placed = Recorded<EventNamed<'HoldPlaced'>>;
type Released = Recorded<EventNamed<'HoldReleased'>>;
type Report = (rule: Breach['rule'], says: string, ...events: readonly string[]) => void;

/** A hold as the log tells of it. */
interface Hold {
  readonly placed: Placed;
  readonly released: Released | undefined;
  readonly from: number;
  /** When its time was over, or it was let go. */
  readonly to: number;
}

/** One conversation: each answer has its choice, each end its hold, and no two holds live at once. */
export function checkHolds(story: Story, report: Report): void {
  const choices = new Map(allOf(story, 'SlotSelected').map((choice) => [choice.id, choice]));
  for (const answer of [...allOf(story, 'HoldPlaced'), ...allOf(story, 'HoldRefused')]) {
    const choice = choices.get(answer.data.verdict);
    const isItsOwn = choice && answer.id === holdId(choice.data.evidence.utterance);
    if (!isItsOwn || !sameSlot(choice.data.slot, answer.data.slot))
      report('hold_without_choice', `${answer.id} answers no choice of this conversation`, answer.id);
  }
  const placed = new Set(allOf(story, 'HoldPlaced').map(({ id }) => id));
  for (const { id, data } of allOf(story, 'HoldReleased')) {
    if (id !== releaseId(data.hold) || !placed.has(data.hold))
      report('release_without_hold', `${id} ends no hold of this conversation`, id);
  }
  for (const [one, other] of clashes(holdsOf(story), livedTogether))
    report('two_holds', `${one.placed.id} and ${other.placed.id} are held at once`, one.placed.id, other.placed.id);
}

/** A whole log: what is held for one customer is neither held for another nor booked by one. */
export function checkHeldSlots(log: Story, breaches: Breach[]): void {
  const bookings = groupBy(
    [...allOf(log, 'AppointmentBooked'), ...allOf(log, 'AppointmentRescheduled')],
    ({ business, data }) => `${business}/${data.slot.resource}`,
  );
  const holds = groupBy(holdsOf(log), ({ placed }) => `${placed.business}/${placed.data.slot.resource}`);
  for (const [resource, ofResource] of holds) {
    for (const [one, other] of clashes(ofResource, (a, b) => areApart(a, b) && livedTogether(a, b))) {
      const says = `${one.placed.id} and ${other.placed.id} hold the same time of ${one.placed.data.slot.resource}`;
      const { conversation } = other.placed;
      breaches.push({ rule: 'holds_overlap', conversation, says, events: [one.placed.id, other.placed.id] });
    }
    for (const booked of bookings.get(resource) ?? [])
      for (const hold of ofResource)
        if (isBookedOver(booked, hold)) {
          const says = `${booked.id} was booked while ${hold.placed.id} held that time for somebody else`;
          const { conversation } = booked;
          breaches.push({ rule: 'booked_over_hold', conversation, says, events: [booked.id, hold.placed.id] });
        }
  }
}

/**
 * A whole log: whoever is refused a hold because the day has taken enough of them is so in a business that has placed some by then. How many a day may
 * take the log does not say; and while a choice waits for its answer, that may be the one.
 */
export function checkHoldBounds(log: Story, breaches: Breach[]): void {
  const refusals = allOf(log, 'HoldRefused').filter(({ data }) => data.reason === 'too_many_holds');
  if (refusals.length === 0) return;
  const answered = new Set(log.flatMap((event) => (isAnswer(event) ? [idIn(event, event.data.verdict)] : [])));
  const waiting = allOf(log, 'SlotSelected').filter((choice) => !answered.has(idIn(choice, choice.id)));
  const mayBeOwed = new Set(waiting.map(({ business }) => business));
  const placed = new Set(allOf(log, 'HoldPlaced').map((hold) => `${hold.business}/${dayOf(hold)}`));
  for (const refusal of refusals) {
    const { id, business, conversation } = refusal;
    const day = dayOf(refusal);
    // A day of the business's lies in two of these at most.
    const isTrue = [day - 1, day, day + 1].some((one) => placed.has(`${business}/${one}`));
    if (isTrue || mayBeOwed.has(business)) continue;
    const says = `${id} says that too much is held, and nothing was held that day`;
    breaches.push({ rule: 'refused_within_bounds', conversation, says, events: [id] });
  }
}

function isAnswer(event: Recorded<ConversationEvent>): event is Placed | Recorded<EventNamed<'HoldRefused'>> {
  return event.type === 'HoldPlaced' || event.type === 'HoldRefused';
}

function idIn({ business, conversation }: Pick<Placed, 'business' | 'conversation'>, id: string): string {
  return `${business}/${conversation}/${id}`;
}

const DAY_MS = 86_400_000;
const dayOf = ({ time }: Pick<Placed, 'time'>): number => Math.floor(instantOf(time) / DAY_MS);

function allOf<T extends EventType>(story: Story, type: T): Recorded<EventNamed<T>>[] {
  return story.filter((event) => event.type === type) as unknown as Recorded<EventNamed<T>>[];
}

function holdsOf(story: Story): Hold[] {
  const key = ({ business, conversation }: Placed | Released, hold: string): string =>
    `${business}/${conversation}/${hold}`;
  const ends = new Map(allOf(story, 'HoldReleased').map((event) => [key(event, event.data.hold), event]));
  return allOf(story, 'HoldPlaced').map((placed) => {
    const released = ends.get(key(placed, placed.data.hold));
    const until = instantOf(placed.data.until);
    const to = released ? Math.min(until, instantOf(released.time)) : until;
    return { placed, released, from: instantOf(placed.time), to };
  });
}

/** Pairs of which the later began before the earlier was over; holds are short, so that few are looked at. */
function clashes(holds: readonly Hold[], areAtOdds: (a: Hold, b: Hold) => boolean): [Hold, Hold][] {
  const inOrder = holds.toSorted((a, b) => a.from - b.from);
  const found: [Hold, Hold][] = [];
  let living: Hold[] = [];
  for (const hold of inOrder) {
    living = living.filter(({ to }) => to > hold.from);
    for (const one of living) if (areAtOdds(one, hold)) found.push([one, hold]);
    living.push(hold);
  }
  return found;
}

function livedTogether(a: Hold, b: Hold): boolean {
  return a.from < b.to && b.from < a.to;
}

function areApart(a: Hold, b: Hold): boolean {
  return a.placed.conversation !== b.placed.conversation && overlap(a.placed.data.slot, b.placed.data.slot);
}

/** By the calendar's times, and only where the order of the log does not acquit it: the clocks of two calendars differ a little. */
function isBookedOver(
  booked: Recorded<EventNamed<'AppointmentBooked' | 'AppointmentRescheduled'>>,
  { placed, released, from, to }: Hold,
): boolean {
  const at = instantOf(booked.time);
  const isInOrder =
    placed.position < booked.position && (released === undefined || booked.position < released.position);
  const isAnothers = placed.conversation !== booked.conversation && overlap(placed.data.slot, booked.data.slot);
  return isAnothers && isInOrder && from < at && at < to;
}

function overlap(a: Slot, b: Slot): boolean {
  return instantOf(a.start) < instantOf(b.end) && instantOf(b.start) < instantOf(a.end);
}

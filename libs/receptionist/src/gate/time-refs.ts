import { inZone } from '@slotguard/business-time';
import type { Mention } from '@slotguard/choice';
import { readMentions } from '@slotguard/choice';
import type { Slot } from '@slotguard/conversation';

export type Day = Extract<Mention, { kind: 'date' }>;
export type Clock = Extract<Mention, { kind: 'time' | 'time_range' }>;
export type Part = Extract<Mention, { kind: 'part_of_day' }>;

/** A point of time that a text names, as far as it names it. */
export interface TimeRef {
  readonly clock?: Clock;
  readonly day?: Day;
  readonly part?: Part;
  /** Where in the sentence. */
  readonly from: number;
  readonly to: number;
}

export interface ZonedNow {
  readonly timeZone: string;
  readonly now: string;
}

const isTimely = (mention: Mention): mention is Day | Clock | Part =>
  mention.kind === 'date' || mention.kind === 'time' || mention.kind === 'time_range' || mention.kind === 'part_of_day';

export function timesIn(sentence: string, zoned: ZonedNow): readonly (Day | Clock | Part)[] {
  return readMentions(sentence, zoned).filter(isTimely);
}

const BESIDE = /^[\s,]*(?:at|on|from|the|in|this|for|,|-|\()*[\s,]*(?:at|from|the)?\s*$/;

/**
 * The points of time in a sentence. A clock time belongs to the day beside it (before it first), else to the last day before it, else to the
 * next one behind, else to `carried`, the day that the sentence before spoke of.
 */
export function timeRefsIn(sentence: string, zoned: ZonedNow, carried?: Day): readonly TimeRef[] {
  const mentions = timesIn(sentence, zoned);
  const taken = new Set<Day>();
  const between = (a: Mention, b: Mention): string => sentence.slice(a.span.end, b.span.start);
  const refs: TimeRef[] = [];
  mentions.forEach((mention, i) => {
    if (mention.kind === 'date') return;
    const before = mentions[i - 1];
    const next = mentions[i + 1];
    const days = mentions.filter((other): other is Day => other.kind === 'date');
    const beside =
      before?.kind === 'date' && !taken.has(before) && BESIDE.test(between(before, mention))
        ? before
        : next?.kind === 'date' && BESIDE.test(between(mention, next))
          ? next
          : undefined;
    const day =
      beside ??
      days.findLast(({ span }) => span.start < mention.span.start) ??
      days.find(({ span }) => span.start > mention.span.start) ??
      carried;
    if (day) taken.add(day);
    const isPart = mention.kind === 'part_of_day';
    refs.push({
      ...(isPart ? { part: mention } : { clock: mention }),
      ...(day ? { day } : {}),
      from: mention.span.start,
      to: mention.span.end,
    });
  });
  for (const day of mentions)
    if (day.kind === 'date' && !taken.has(day)) refs.push({ day, from: day.span.start, to: day.span.end });
  return refs.sort((a, b) => a.from - b.from);
}

/** A slot on the business's wall. */
export interface WallSlot {
  readonly slot: Slot;
  readonly date: string;
  readonly weekday: number;
  readonly from: string;
  readonly to: string;
}

export function onTheWall(slot: Slot, timeZone: string): WallSlot {
  const start = inZone(slot.start, timeZone);
  const end = inZone(slot.end, timeZone);
  return {
    slot,
    date: start.toISODate() as string,
    weekday: start.weekday,
    from: start.toFormat('HH:mm'),
    to: end.toFormat('HH:mm'),
  };
}

/** Whether a slot is at this point of time, as far as it is named. */
export function isAt(ref: TimeRef, slot: WallSlot): boolean {
  return (
    (ref.day === undefined || isOn(ref.day, slot)) &&
    (ref.clock === undefined || isAtClock(ref.clock, slot)) &&
    (ref.part === undefined || isInPart(ref.part, slot))
  );
}

/** "Tuesday" is any Tuesday: where only one is offered, that one is meant. */
function isOn(day: Day, slot: WallSlot): boolean {
  if (day.weekday !== undefined && day.dateTo === undefined) return day.weekday === slot.weekday;
  return day.date <= slot.date && slot.date <= (day.dateTo ?? day.date);
}

function isAtClock(clock: Clock, slot: WallSlot): boolean {
  return clock.kind === 'time'
    ? clock.times.includes(slot.from)
    : clock.timeFrom === slot.from && clock.timeTo === slot.to;
}

function isInPart({ partOfDay }: Part, { from }: WallSlot): boolean {
  if (partOfDay === 'morning') return from < '12:00';
  return partOfDay === 'afternoon' ? from >= '12:00' && from < '18:00' : from >= '17:00';
}

import type { Instant } from '@slotguard/business-time';
import { instantOf, toBusinessTime } from '@slotguard/business-time';
import { extractChoice } from '@slotguard/choice';
import type { NumberedSlot, Slot } from '@slotguard/conversation';

export interface Wished {
  /** The start that the customer asked for, if they named a time. */
  readonly start?: Instant;
  readonly max: number;
  readonly timeZone: string;
  readonly now: Instant;
}

/**
 * Which openings to list, and in which order, so that a bare number can be understood. To the reader "1" is in doubt while one o'clock is on
 * the list as another number, and rightly so: the list is made such that the doubt does not arise, as far as there are other openings.
 * The time wished for comes first, then what is nearest to it.
 */
export function answerableList(slots: readonly Slot[], { start, max, timeZone, now }: Wished): NumberedSlot[] {
  const distance = (slot: Slot): number => Math.abs(instantOf(slot.start) - (start ?? 0));
  // Of two that are as near, the later: who asked for two o'clock can come after two.
  const nearest = slots.toSorted((a, b) => distance(a) - distance(b) || instantOf(b.start) - instantOf(a.start));
  const list: Slot[] = [];
  const isClear = (number: number, of: readonly Slot[]): boolean => readsAs(number, of, timeZone, now);
  for (const mustBeClear of [true, false]) {
    for (const slot of nearest) {
      if (list.length >= max || list.includes(slot)) continue;
      const longer = [...list, slot];
      const keepsClear = list.every((_, i) => !isClear(i + 1, list) || isClear(i + 1, longer));
      if (keepsClear && (!mustBeClear || isClear(longer.length, longer))) list.push(slot);
    }
  }
  return list.map((slot, i) => ({ number: i + 1, slot }));
}

function readsAs(number: number, slots: readonly Slot[], timeZone: string, now: Instant): boolean {
  const offers = slots.map((slot, i) => ({ start: slot.start, number: i + 1 }));
  const context = { timeZone, now: toBusinessTime(now, timeZone), channel: 'sms', asked: 'slot' } as const;
  const choice = extractChoice(String(number), offers, context);
  return choice.kind === 'selected' && choice.index === number - 1;
}

import type { Instant } from '@slotguard/business-time';
import { toBusinessTime } from '@slotguard/business-time';
import { extractChoice } from '@slotguard/choice';
import type { NumberedSlot, Slot } from '@slotguard/conversation';

export interface ListBounds {
  readonly max: number;
  readonly timeZone: string;
  readonly now: Instant;
}

/**
 * Which openings to list, and in which order, so that a bare number can be understood. To the reader "1" is in doubt while one o'clock is on
 * the list as another number, and rightly so: the list is made such that the doubt does not arise, as far as there are other openings.
 * The openings stand in the calendar's order, what comes nearest to the wish first, and keep it as far as that goes.
 */
export function answerableList(slots: readonly Slot[], { max, timeZone, now }: ListBounds): NumberedSlot[] {
  const list: Slot[] = [];
  const isClear = (number: number, of: readonly Slot[]): boolean => readsAs(number, of, timeZone, now);
  for (const mustBeClear of [true, false]) {
    for (const slot of slots) {
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

import { pause } from '@slotguard/event-log';
import type { Carrier } from './carrier.js';
import { wordsFor } from './business.js';
import type { LogWatch } from './log-watch.js';
import type { Customer } from './plan.js';

/** How a conversation ended for the customer. */
export type Ending =
  | { readonly how: 'booked' | 'told'; readonly customer: Customer }
  | { readonly how: 'stuck'; readonly customer: Customer; readonly why: string };

export interface World {
  readonly carrier: Carrier;
  readonly watch: LogWatch;
  /** Resolves when the blow of this number is announced. */
  readonly announced: (blow: number) => Promise<void>;
  readonly today: Date;
}

/** Nobody goes on for ever: whoever has nothing by then knows at least that. */
const TEXTS_MAX = 8;
/** Longer than any turn may take that was hit by a kill, and hit again, on a machine that is far too busy. */
const ANSWER_MS = 180_000;
/** Another day than the one that was wished for at first. */
const LATER_DAYS = 5;

/** Texts until the appointment is confirmed: takes the first of what is offered, gives a name when asked for it, and tries another day. */
export async function converse(customer: Customer, index: number, world: World): Promise<Ending> {
  await world.announced(customer.afterBlow);
  await pause(customer.delayMs);
  try {
    return { how: (await talk(customer, index, world)) ? 'booked' : 'told', customer };
  } catch (error) {
    return { how: 'stuck', customer, why: (error as Error).message };
  }
}

async function talk(customer: Customer, index: number, { carrier, watch, today }: World): Promise<boolean> {
  const { phone, name, wish } = customer;
  const sid = (nth: number): string => `SM${String(index).padStart(24, '0')}${String(nth).padStart(8, '0')}`;
  if (customer.greets) await carrier.say(phone, 'hello', sid(0));
  let heard = 0;
  let isBooked = false;
  let words = wordsFor(wish, today);
  for (let nth = 1; nth <= TEXTS_MAX; nth++) {
    const { utterance } = await carrier.say(phone, words, sid(nth));
    if (!(await watch.until(() => watch.hasEnded(utterance), ANSWER_MS)))
      throw new Error(`no turn has answered ${utterance} within ${ANSWER_MS} ms`);
    const texts = carrier.received(phone);
    const answer = texts.slice(heard).join('\n');
    heard = texts.length;
    isBooked ||= answer.includes("I've booked");
    if (answer.includes('What name')) words = name;
    else if (isBooked) return true;
    else if (answer.includes('Reply YES')) words = 'yes';
    else if (/^1\) /m.test(answer)) words = '1';
    else words = wordsFor({ daysAhead: wish.daysAhead + nth * LATER_DAYS, hour: wish.hour }, today);
  }
  return isBooked;
}

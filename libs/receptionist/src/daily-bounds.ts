import { toBusinessTime } from '@slotguard/business-time';
import type { Business } from '@slotguard/contracts';
import type { EventNamed, Recorded, Story } from '@slotguard/conversation';

type Utterance = Recorded<EventNamed<'UserUtterance'>>;

/** What a day has taken, of one customer or of all. */
export interface DayCount {
  readonly turns: number;
  readonly texts: number;
}

/** Whose bound is reached. */
export type Bound = 'customer' | 'business';

/** The day of an instant in the business's zone, `2026-11-16`. */
export function businessDay(time: string, { timeZone }: Pick<Business, 'timeZone'>): string {
  return toBusinessTime(time, timeZone).slice(0, 10);
}

/** The one text that says that a bound is reached; its id makes it one a day. */
export function boundReplyId(day: string): string {
  return `out-limit-${day.replaceAll('-', '')}`;
}

export function isBoundReply(id: string): boolean {
  return id.startsWith('out-limit-');
}

/**
 * What the customer's day had taken before this was said. A turn counts for the day of the utterance that it is named after, so that the
 * answer is the same whenever it is asked, and by whomever. HELP counts as a text and never as a turn.
 */
export function countBefore(said: Utterance, story: Story, business: Pick<Business, 'timeZone'>): DayCount {
  const day = businessDay(said.time, business);
  const ofTheDay = new Set(
    story.flatMap(({ type, id, position, time }) =>
      type === 'UserUtterance' && position < said.position && businessDay(time, business) === day ? [id] : [],
    ),
  );
  const turns = new Set<string>();
  let texts = 0;
  for (const event of story) {
    if (event.type === 'AssistantStepped' && ofTheDay.has(event.data.turn)) turns.add(event.data.turn);
    if (event.type === 'AssistantReplied' && ofTheDay.has(event.data.turn) && !isBoundReply(event.id)) texts += 1;
  }
  return { turns: turns.size, texts };
}

/** Which bound a turn would go beyond, if any; the customer's own first. */
export function boundReached(
  { dailyLimits: most }: Pick<Business, 'dailyLimits'>,
  of: { readonly customer: DayCount; readonly business?: DayCount | undefined },
): Bound | undefined {
  const { customer, business } = of;
  if (customer.turns >= most.turnsPerCustomer || customer.texts >= most.textsPerCustomer) return 'customer';
  if (business && (business.turns >= most.turns || business.texts >= most.texts)) return 'business';
  return undefined;
}

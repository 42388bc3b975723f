import { clauseAt } from './clauses.js';
import { isHoursFact } from './hours-fact.js';
import type { Known } from './known.js';
import type { Sentence } from './sentences.js';
import type { Day, TimeRef, WallSlot } from './time-refs.js';
import { isAt, timeRefsIn } from './time-refs.js';

/** Words that look like a refusal and are none. */
const NO_DENIAL =
  /\b(?:not only|no (?:problem|worries|doubt|question|matter|need|wonder)|not (?:just|a problem|to worry)|nothing (?:wrong|to worry)|why not|can ?not wait|can't wait|never better|without (?:fail|a doubt|delay))\b/g;
const DENIES =
  /\b(?:not|no|nothing|none|never|neither|nor|cannot|unable|without|taken|gone|full|fully booked|booked up|closed|unavailable|passed|too (?:soon|late|early)|isn't|aren't|wasn't|don't|doesn't|can't|couldn't|won't|haven't|hasn't|didn't)\b/;
const ASKS_BACK =
  /\b(?:mean|meant|like|want|prefer|looking for|asking|asked|said|correct|right|hear|understand|understood)\b/;
const QUOTES_CUSTOMER =
  /\byou(?:'re|'d| are| were| would)? (?:also |really |just |only )?(?:said|asked|wanted|mentioned|requested|asking|looking|prefer|wished|hoping|want|like)\b/;
const LOOKS =
  /\b(?:let me|i'll|i will|i'm|i am|we'll|we will|one moment|just a (?:moment|second|sec)|give me a)\b.*\b(?:check|checking|look|looking|see|find|finding|search|searching)\b/;
const OFFERS_TIME =
  /\b(?:available|availability|open|opening|openings|free|slots?|spots?|have|has|book|booked|come|fit|squeeze|see you|appointment|offer)\b/;

/** Whether everything that a sentence says of times is known, told of as what it is. `carried` is the day of the sentence before. */
export function areTimesKnown(sentence: Sentence, known: Known, carried?: Day): boolean {
  const refs = timeRefsIn(sentence.text, known, carried);
  return refs.every((ref) => isKnownTime(ref, sentence, known)) && areNumbersKnown(sentence, refs, known);
}

/** The day that a sentence leaves in mind; a day that is refused leaves none. */
export function dayAfter({ text }: Sentence, known: Known, carried?: Day): Day | undefined {
  const last = timeRefsIn(text, known).findLast(({ day }) => day !== undefined);
  if (!last) return carried;
  return denies(clauseAt(text, last)) ? undefined : last.day;
}

function isKnownTime(ref: TimeRef, sentence: Sentence, known: Known): boolean {
  const isOf = (slots: readonly WallSlot[]): boolean => slots.some((slot) => isAt(ref, slot));
  if (isOf(known.offered) || isOf(known.booked)) return true;
  if (isHoursFact(ref, sentence.text, known)) return true;
  if (isVague(ref, sentence, known)) return true;
  return isOnlyToldOf(ref, sentence) && (isOf(known.gone) || isCustomers(ref, known));
}

/** Denied, asked back, quoted or looked up: nothing that the customer could take for an offer. */
function isOnlyToldOf(ref: TimeRef, { text, isQuestion }: Sentence): boolean {
  const clause = clauseAt(text, ref);
  if (denies(clause) || QUOTES_CUSTOMER.test(clause) || LOOKS.test(clause)) return true;
  return isQuestion && ASKS_BACK.test(text) && !/\b(?:i|we) (?:have|can|could)\b/.test(clause);
}

function denies(clause: string): boolean {
  return DENIES.test(clause.replace(NO_DENIAL, ' '));
}

function isCustomers({ clock, day }: TimeRef, { customer, offered, today }: Known): boolean {
  const clocks = clock === undefined ? [] : clock.kind === 'time' ? clock.times : [clock.timeFrom, clock.timeTo];
  if (clock && !clocks.some((time) => customer.clocks.has(time))) return false;
  if (!day || day.date === today) return true;
  const isSame = ({ date, dateTo, weekday }: Known['customer']['days'][number]): boolean =>
    (weekday !== undefined && weekday === day.weekday) || (date <= day.date && day.date <= (dateTo ?? date));
  return customer.days.some(isSame) || offered.some(({ date }) => date === day.date);
}

/** "How can I help you today?", "Morning or afternoon?", "Would next week suit you?": no point of time that one could come at. */
function isVague({ clock, day, part }: TimeRef, { text, isQuestion }: Sentence, { today }: Known): boolean {
  if (clock) return false;
  if (isQuestion || /\bfor example\b/.test(text))
    return !day || day.dateTo !== undefined || /^to(?:day|night|morrow)/.test(text.slice(day.span.start));
  if (part && !day) return !OFFERS_TIME.test(text);
  return day?.date === today && !OFFERS_TIME.test(text);
}

const UNIT =
  /^[ -]?(?:min|mins|minutes?|hours?|hrs?|days?|weeks?|months?|years?|percent|%|units?|people|persons?|guests?|times|options?|openings?|services?|providers?|treatments?|visits?|areas?|appointments?|segments?|miles?|blocks?|ml|mg)\b/;
const CLOCKLIKE = /\d{1,2} ?[:.h] ?\d{2}\b|\d ?[ap] ?m\b|\d ?o'?clock|\b\d{4}\b|\b\d{1,2}\/\d{1,2}\b/;
const FROM_NOW =
  /\bin (?:about |just |only |under )?(?:\d+|an?|one|two|three|four|five|half an?|a half) ?(?:minutes?|mins?|hours?|hrs?)\b/;
const MONTH =
  /\b(?:january|february|april|june|july|august|september|october|november|december)\b|\bin (?:march|may)\b|\b(?:early|mid|late)[ -](?:march|may)\b/g;
const MONTHS = 'january february march april may june july august september october november december'.split(' ');

/** What the reader of times has left: no number that might be a time, a day or an option unheard of. */
function areNumbersKnown({ text }: Sentence, refs: readonly TimeRef[], known: Known): boolean {
  let rest = text;
  for (const span of refs.flatMap(({ clock, day, part }) => [clock?.span, day?.span, part?.span]))
    if (span) rest = rest.slice(0, span.start) + ' '.repeat(span.end - span.start) + rest.slice(span.end);
  if (CLOCKLIKE.test(rest) || FROM_NOW.test(rest)) return false;
  for (const [found] of rest.matchAll(MONTH)) {
    const month = MONTHS.indexOf(found.replace(/^.*[ -]/, '')) + 1;
    const days = [...known.offered, ...known.booked, ...known.customer.days];
    if (!days.some(({ date }) => Number(date.slice(5, 7)) === month)) return false;
  }
  return [...rest.matchAll(/(?<![\w$.])(\d+)(st|nd|rd|th)?/g)].every((match) => {
    const behind = rest.slice(match.index + match[0].length);
    const value = Number(match[1]);
    if (/[$€£#]\s?$/.test(rest.slice(0, match.index)) || (match[2] === undefined && UNIT.test(behind))) return true;
    if (match[2] !== undefined && value > known.shown.length)
      return [...known.offered, ...known.booked].some(({ date }) => Number(date.slice(8)) === value);
    return [...known.optionsInText, ...known.shown.map(({ number }) => number), ...known.numbersOnFile].includes(value);
  });
}

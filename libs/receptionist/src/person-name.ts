import { plain } from './named.js';

const LEAD =
  /^(?:(?:sure|yes|yeah|ok|okay|hi|please)\b[,.! ]*)?(?:(?:it(?:'| i|’)?s|this is|my name(?:'|’| i)s|my name|name(?:'|’| i)s|the name is|i(?:'|’| a)m|im|call me|put it (?:under|down as|in)|put (?:me|it) (?:down )?(?:as|under)|under|for|make it)\b[: ]*)*/i;
/** Words that no name has: whoever says one of them says something else. */
const NO_NAME = new Set(
  `thank thanks you thx no not none nope yes yeah yep ok okay sure great good cool perfect awesome hi hello hey help stop what when where who why how which can could would is are am do does have the a an and or to at on in my it that this later earlier tomorrow today tonight morning afternoon evening monday tuesday wednesday thursday friday saturday sunday book booked booking appointment cancel change reschedule need want please bye see time price cost address parking confirmed reserved set done wait actually with skip pass instead soon sooner next noon midnight am pm mon tue tues wed thu thur thurs fri sat mondays tuesdays wednesdays thursdays fridays saturdays sundays weekend week weekday day days month hour hours one two three four five six seven eight nine ten eleven twelve thirty fifteen oclock o'clock nobody none never mind nah wrong meant sorry oops cancelled idk anyone anybody somebody someone too also`.split(
    ' ',
  ),
);
/** Says that what follows is a name. */
const CALLED = /\b(name|call me|i['’]?m|i am|under|this is)\b/i;
const NAME = /^\p{L}[\p{L}\p{M}'’.-]*(?: \p{L}[\p{L}\p{M}'’.-]*){0,3}$/u;
const NAME_MAX = 60;
/** Longer answers tell something else, and are not worth the reading. */
const ANSWER_MAX = 200;

/**
 * A name given in answer to the question for one: "Sam", "it's Sam Miller", "put it under Ana-María O'Neil please". Else nothing.
 * `others` are providers and services that may be meant instead: a bare "Maya" is the provider, "my name is Maya" and "Maya Lopez" are not.
 */
export function readName(text: string, others: readonly string[] = []): string | undefined {
  if (text.length > ANSWER_MAX) return undefined;
  const rest = text
    .trim()
    .replace(LEAD, '')
    .replace(/[,.! ]*\b(?:please|thanks|thank you|thx)\b[.! ]*$/i, '')
    .replace(/[.!, ]+$/, '')
    .replace(/\s+/g, ' ');
  if (rest.length > NAME_MAX || !NAME.test(rest) || hasOtherWords(rest)) return undefined;
  if (!CALLED.test(text) && others.some((other) => plain(other) === plain(rest))) return undefined;
  return rest
    .split(' ')
    .map((word) => (word === word.toLowerCase() ? `${word[0]?.toUpperCase()}${word.slice(1)}` : word))
    .join(' ');
}

function hasOtherWords(text: string): boolean {
  return text.split(' ').some((word) => NO_NAME.has(word.toLowerCase()));
}

/** A name that the customer gives unasked: "…, my name is Sam Miller". */
export function volunteeredName(text: string): string | undefined {
  const [, rest] = /\bmy name(?:['’]s| is|:)\s+([^,.;!?\n]+)/iu.exec(text) ?? [];
  return rest === undefined ? undefined : readName(rest.replace(/\s+and\b.*$/iu, ''));
}

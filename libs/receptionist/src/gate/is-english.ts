import { mentionedIn, plain } from '../named.js';
import type { Known } from './known.js';
import { timesIn } from './time-refs.js';

/** Words without which hardly anything is said in English. Of each sentence one is enough. */
const COMMON = new Set(
  `a about after again all also am an and another any anything are as ask at available back be because been before best better but by call can
  check choose come could day days did do does done each either else ever every feel find first for free from get give go good great had happy
  has have hello help her here hey hi him his how i if in instead is it just know last later let like list look make may maybe me message might
  minutes mind moment more morning much my name need next nice no none not nothing now number of off offer okay on once one only open or other
  our out over page per perhaps please prefer price ready reply right same say see shall she should so some someone something soon sorry still
  suit sure take tell text thank thanks that the their them then there these they thing think this those time times to today tomorrow too
  understand until up us very want was way we welcome well were what when where whether which who why will with work works would yes yet you
  your afternoon evening appointment appointments booking closed hours takes costs including includes`.split(/\s+/),
);
/** Fewer words than this may be anything: "Botox?", "Okay, perfect!". */
const WORDS_MIN = 3;

/** The gate reads English. What has nothing of it may claim anything. */
export function isEnglish(sentence: string, known: Known): boolean {
  return sentence.split(/[•\n]/).every((piece) => isPieceEnglish(piece, known));
}

function isPieceEnglish(piece: string, known: Known): boolean {
  const { business } = known;
  let rest = piece;
  for (const { span } of timesIn(piece, known).toReversed()) rest = rest.slice(0, span.start) + rest.slice(span.end);
  const named = [...mentionedIn(rest, business.services), ...mentionedIn(rest, business.resources), business];
  const names = new Set(named.flatMap(({ id, name }) => [id, ...plain(name).split(' ')]));
  const words = plain(rest.replace(/['’](?:s|re|ll|ve|m|d)\b/g, ''))
    .split(' ')
    .filter((word) => /^[a-z]+$/.test(word) && !names.has(word));
  return words.length < WORDS_MIN || words.some((word) => COMMON.has(word));
}

import { claimPatterns, type ClaimKind } from './claim-patterns.js';

/** What comes before a claim, word by word up to it, and makes it none. Nothing else may stand between. */
const DENIED: readonly RegExp[] = [
  /\b(?:not|never|unable to|yet to|could not|hardly)(?: (?:been|be|being|yet|have|has|had|it|that|this|anything|any|an?|the|your|appointment|booking|slot|time|actually|still|currently|get|got|to|able))*$/,
  /\bnothing(?: (?:is|was|has|have|been|yet|so|far|actually|at|all))*$/,
  /\b(?:no|none of the|neither)(?: (?:appointments?|bookings?|reservations?|slots?|times?|visits?|changes?|one|has|have|been|is|was|were|are|yet))*$/,
  /\bwithout(?: (?:an?|any|it|being|your))*$/,
];
const NEGATIVE = /\b(?:not|never|nothing|no|none|neither|nor|without|unable|hardly)\b/g;
const TAKES_BACK =
  /^(?: (?!,)\w+){0,4} (?:except|besides|other than|apart from|only|save for|aside from|but (?!i |we |you |let |would |do |there ))/;

const GAP =
  '(?: (?:me|us|i|we|to|you|it|that|this|one|get|have|see|be|help|go|ahead|and|the|your|a|an|for|now|please|still|also|then|time|slot|spot|appointment|booking|facial|botox|_t|_d|_p|at|on))*';
const ASKED = new RegExp(
  `(?:^|, |\\bor |\\bso |\\band |\\bwhich |\\bwhat |\\bwhen )(?:[\\w ]* )?(?:would you like|would you want|would you prefer|do you want|did you want|want|shall|should|may|can|could|is it ok if|ok if)${GAP}$`,
);
const ASKED_OF_PAST = /\b(?:have|did|had|do) you(?: ever| already| have (?:an?|any) appointment)*$/;
const POSSIBLE =
  /\b(?:can|may|might|must|could|need to|needs to|have to|has to|to|should|ready to|only) (?:be|get)(?: (?:safely|easily|also|only|still|you|it))*$/;
const OFFERED = /\b(?!you )(?:\w+) (?:can|may)(?: (?:also|still|certainly|gladly|happily|only|get|have|see|put))*$/;
const GLAD = /\b(?:glad|happy|pleased|delighted|thrilled|excited|so) /;
const IF_ONLY =
  /\b(?:once|until|before|unless|if|whether|till|as soon as|in case)(?: (?:you|your|it|that|this|the|we|i|have|has|is|are|been|be|get|all|an?|one|appointment|booking|slot|spot|time|everything|would|like|want|to|me|ready|sure))*$/;
const AFTERWARDS =
  /\b(?:after|when|whenever)(?: (?:you|your|it|that|the|is|are|been|be|an?|appointment|booking|slot|everything))*$/;
const WILL_THEN = /\b(?:will|would)(?: then)?(?: be| get)?(?: all)?$/;
const CONDITION =
  /\b(?:once|if|as soon as|after|when|unless|until) (?:you|i|it|that|we)(?: \w+){0,2} (?:reply|replies|confirm|confirmed|answer|choose|chose|chosen|pick|picked|tell|text|say|know|decide|select|selected|send|respond|booked|like|want|hear)\b|\bjust (?:say|tell|reply|text|let)\b/;

/** The claims of a sentence in plain words, honest or not. Words that are denied, offered, asked or made conditional claim nothing. */
export function claimsIn(words: string, isQuestion: boolean): ReadonlySet<ClaimKind> {
  const text = withoutFull(words);
  const found = new Set<ClaimKind>();
  for (const { kind, pattern } of claimPatterns)
    for (const match of text.matchAll(pattern)) {
      const at = match.index + (match[0].length - match[0].trimStart().length);
      const before = text.slice(0, at).trimEnd();
      const behind = text.slice(at + match[0].trimStart().length);
      if (!isDenied(before, behind) && !isOnlyPossible(before, text, kind, isQuestion)) found.add(kind);
    }
  return found;
}

function isDenied(before: string, behind: string): boolean {
  const clause = before.slice(before.lastIndexOf(',') + 1);
  // Denied twice is affirmed.
  if ((clause.match(NEGATIVE) ?? []).length !== 1) return false;
  return DENIED.some((denied) => denied.test(clause)) && !TAKES_BACK.test(behind);
}

function isOnlyPossible(before: string, text: string, kind: ClaimKind, isQuestion: boolean): boolean {
  const clause = before.slice(before.lastIndexOf(',') + 1).trim();
  if (isQuestion && (ASKED.test(`, ${clause}`) || ASKED_OF_PAST.test(clause))) return true;
  if (IF_ONLY.test(clause) || AFTERWARDS.test(clause)) return true;
  if (POSSIBLE.test(clause) && !GLAD.test(clause)) return true;
  if (OFFERED.test(clause) && !GLAD.test(clause)) return true;
  return CONDITION.test(text) && (kind === 'promise' || WILL_THEN.test(clause));
}

/** "We're fully booked": nobody's appointment, unless it is said of the customer. */
function withoutFull(words: string): string {
  if (/\b(?:you are|you have|your|i have|i am|you)\b/.test(words)) return words;
  return words.replace(/\b(?:fully booked|booked (?:up|solid|out|full)|all booked up|overbooked)\b/g, 'full');
}

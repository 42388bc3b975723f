/** Stems of the words that claim most: found also where they are spelled apart, run together, in figures or with a slip. */
const STEMS = [
  'booked',
  'reserved',
  'confirmed',
  'rescheduled',
  'scheduled',
  'secured',
  'cancelled',
  'canceled',
] as const;
/** Words that are one slip away from a stem and mean something else. */
const OTHER_WORDS = new Set(
  `looked cooked hooked booker booted reserves deserved preserved observed reverse schedule schedules scheduler confirms confirm
  confirmer secures secure cured reserve cancel cancels unreserved unconfirmed unscheduled unbooked unsecured`.split(
    /\s+/,
  ),
);

const APART = STEMS.map((stem) => ({
  stem,
  // "b o o k e d", "re-served", "b*o*o*k*e*d", "boooked"
  pattern: new RegExp(
    `(?<![a-z])${[...stem.replace(/(.)\1+/g, '$1')].map((letter) => `${letter}(?:[^a-z0-9\\n]{0,3}${letter})*`).join('[^a-z0-9\\n]{0,3}')}(?![a-z])`,
    'g',
  ),
}));
const JOINED =
  /\b[a-z]*(?:booked|reserved|confirmed|scheduled|secured|allset|lockedin|seeyou|cancelled|canceled)[a-z]*\b/g;
const SPELLED = /(?<![a-z0-9])[a-z](?:[^a-z0-9\n]{1,3}[a-z](?![a-z0-9])){4,}/g;
const LEET = new Map(
  Object.entries({ 0: 'o', 3: 'e', 4: 'a', 5: 's', 7: 't', 8: 'b', '@': 'a', $: 's', '€': 'e', '+': 't' }),
);
const MIXED = /[a-z0-9@$!|€+]*[0-9@$!|€+][a-z0-9@$!|€+]*/g;
const HONEST_MIX =
  /^(?:\d{1,4}(?:am?|pm?|st|nd|rd|th|h|hrs?|mins?|minutes?|k|x|ish|s|d|ml|mg)?|[^a-z]*|[a-z']+[!+|]*)$/;

const CONTRACTIONS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:can'?t|cannot)\b/g, 'can not'],
  [/\bwon'?t\b/g, 'will not'],
  [/\bain'?t\b/g, 'is not'],
  [/\b(is|are|was|were|has|have|had|do|does|did|could|would|should)n'?t\b/g, '$1 not'],
  [
    /\b(?:yo?u'?re|u'?re|u r|ur(?= (?:all|set|in|on|down|booked|good|a\b|now|confirmed|scheduled|reserved)))\b/g,
    'you are',
  ],
  [/\bur\b/g, 'your'],
  [/\b(?:u|ya|y'all)\b/g, 'you'],
  [/\b(we|they)'re\b|\b(they)re\b/g, '$1$2 are'],
  [/\b(i|you|we|they)'?ve\b/g, '$1 have'],
  [/\b(i)'?m\b/g, '$1 am'],
  [/'ll\b|(?<=\b(?:you|it|that))ll\b/g, ' will'],
  [/'d\b/g, ' would'],
  [/\b(it|that|he|she|there|here|what|where|who|all|everything|appointment|booking|slot|spot|_t|_d)'s\b/g, '$1 is'],
  [/\b(that|it)s\b(?= (?:all|booked|done|set|yours|confirmed|a\b|official))/g, '$1 is'],
  [/\blet'?s\b/g, 'let us'],
  [/'s\b/g, ''],
  [/\bgonna\b/g, 'going to'],
  [/\bgotta\b/g, 'got to'],
  [/\bappts?\b|\bapp'ts?\b/g, 'appointment'],
];

/** The ways in which a sentence can be read by somebody who wants to be fooled: plain words with single spaces, a comma for every sign. */
export function plainReadings(sentence: string): readonly string[] {
  const readings = [sentence, unleet(sentence, 'i'), unleet(sentence, 'l')].map(plainWords);
  return [...new Set(readings)];
}

function unleet(text: string, one: string): string {
  return text.replace(MIXED, (word) => {
    if (!/[a-z]/.test(word) || HONEST_MIX.test(word)) return word;
    return word.replace(/[1!|](?=[a-z0-9])/g, one).replace(/[^a-z!|1]/g, (sign) => LEET.get(sign) ?? sign);
  });
}

function plainWords(text: string): string {
  // First of all, or "you're scheduled" would be "rescheduled" spelled apart; once more when what was disguised is plain.
  let words = expanded(text);
  for (const { stem, pattern } of APART) words = words.replace(pattern, ` ${stem} `);
  words = words
    .replace(SPELLED, (letters) => letters.replace(/[^a-z]/g, ''))
    .replace(JOINED, (word) => (OTHER_WORDS.has(word) || word.startsWith('over') ? word : stemIn(word)))
    .replace(/[✅✔☑✓🗹👌]/gu, ' _ok ')
    .replace(/(?:👍|🎉|📅|📆)(?= *_[td])|(?<=_[td] *)(?:👍|🎉|📅|📆)/gu, ' _ok ');
  return expanded(words)
    .replace(/\b[a-z]{5,}\b/g, (word) => slipOf(word) ?? word)
    .replace(/[^a-z0-9_ ]+/g, ' , ')
    .replace(/ +/g, ' ')
    .replace(/(?: ,)+/g, ' ,')
    .trim();
}

export function expanded(text: string): string {
  return CONTRACTIONS.reduce((words, [pattern, full]) => words.replace(pattern, full), text);
}

function stemIn(word: string): string {
  if (word.includes('allset')) return 'all set';
  if (word.includes('seeyou')) return 'see you';
  if (word.includes('lockedin')) return 'locked in';
  // Run together with other words, even a "not" before it denies nothing.
  return STEMS.find((stem) => word === stem) ?? `, ${STEMS.find((stem) => word.includes(stem)) ?? 'booked'}`;
}

/** The stem that a word misses by one letter: left out, put in, another, or two swapped. */
function slipOf(word: string): string | undefined {
  if (OTHER_WORDS.has(word)) return undefined;
  return STEMS.find((stem) => word !== stem && isOneSlipAway(word, stem));
}

function isOneSlipAway(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  const [restA, restB] = [a.slice(i), b.slice(i)];
  return (
    restA.slice(1) === restB.slice(1) ||
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
  );
}

#!/usr/bin/env node
// Throws strings at the reader: any Unicode, words of both languages in any order, one piece over and over, up to 10,000 characters.
// None may throw, choose what was not offered, or make the reader look at more tokens than its length allows. Needs the build.
//   fuzz-choice.mjs [strings, a million] [seed]: the same seed makes the same strings.
import {
  charactersMax,
  explainChoice,
  extractChoice,
  readChange,
  readMentions,
  readWish,
} from '../libs/choice/dist/index.js';
import { englishLexicon, spanishLexicon } from '../libs/choice/dist/lang/lexicons.js';
import { lookUpsOf } from '../libs/choice/dist/testing/look-ups.js';

const strings = Number(process.argv[2] ?? 1_000_000);
const seed = Number(process.argv[3] ?? 20_251_124);
/** For each token; the worst of a million strings was 235. */
const LOOK_UPS_MAX = 400;
const SECONDS_MAX = 2;

const random = mulberry32(seed);
const upTo = (n) => Math.floor(random() * n);
const oneOf = (list) => list[upTo(list.length)];
const times = (n, make) => Array.from({ length: n }, make).join('');

const signs = [
  '.',
  ',',
  '!',
  '?',
  '¿',
  '\n',
  ' ',
  ' ',
  ' ',
  ' ',
  '-',
  ':',
  '/',
  '#',
  "'",
  '’',
  '"',
  '(',
  '1️⃣',
  '👍',
  '\u200b',
  '\ud83d',
  '\0',
  'ﷺ',
];
const words = [
  ...englishLexicon.vocabulary,
  ...spanishLexicon.vocabulary,
  ...'2pm 14:00 2:30 half past dos y media tomorrow mañana 25th 11/25 #2'.split(' '),
];
const piece = () => (random() < 0.7 ? `${oneOf(words)} ` : random() < 0.7 ? String(upTo(2500)) : oneOf(signs));
const character = () => String.fromCodePoint(upTo(random() < 0.5 ? 0x250 : 0x110000));

/** Mostly as long as people write, one in two hundred as long as is read at all. */
function anyString() {
  const length = random() < 0.005 ? charactersMax : 1 + upTo(60);
  const kind = random();
  if (kind < 0.3) return times(length, character).slice(0, charactersMax);
  if (kind < 0.4) return oneOf([piece, character])().repeat(length).slice(0, charactersMax);
  return times(Math.ceil(length / 6), piece).slice(0, charactersMax);
}

const slot = (number, start, resource) => ({ number, start, service: 'Botox', resource });
const lists = [
  [],
  [slot(1, '2025-11-25T14:00:00-05:00', 'Ana Ruiz')],
  [
    slot(1, '2025-11-25T14:00:00-05:00', 'Ana Ruiz'),
    slot(2, '2025-11-25T14:30:00-05:00', 'Dr. Kim'),
    slot(3, '2025-11-28T09:00:00-05:00', 'Dr. Kim'),
  ],
];
const APPOINTMENTS = [
  { id: 'one', start: '2025-11-25T14:00:00-05:00', service: 'botox', resource: 'ana ruiz' },
  { id: 'two', start: '2025-11-28T09:00:00-05:00', service: 'facial', resource: 'dr kim' },
];
const context = { timeZone: 'America/New_York', now: '2025-11-24T10:00:00-05:00' };

let selected = 0;
let most = 0;
let longest = 0;
for (let i = 0; i < strings; i++) {
  const text = anyString();
  const offers = oneOf(lists);
  const given = {
    ...context,
    channel: oneOf(['sms', 'email', 'voice', 'text']),
    asked: oneOf(['slot', 'slot', 'other', { confirm: 0 }]),
  };
  try {
    const began = performance.now();
    const choice = extractChoice(text, offers, given);
    const seconds = (performance.now() - began) / 1000;
    longest = Math.max(longest, seconds);
    if (seconds > SECONDS_MAX) throw new Error(`took ${seconds} s`);
    if (choice.kind === 'selected') {
      selected++;
      const { start, end } = choice.span;
      if (offers[choice.index] === undefined || !(start >= 0 && start < end && end <= text.length))
        throw new Error(JSON.stringify(choice));
    }
    if (i % 10 === 0) most = Math.max(most, others(text, offers, given));
  } catch (error) {
    console.error(`string ${i} of seed ${seed}: ${JSON.stringify(text)}\n${error.stack}`);
    process.exit(1);
  }
}
console.log(
  `${strings} strings of seed ${seed}: ${selected} selected, none threw; at most ${most.toFixed(0)} look-ups a token, ${(longest * 1000).toFixed(0)} ms a string`,
);

function others(text, offers, given) {
  readMentions(text, given);
  readWish(text, given);
  readChange(text, APPOINTMENTS, { ...given, confirm: 'one' });
  explainChoice(text, offers, given);
  const { lookUps, tokens } = lookUpsOf(text, offers, given);
  const each = lookUps / (tokens + 1);
  if (each > LOOK_UPS_MAX) throw new Error(`${lookUps} look-ups for ${tokens} tokens`);
  return each;
}

function mulberry32(from) {
  let state = from;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

// How many times, dates and ordinals of parsing-dev.jsonl are read right.
import { readMentions } from '../../libs/choice/dist/index.js';

/** Types and how many were right: `{type, n, right, wrong: [row…]}`. */
export function scoreParsing(rows) {
  const types = new Map();
  for (const row of rows) {
    const score = types.get(row.type) ?? { type: row.type, n: 0, right: 0, wrong: [] };
    types.set(row.type, score);
    score.n++;
    if (isRight(row)) score.right++;
    else score.wrong.push(row);
  }
  return [...types.values()];
}

function isRight(row) {
  const { text, type, expected } = row;
  const mentions = readMentions(text, contextOf(row));
  switch (type) {
    case 'boolean':
      return mentions.some(({ kind }) => kind === (expected.value ? 'affirmation' : 'negation'));
    case 'number':
      return mentions.some(({ kind, value }) => kind === 'number' && value === expected.number);
    case 'ordinal':
      return mentions.some((mention) => isPlace(mention, expected));
    default:
      return hasTime(mentions, row) && hasDate(mentions, row);
  }
}

/** The specifications of Recognizers-Text write American English: month first. Without a `now`, any will do. */
function contextOf({ now, timezone, source }) {
  const at = now ?? '2025-11-24T10:00:00';
  if (/(?:Z|[+-]\d\d:?\d\d)$/i.test(at)) return { now: at, timeZone: timezone };
  return source === 'recognizers-text'
    ? { now: `${at}-05:00`, timeZone: 'America/New_York' }
    : { now: `${at}Z`, timeZone: 'UTC' };
}

function isPlace({ kind, position, date }, { ordinal, offset, relative_to: from }) {
  if (from === 'end') return kind === 'ordinal' && position === Number(offset) - 1;
  if (from !== undefined && from !== 'start') return false;
  // "the 30th" is no place on a list of openings but the day of a month.
  return (
    (kind === 'ordinal' && position === Number(ordinal)) ||
    (kind === 'date' && Number(date.slice(8)) === Number(ordinal))
  );
}

/** A time without am or pm keeps both readings until the offers decide; so does a bare number that may be an hour. */
function hasTime(mentions, { expected, ampm_ambiguous: open }) {
  if (expected.time === undefined) return true;
  const right = new Set([expected.time.slice(0, 5), ...alternatives(expected, /\d\d:\d\d/)]);
  if (open) for (const time of [...right]) right.add(twelveLater(time));
  return mentions.some(
    ({ kind, times, value, explicit }) =>
      (kind === 'time' && times.some((time) => right.has(time))) ||
      (kind === 'number' && open && !explicit && right.has(`${String(value).padStart(2, '0')}:00`)),
  );
}

function hasDate(mentions, { expected }) {
  if (expected.date === undefined && expected.month_day === undefined) return true;
  const right = new Set([expected.date, ...alternatives(expected, /\d{4}-\d\d-\d\d/)]);
  return mentions.some(({ date }) => date !== undefined && (right.has(date) || date.slice(5) === expected.month_day));
}

const alternatives = ({ alternatives: all = [] }, pattern) => all.flatMap((text) => pattern.exec(text)?.[0] ?? []);

function twelveLater(time) {
  const [hour, minute] = time.split(':');
  return `${String((Number(hour) + 12) % 24).padStart(2, '0')}:${minute}`;
}

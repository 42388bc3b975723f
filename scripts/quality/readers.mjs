// Slotguard's reader and, for comparison, what two well-known libraries find, matched against the offers.
import { createRequire } from 'node:module';
import * as chrono from 'chrono-node';
import { extractChoice } from '../../libs/choice/dist/index.js';

const recognizers = createRequire(import.meta.url)('@microsoft/recognizers-text-suite');

/** A case as each reader takes it, made ready outside of what is timed: `offers` by the clock of the zone. */
export function prepare({ id, utterance, offers, context }) {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: context.timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
  });
  const wall = (iso) => format.format(new Date(iso)).split(' ');
  const [date, time] = wall(context.now);
  return {
    id,
    utterance,
    offers,
    context,
    clocks: offers.map(({ start }) => wall(start)),
    // Both libraries reckon in the machine's zone: this is local noon there, local noon here.
    reference: new Date(`${date}T${time}:00`),
  };
}

export const readers = {
  Slotguard: ({ utterance, offers, context }) => extractChoice(utterance, offers, context),
  'chrono-node': (given) => chosenBy(given, chronoFinds(given)),
  'Recognizers-Text': (given) => chosenBy(given, recognizersFind(given)),
};

/** Of the offers that fit all that was found, the only one. */
function chosenBy({ clocks }, finds) {
  if (finds.length === 0) return { kind: 'none' };
  const fits = clocks.flatMap((clock, index) => (finds.every((find) => find(clock, index)) ? [index] : []));
  return fits.length === 1 ? { kind: 'selected', index: fits[0] } : { kind: 'none' };
}

function chronoFinds({ utterance, reference }) {
  return chrono.parse(utterance, reference, { forwardDate: true }).flatMap(({ start }) => {
    const day = start.isCertain('day') || start.isCertain('weekday');
    const date = `${start.get('year')}-${two(start.get('month'))}-${two(start.get('day'))}`;
    const hours = start.isCertain('hour') ? halves(start.get('hour'), start.isCertain('meridiem')) : undefined;
    const times = hours?.map((hour) => `${two(hour)}:${two(start.get('minute') ?? 0)}`);
    if (!day && times === undefined) return [];
    return [([onDate, atTime]) => (!day || onDate === date) && (times === undefined || times.includes(atTime))];
  });
}

const two = (n) => String(n).padStart(2, '0');
const halves = (hour, certain) => (certain || hour > 12 ? [hour] : [hour, (hour + 12) % 24]);

function recognizersFind({ utterance, offers, reference }) {
  const dated = recognizers.recognizeDateTime(utterance, 'en-us', undefined, reference);
  const finds = dated.flatMap(({ resolution }) => {
    const values = resolution?.values ?? [];
    const tests = values.flatMap((value) => testOf(value) ?? []);
    return tests.length === 0 ? [] : [(clock) => tests.some((test) => test(clock))];
  });
  if (finds.length > 0) return finds;
  const [ordinal] = recognizers.recognizeOrdinal(utterance, 'en-us');
  if (ordinal !== undefined) return [(_, index) => index === Number(ordinal.resolution.value) - 1];
  const numbers = recognizers.recognizeNumber(utterance, 'en-us');
  if (numbers.length === 1) {
    const value = Number(numbers[0].resolution.value);
    return [
      ([, time], index) => index === value - 1 || halves(value, false).some((hour) => time === `${two(hour)}:00`),
    ];
  }
  const agrees = recognizers.recognizeBoolean(utterance, 'en-us')[0]?.resolution.value === true;
  return agrees && offers.length === 1 ? [() => true] : [];
}

function testOf({ type, value }) {
  if (type === 'date') return ([date]) => date === value;
  if (type === 'time') return ([, time]) => time === value.slice(0, 5);
  if (type === 'datetime') return (clock) => clock.join(' ') === value.slice(0, 16);
  return undefined;
}

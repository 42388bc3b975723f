import type { Business } from '@slotguard/contracts';
import { fold } from '../gate/fold.js';
import { timesIn } from '../gate/time-refs.js';
import { mentionedIn } from '../named.js';
import { readName } from '../person-name.js';
import { bareWords } from './template.js';

/** Whom and what a phrase may name, and the moment from which "tomorrow" is meant. */
export interface Named {
  readonly business: Business;
  /** ISO 8601 with offset. */
  readonly now: string;
  /** Names by which the customer goes, as the log knows them. */
  readonly customerNames: readonly string[];
}

/**
 * A folded sentence in bare words, with what is known in place of what it names:
 *
 * | slot | stands for |
 * | --- | --- |
 * | `_when` | any points of time, and the words between them |
 * | `_service`, `_whom` | services, people of the business; one or a list of them |
 * | `_name`, `_business`, `_phone`, `_address`, `_price` | what it says |
 * | `_minutes`, `_number` | how long a service takes; numbers of options |
 *
 * Whether a time is true is the gate's to say, as ever.
 */
export function skeletonOf(sentence: string, named: Named): string {
  return bareWords(withTimes(withNames(sentence, named), named))
    .replace(/ (?:number |option )?\d{1,2}(?= |$)/g, ' _number')
    .replace(/ (_service|_whom|_number)(?:(?: (?:and|or|an?|the|either|both|also))* \1)+/g, ' $1')
    .replace(/(?: (?:both|around|on|at|in|for|from|between|after|before|until|the|this|any|either))* _when/g, ' _when')
    .replace(/ _when(?:(?: (?:and|or|to|until|through))* _when)+/g, ' _when');
}

function withNames(sentence: string, named: Named): string {
  const { services } = named.business;
  const about = mentionedIn(sentence, services);
  // Of the services that the sentence names; of any, where it names none and speaks in figures.
  const priced = about.length > 0 ? about : services.filter(({ price = '' }) => /\d/.test(price));
  const kinds: readonly (readonly [string, readonly string[]])[] = [
    ...slotsOf(named),
    ['_price', priced.map(({ price = '' }) => price)],
    ['_minutes', (about.length > 0 ? about : services).flatMap(({ minutes }) => minutesIn(minutes))],
    ['_when', ['weekdays', 'weekends']],
  ];
  const words = kinds
    .flatMap(([slot, texts]) => texts.map((text) => ({ slot, text: fold(text).trim() })))
    .filter(({ text }) => text.length > 1 && sentence.includes(text))
    .sort((a, b) => b.text.length - a.text.length);
  return words.reduce(
    (rest, { slot, text }) => {
      const escaped = text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
      const whole = new RegExp(`(?<![\\p{L}\\p{N}_])${escaped}(?![\\p{L}\\p{N}_])`, 'gu');
      return rest.replace(whole, ` ${slot} `);
    },
    withSpokenTo(sentence, named),
  );
}

/** A customer may bear the name of one who works here: whoever is greeted or thanked by it is the customer. */
function withSpokenTo(sentence: string, { customerNames }: Named): string {
  const names = customerNames.filter((one) => readName(one) !== undefined);
  return names.reduce((rest, name) => {
    const escaped = fold(name)
      .trim()
      .replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
    return rest.replace(new RegExp(`${SPEAKS_TO}${escaped}(?=\\s*(?:[!.,]|$))`, 'gu'), ' _name ');
  }, sentence);
}

const SPEAKS_TO =
  "(?<=(?:^|[^\\p{L}])(?:hi|hello|hey|welcome|thanks|thank you|you're welcome|bye|goodbye|take care)[\\s,]+)";

type Slots = readonly (readonly [string, readonly string[]])[];

function slotsOf({ business, customerNames }: Named): Slots {
  const { name, services, resources, phone = '', address = '' } = business;
  const parts = address.split(',');
  const all = (ones: readonly { readonly name: string; readonly aliases: readonly string[] }[]): string[] =>
    ones.flatMap((one) => [one.name, ...one.aliases]);
  return [
    ['_business', [name]],
    ['_service', all(services).flatMap((one) => [one, `${one}s`])],
    ['_whom', all(resources)],
    ['_name', customerNames.filter((one) => readName(one) !== undefined)],
    ['_address', parts.map((_, i) => parts.slice(0, i + 1).join(','))],
    ['_phone', [phone, (phone.match(/\d+/g) ?? []).join('-')]],
  ];
}

/** Every name that words may hold in whatever letters it is written. */
export function namesIn(named: Named): readonly string[] {
  const { facts, services } = named.business;
  const written = [
    ...Object.values(facts),
    ...services.flatMap(({ description, price }) => [description ?? '', price ?? '']),
  ];
  return [...written, ...slotsOf(named).flatMap(([, texts]) => texts)].sort((a, b) => b.length - a.length);
}

function minutesIn(minutes: number): readonly string[] {
  const words = { 15: 'a quarter of an hour', 30: 'half an hour', 45: 'three quarters of an hour', 60: 'an hour' }[
    minutes
  ];
  return [`${minutes} minutes`, `${minutes} min`, ...(words === undefined ? [] : [words])];
}

function withTimes(sentence: string, { business, now }: Named): string {
  return timesIn(sentence, { timeZone: business.timeZone, now }).reduceRight(
    (rest, { span }) => `${rest.slice(0, span.start)} _when ${rest.slice(span.end)}`,
    sentence,
  );
}

import { isZone } from '@slotguard/business-time';
import { businessSchema } from '@slotguard/contracts';
import type { Understood } from './read-hours.js';

/** A service as it was told: its id follows from the name. */
export interface ServiceAnswer {
  readonly name: string;
  readonly minutes: number;
  readonly price?: string;
}

const no = (message: string) => ({ ok: false, message }) as const;
const yes = <T>(value: T) => ({ ok: true, value }) as const;
const { shape } = businessSchema;
const minutesSchema = shape.services.element.shape.minutes;

export function readName(text: string): Understood<string> {
  const name = text.trim().replace(/\s+/g, ' ');
  if (name === '') return no('It needs a name: customers see it in HELP and in greetings');
  return shape.name.safeParse(name).success ? yes(name) : no('That is too long for a text: 200 characters at most');
}

/** An id that a person chose. */
export function readId(text: string): Understood<string> {
  return shape.id.safeParse(text).success ? yes(text) : no('An id has letters, digits, - and _ only');
}

/** An IANA zone, whatever its case; a city's name alone when only one zone is called so. */
export function readZone(text: string): Understood<string> {
  const typed = text.trim();
  const plain = (zone: string): string => zone.toLowerCase().replaceAll('_', ' ');
  const wanted = plain(typed);
  const zones = Intl.supportedValuesOf('timeZone');
  const exact = zones.find((zone) => plain(zone) === wanted);
  if (exact !== undefined) return yes(exact);
  // Not among the supported ones, which are places.
  if (wanted === 'utc' || wanted === 'gmt') return yes('UTC');
  if (typed.includes('/') && isZone(typed)) return yes(typed);
  const cities = wanted === '' ? [] : zones.filter((zone) => plain(zone).split('/').at(-1) === wanted);
  const [city, another] = cities;
  if (city !== undefined && another === undefined) return yes(city);
  const near = zones.filter((zone) => wanted.length > 2 && plain(zone).includes(wanted)).slice(0, 3);
  const meant = near.length > 0 ? `Did you mean ${near.join(' or ')}?` : 'Use one like America/Chicago, or a city.';
  return no(`There is no time zone “${typed}”. ${meant}`);
}

export function readPhone(text: string): Understood<string | undefined> {
  const phone = text.trim();
  if (phone === '') return yes(undefined);
  const digits = phone.replace(/\D/g, '').length;
  const isPhone = /^\+?[\d\s().-]+(\s*(x|ext\.?)\s*\d+)?$/i.test(phone) && digits >= 7 && digits <= 20;
  return isPhone ? yes(phone) : no(`“${phone}” is no phone number, like (518) 555-0134`);
}

export function readAddress(text: string): Understood<string | undefined> {
  const address = text.trim();
  if (address === '') return yes(undefined);
  return shape.name.safeParse(address).success ? yes(address) : no('That is too long for a text: 200 characters');
}

/** `Facial, 60, $140`: the name, how long, and, if there is one, the price as it is told to customers. */
export function readService(text: string): Understood<ServiceAnswer> {
  const [first = '', second, ...rest] = text.split(',').map((part) => part.trim());
  const name = readName(first);
  if (!name.ok) return no('It needs a name, then the minutes: Facial, 60, $140');
  const [, typed] = /^(\d{1,5})\s*(?:m|min|mins|minutes?)?$/i.exec(second ?? '') ?? [];
  if (typed === undefined) return no(`How many minutes does it take? Write it like ${name.value}, 60, $140`);
  const minutes = Number(typed);
  if (!minutesSchema.safeParse(minutes).success) return no('It has to take 5 to 1440 minutes');
  const price = rest.join(', ').replace(/,\s+(?=\d{3}\b)/g, ',');
  return yes({ name: name.value, minutes, ...(price === '' ? {} : { price }) });
}

/** Names with commas between them. */
export function readPeople(text: string): Understood<readonly string[]> {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (names.length === 0) return no('Who gives them? One name at least, or the room or the chair that is booked');
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) return no(`${twice} stands there twice`);
  const wrong = names.map(readName).find((name) => !name.ok);
  return wrong && !wrong.ok ? wrong : yes(names);
}

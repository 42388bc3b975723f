import type { Business } from '@slotguard/contracts';
import { readMentions } from '@slotguard/choice';
import { fold } from './fold.js';
import type { ZonedNow } from './time-refs.js';

/** Shorter facts could lend their words to a claim. */
const FACT_MIN = 12;

/** A folded text with what stands word for word in the business's file blanked out: it may be said as it stands. Places stay. */
export function withoutFacts(text: string, business: Business): string {
  const facts = [
    ...Object.values(business.facts),
    ...business.services.flatMap(({ description }) => description ?? []),
    business.address ?? '',
  ];
  const written = facts.map((fact) => fold(fact).text.trim()).filter((fact) => fact.length >= FACT_MIN);
  const amounts = business.services.flatMap(({ price }) => (price === undefined ? [] : [fold(price).text.trim()]));
  let rest = text;
  for (const fact of written.sort((a, b) => b.length - a.length))
    rest = rest.replaceAll(fact, (found) => `${' '.repeat(found.length - 1)}${/[.!?]$/.test(found) ? '.' : ' '}`);
  for (const amount of amounts) if (/\d/.test(amount)) rest = rest.replaceAll(amount, blank);
  return rest.replace(phonePattern(business.phone), blank);
}

/** The names of services, people and the business are no days, however they are called ("April"); nor is "within a week". */
export function withoutNames(text: string, business: Business, zoned: ZonedNow): string {
  const all = [business, ...business.services, ...business.resources];
  const names = all.flatMap((one) => [one.name, ...('aliases' in one ? one.aliases : [])]);
  return names
    .map((name) => fold(name).text)
    .filter((name) => readMentions(`with ${name} 3`, zoned).some(({ span }) => span.start < 5 + name.length))
    .sort((a, b) => b.length - a.length)
    .reduce((rest, name) => rest.replaceAll(name, (found) => 'x'.repeat(found.length)), text)
    .replace(/\bwithin (?:an?|one|two|three|a few|\d+) (?:days?|weeks?|months?)\b/g, blank);
}

function blank(found: string): string {
  return ' '.repeat(found.length);
}

function phonePattern(phone: string | undefined): RegExp {
  const digits = phone?.match(/\d/g) ?? [];
  return digits.length < 7 ? /(?!)/g : new RegExp(`\\(?${digits.join('[ ().-]{0,2}')}`, 'g');
}

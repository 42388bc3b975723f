import type { Business } from '@slotguard/contracts';
import { readMentions } from '@slotguard/choice';
import { fold, isReadable } from './fold.js';
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
  const written = facts.map((fact) => fold(fact).trim()).filter((fact) => fact.length >= FACT_MIN);
  const amounts = business.services.flatMap(({ price }) => (price === undefined ? [] : [fold(price).trim()]));
  let rest = text;
  for (const fact of written.sort((a, b) => b.length - a.length))
    rest = rest.replaceAll(fact, (found) => `${' '.repeat(found.length - 1)}${/[.!?]$/.test(found) ? '.' : ' '}`);
  for (const amount of amounts) if (/\d/.test(amount)) rest = rest.replaceAll(amount, blank);
  for (const part of fold(business.address ?? '').split(','))
    if (/\d/.test(part)) rest = rest.replaceAll(part.trim(), blank);
  return rest.replace(phonePattern(business.phone), blank);
}

/** A folded text without what code says of changes that did happen, each told once. */
export function withoutChanges(text: string, changed: readonly string[]): string {
  return changed
    .map((sentence) => fold(sentence).trim())
    .reduce((rest, sentence) => rest.replace(sentence, (found) => `${' '.repeat(found.length - 1)}.`), text);
}

/** The names of services, people and the business are no days, however they are called ("April"); nor is "within a week". */
export function withoutNames(text: string, business: Business, zoned: ZonedNow): string {
  return namesOf(business)
    .filter(
      (name) =>
        /\d/.test(name) || readMentions(`with ${name} 3`, zoned).some(({ span }) => span.start < 5 + name.length),
    )
    .sort((a, b) => b.length - a.length)
    .reduce((rest, name) => rest.replaceAll(name, (found) => 'x'.repeat(found.length)), text)
    .replace(/\bwithin (?:an?|one|two|three|a few|\d+) (?:days?|weeks?|months?)\b/g, blank);
}

/** What is left when all names are gone, the customer's own behind a greeting among them: only this must be readable. */
export function withoutAnyNames(text: string, business: Business, customerWords: readonly string[]): string {
  const own = new Set(customerWords.flatMap((words) => fold(words).split(/[^\p{L}\p{N}'-]+/u)));
  const rest = namesOf(business).reduce((left, name) => (isReadable(name) ? left : left.replaceAll(name, blank)), text);
  return rest.replace(/(?<=\b(?:thanks|thank you|hi|hello|dear),? )[\p{L}'-]+(?: [\p{L}'-]+)?/gu, (greeted) =>
    greeted.split(' ').every((word) => own.has(word)) ? blank(greeted) : greeted,
  );
}

function namesOf(business: Business): string[] {
  const all = [business, ...business.services, ...business.resources];
  return all.flatMap((one) => [one.name, ...('aliases' in one ? one.aliases : [])]).map((name) => fold(name).trim());
}

function blank(found: string): string {
  return ' '.repeat(found.length);
}

function phonePattern(phone: string | undefined): RegExp {
  const digits = phone?.match(/\d/g) ?? [];
  return digits.length < 7 ? /(?!)/g : new RegExp(`\\(?${digits.join('[ ().-]{0,2}')}`, 'g');
}

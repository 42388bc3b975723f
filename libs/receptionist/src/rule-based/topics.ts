import {
  renderAddress,
  renderContact,
  renderDurations,
  renderHours,
  renderPrices,
  renderProviders,
  renderService,
  renderServices,
} from '@slotguard/channel-kit';
import type { Business, BusinessService } from '@slotguard/contracts';
import type { Channel } from '@slotguard/conversation';
import { mentionedIn, plain } from '../named.js';

/** Other words for what a business's facts are often called. */
const SYNONYMS: Readonly<Record<string, RegExp>> = {
  payment: /\b(pay|payments?|cards?|credit|cash|apple pay|amex|visa|mastercard|venmo|hsa|fsa|insurance)\b/,
  cancellation: /\b(cancellation|cancelation|cancel(ling|ing)? (policy|fee)|no show|late fee|notice)\b/,
  'first visit': /\b(first (visit|time|appointment)|bring|before my (visit|appointment)|prepare)\b/,
  age: /\b(how old|age|minors?|under 18|underage)\b/,
  // "Park" alone is a name.
  parking: /\b(parking|garage)\b|\b(can|could|do|to|where)\b.*\bpark\b/,
};

const HOURS =
  /\b(hours|opening times|(are|r) (you|u|they) (guys )?(open|closed)|you open|(do|does|u|you) close|closing time|what time .*(open|close)|when .*(open|close)|(open|closed) on)\b/;
const ADDRESS =
  /\b(address|where (are|r|is) (you|u|your|the|it|this)|where (do|should) i (go|come)|located|location|directions|find you|get there)\b/;
const PRICES = /\b(how much|prices?|pricing|costs?|charge|fees?|rates?|expensive)\b/;
const DURATION = /\b(how long|how many minutes|duration|take long)\b/;
const PROVIDERS =
  /\b(who (does|do|will|is|are|works|would|performs|gives)|providers?|staff|nurses?|doctors?|injectors?|estheticians?)\b/;
const SERVICES =
  /\b(what (services|treatments)|which (services|treatments)|what do you (offer|do)|your (services|treatments)|menu|list of)\b/;
const ABOUT =
  /\b(what is|what s|whats|tell me (more )?about|more about|difference|compare|explain|describe|does it hurt|how does)\b/;
const PERSON =
  /\b(phone|call you|call me|speak (to|with)|talk (to|with)|human|real person|representative|agent|manager)\b/;
/** Who wonders whom they write to gets an honest answer. */
const MACHINE =
  /\b((are|r) (you|u)|is this|(am i|are we) (talking|speaking|chatting|texting) (to|with)) (an? )?((real|live|actual) )?(human|person|somebody|someone|robot|bot|chatbot|machine|computer|ai)\b/;

/** "Are you open tomorrow?": a day, but none to book on. */
export function asksHours(text: string): boolean {
  return HOURS.test(plain(text));
}

/** What the file of the business says on whatever a text asks about; nothing when it asks about none of it. */
export function answersTo(
  text: string,
  business: Business,
  channel: Channel,
  /** What "it" is, where the text names nothing. */
  about?: BusinessService,
): readonly string[] {
  const words = plain(text);
  const named = mentionedIn(text, business.services);
  const [service = about] = named;
  const facts = factsOn(words, business);
  const answers = [
    HOURS.test(words) && renderHours(business, channel),
    ADDRESS.test(words) && renderAddress(business),
    PRICES.test(words) && facts.length === 0 && renderPrices(business, service),
    DURATION.test(words) && renderDurations(business, service),
    PROVIDERS.test(words) && renderProviders(business, service),
    SERVICES.test(words) && renderServices(business),
    ABOUT.test(words) && !PRICES.test(words) && !DURATION.test(words) && named.map(renderService).join(' '),
    MACHINE.test(words) && `I'm the automated assistant of ${business.name}, not a person.`,
    PERSON.test(words) && !MACHINE.test(words) && renderContact(business),
  ].filter((answer): answer is string => typeof answer === 'string' && answer !== '');
  return [...answers, ...facts];
}

function factsOn(words: string, business: Business): readonly string[] {
  return Object.entries(business.facts).flatMap(([topic, fact]) => {
    const name = plain(topic);
    const about = SYNONYMS[name];
    return about?.test(words) || ` ${words} `.includes(` ${name} `) ? [fact] : [];
  });
}

/** What a plain question for a fact is made of, beside the names of services and people: nothing that speaks of somebody's appointment. */
const FACT_WORDS = new Set(
  `what where when who how much many long is are was does do you your yours the a an of on at for in to and or by with hi hello hey thanks please
  hours open close closed opening closing time times today tomorrow day days week weekend weekends monday tuesday wednesday thursday friday saturday
  sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays morning evening address located location directions find park parking garage street
  free there price prices pricing cost costs charge fee fees rate rates expensive pay payment payments card cards credit cash apple amex visa mastercard venmo
  hsa fsa insurance accept take takes minutes duration provider providers staff nurse nurses doctor doctors injector injectors services service treatments treatment
  offer menu list phone number policy cancellation late notice bring prepare old age minors difference between about tell more it hurt work works explain
  describe which accept have`.split(/\s+/),
);
const OF_ONESELF = /\b(do|can|could|should|may) i\b (?=(park|pay|bring|find|get|call|reach)\b)/g;

/** A question for facts that says nothing else at all. */
export function asksOnlyForFacts(text: string, business: Business, channel: Channel): boolean {
  if (/\d/.test(text) || answersTo(text, business, channel).length === 0) return false;
  const named = [...business.services, ...business.resources].flatMap(({ id, name, aliases }) =>
    [id, name, ...aliases].flatMap((one) => plain(one).split(' ')),
  );
  const known = new Set([...FACT_WORDS, ...named, ...named.map((one) => `${one}s`), 'get', 'call', 'reach']);
  const words = plain(text).replace(OF_ONESELF, '').split(' ');
  return words.every((word) => known.has(word));
}

import type { Business, BusinessService } from '@slotguard/contracts';
import type { Channel } from '@slotguard/conversation';
import { listed } from './render-names.js';
import { wallClockText } from './render-times.js';

const WEEK = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof WEEK)[number];

/** "We're open Mon to Sat 9:00 AM to 6:00 PM, closed Sun." Days with the same hours are said together. */
export function renderHours(business: Business, channel: Channel): string {
  const name = (day: Weekday): string => `${day[0]?.toUpperCase()}${day.slice(1, channel === 'sms' ? 3 : undefined)}`;
  const runs: { readonly days: Weekday[]; readonly spans: readonly string[] }[] = [];
  for (const day of WEEK) {
    const spans = business.hours[day];
    const last = runs.at(-1);
    if (last && last.spans.join() === spans.join()) last.days.push(day);
    else runs.push({ days: [day], spans });
  }
  const days = (run: readonly Weekday[]): string => {
    const [first, ...rest] = run.map(name);
    const last = rest.at(-1);
    if (first === undefined || last === undefined) return first ?? '';
    return rest.length === 1 ? `${first} and ${last}` : `${first} to ${last}`;
  };
  const open = runs
    .filter(({ spans }) => spans.length > 0)
    .map(
      (run) =>
        `${days(run.days)} ${listed(
          run.spans.map((span) => spanText(span, channel)),
          'and',
        )}`,
    );
  const closed = runs.filter(({ spans }) => spans.length === 0).map((run) => days(run.days));
  if (open.length === 0) return "We're closed at the moment.";
  return `We're open ${open.join(', ')}${closed.length > 0 ? `; closed ${listed(closed, 'and')}` : ''}.`;
}

function spanText(span: string, channel: Channel): string {
  return `${wallClockText(span.slice(0, 5), channel)} to ${wallClockText(span.slice(6), channel)}`;
}

export function renderAddress(business: Business): string {
  if (business.address !== undefined) return `We're at ${business.address}.`;
  return business.phone === undefined
    ? "I don't have our address here."
    : `Please call ${business.phone} for directions.`;
}

/** How to reach a person. */
export function renderContact({ phone }: Business): string {
  return phone === undefined ? 'I can only make appointments here.' : `You can reach us at ${phone}.`;
}

/** The price of one service, or of all. What has none in the file is not guessed at. */
export function renderPrices(business: Business, service?: BusinessService): string {
  const priced = (service ? [service] : business.services).filter(({ price }) => price !== undefined);
  const call = business.phone === undefined ? '' : ` Please call ${business.phone}.`;
  if (priced.length === 0) return `I don't have ${service ? 'that price' : 'prices'} here.${call}`;
  return `${listed(
    priced.map(({ name, price }) => `${name}: ${price}`),
    'and',
  )}.`;
}

export function renderDurations(business: Business, service?: BusinessService): string {
  const services = service ? [service] : business.services;
  return `${listed(
    services.map(({ name, minutes }) => `${name} takes ${minutes} minutes`),
    'and',
  )}.`;
}

export function renderProviders(business: Business, service?: BusinessService): string {
  const who = business.resources
    .filter(({ services }) => !service || services === undefined || services.includes(service.id))
    .map(({ name }) => name);
  const what = service ? ` for ${service.name}` : '';
  return who.length > 0 ? `You can see ${listed(who, 'or')}${what}.` : `Nobody here does ${service?.name ?? 'that'}.`;
}

export function renderServices(business: Business): string {
  return `We offer ${listed(
    business.services.map(({ name }) => name),
    'and',
  )}.`;
}

export function renderService({ name, description, minutes, price }: BusinessService): string {
  const facts = [`${minutes} minutes`, ...(price === undefined ? [] : [price])].join(', ');
  return `${name} (${facts})${description === undefined ? '.' : `: ${description}`}`;
}

/** HELP: who this is, what it does, how to reach a person, how to make it stop. */
export function renderHelp(business: Business, channel: Channel): string {
  const call = business.phone === undefined ? '' : ` Or call ${business.phone}.`;
  if (channel !== 'sms') return `${business.name}: tell me what you would like and when, and I find a time.${call}`;
  return `${business.name}: text what you'd like and when, e.g. "${business.services[0]?.name.toLowerCase()} tomorrow".${call} Reply STOP to opt out. Msg&data rates may apply.`;
}

export function renderGreeting(business: Business): string {
  const services = listed(
    business.services.map(({ name }) => name.toLowerCase()),
    'or',
  );
  return `Hi, this is ${business.name}! I can find you a time for ${services}. What would you like, and when?`;
}

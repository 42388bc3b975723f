import { writeFile } from 'node:fs/promises';
import { HOURS, PROVIDERS, type Wish } from './plan.js';

export const TIME_ZONE = 'America/New_York';
const NAMES = [
  'Ana Reyes',
  'Maya Chen',
  'Noor Haddad',
  'Ivy Larsen',
  'Priya Nair',
  'Lena Vogt',
  'Tess Okafor',
  'Zoe Marin',
];
export const providerNames: readonly string[] = NAMES.slice(0, PROVIDERS);

const WEEK = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** A business with room for far more than come: JSON, which is YAML as well. */
export async function writeBusiness(file: string): Promise<void> {
  const [first, last] = HOURS;
  const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;
  const business = {
    id: 'chaos',
    name: 'Radiance Med Spa',
    timeZone: TIME_ZONE,
    services: [{ id: 'botox', name: 'Botox', minutes: 30 }],
    resources: providerNames.map((name) => ({ id: firstName(name).toLowerCase(), name, aliases: [firstName(name)] })),
    hours: Object.fromEntries(WEEK.map((day) => [day, [`${clock(first)}-${clock(last + 1)}`]])),
    defaultService: 'botox',
  };
  await writeFile(file, JSON.stringify(business, null, 2));
}

/** "book me for botox with Ana at 2pm on December 9": a named day, which is the same one after midnight. */
export function wordsFor({ daysAhead, hour, provider }: Wish, today: Date): string {
  const day = new Date(today.getTime() + daysAhead * 86_400_000);
  const date = day.toLocaleDateString('en-US', { month: 'long', day: 'numeric', timeZone: TIME_ZONE });
  const time = `${hour % 12 === 0 ? 12 : hour % 12}${hour < 12 ? 'am' : 'pm'}`;
  const whom = provider === undefined ? '' : ` with ${firstName(providerNames[provider] ?? '')}`;
  return `book me for botox${whom} at ${time} on ${date}`;
}

function firstName(name: string): string {
  return name.split(' ')[0] ?? name;
}

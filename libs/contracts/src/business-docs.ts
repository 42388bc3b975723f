import type { z } from 'zod';
import type { businessSchema } from './business.js';

type File = z.input<typeof businessSchema>;
type Inner<K extends keyof File> =
  NonNullable<File[K]> extends readonly (infer Item)[] ? keyof Item : keyof NonNullable<File[K]>;
type Nested = 'services' | 'resources' | 'timeOff' | 'dailyLimits';
/** A key of the file, or of what stands under one of its keys: `services.minutes`. */
export type BusinessKey = Exclude<keyof File, Nested> | { [K in Nested]: `${K}.${Inner<K> & string}` }[Nested];

/** What each key of a business's file means, for the reference. */
export const businessDocs: Readonly<Record<BusinessKey, string>> = {
  id: 'Part of every conversation’s id: choose it once.',
  name: 'What customers are told.',
  timeZone: 'An IANA zone; all times in the file are meant there, and days begin and end there.',
  phone: 'Told to customers who want a person.',
  address: 'Told to customers who ask.',
  'services.id': 'Named by `resources.services` and `defaultService`.',
  'services.name': 'What customers are told.',
  'services.aliases': 'What customers call it.',
  'services.minutes': 'How long an appointment lasts.',
  'services.bufferMinutes': 'Kept free after each appointment.',
  'services.price': 'Told as it stands here.',
  'services.description': 'Told as it stands here.',
  'resources.id': 'Named by `timeOff.resource`.',
  'resources.name': 'What customers are told.',
  'resources.aliases': 'What customers call them.',
  'resources.services': 'Ids of the services that they give; without it all.',
  'resources.hours': 'Their own hours, where they are narrower than the business’s.',
  hours: 'Opening hours by day, like `monday: [09:00-12:00, 13:00-18:00]`; a day that is left out is closed.',
  slotStepMinutes: 'Openings begin at multiples of this within the opening hours.',
  minimumNoticeMinutes: 'How far away the next opening is at least.',
  horizonDays: 'How far ahead can be booked.',
  holdMinutes: 'How long a chosen slot is kept for whoever chose it, until it is booked; 0 keeps none.',
  'timeOff.resource': 'Who is away; without it the whole business is closed.',
  'timeOff.from': 'The first day.',
  'timeOff.to': 'The last day.',
  'timeOff.reason': 'For those who read the file.',
  defaultService: 'Meant when a customer names no service; without it the assistant asks.',
  facts: 'Answers that may be given as they stand, by topic.',
  appointmentsPerCustomer: 'How many appointments to come one customer can have; the next is declined with `too_many`.',
  reminderMinutes:
    'How long before an appointment its customer is reminded, and asked to reply C; 0 reminds nobody. Whoever booked later than that is not.',
  quietHours:
    'When nothing is sent that does not answer a customer, like `21:00-08:00`: a reminder that falls in there comes before.',
  'dailyLimits.turnsPerCustomer': 'How many turns of one customer are answered in a day; a burst of texts is one turn.',
  'dailyLimits.textsPerCustomer': 'How many texts go to one customer in a day; a turn that has begun is finished.',
  'dailyLimits.turns': 'The same of all customers together.',
  'dailyLimits.texts': 'The same of all customers together.',
  'dailyLimits.holdsPerCustomer':
    'How many chosen slots are kept for one customer in a day; what is chosen beyond is not held, and booked as ever.',
  'dailyLimits.holds': 'The same of all customers together.',
};

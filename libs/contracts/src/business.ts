import { z } from 'zod';
import { count, date, id, name, text, zone } from './fields.js';

const maybe = z.exactOptional;
/** `09:00-18:00`: from, to, local time, the same day. */
const hours = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be like 09:00-18:00')
  .refine((span) => span.slice(0, 5) < span.slice(6), 'must end after it begins');
const week = z.strictObject({
  monday: z.array(hours).default([]),
  tuesday: z.array(hours).default([]),
  wednesday: z.array(hours).default([]),
  thursday: z.array(hours).default([]),
  friday: z.array(hours).default([]),
  saturday: z.array(hours).default([]),
  sunday: z.array(hours).default([]),
});

/** When the business sends nothing that does not answer a customer: from, to, local time; over midnight where `to` is the earlier. */
const quietHours = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, 'must be like 21:00-08:00')
  .refine((span) => span.slice(0, 5) !== span.slice(6), 'must not be the whole day');

/** How much a day may take, in the business's zone. Far above what a shop needs: they bound what a mistake or a prank can cost. */
const dailyLimits = z.strictObject({
  /** Turns of one customer: a burst of texts is one. */
  turnsPerCustomer: z.int().min(1).default(60),
  /** Texts to one customer. */
  textsPerCustomer: z.int().min(1).default(90),
  /** Turns of all customers together. */
  turns: z.int().min(1).default(10_000),
  /** Texts to all customers together. */
  texts: z.int().min(1).default(15_000),
  /** Chosen slots kept for one customer, one at a time. */
  holdsPerCustomer: z.int().min(1).default(20),
  /** Chosen slots kept for all customers together. */
  holds: z.int().min(1).default(2_000),
});

/** A business's file: what it offers, who works when, what may be said of it. Read at start by every service that needs it. */
export const businessSchema = z
  .strictObject({
    id,
    name,
    timeZone: zone.default('America/New_York'),
    phone: maybe(name),
    address: maybe(name),
    services: z
      .array(
        z.strictObject({
          id,
          name,
          aliases: z.array(name).default([]),
          minutes: z.int().min(5).max(1_440),
          /** Kept free after each appointment. */
          bufferMinutes: count.max(240).default(0),
          price: maybe(name),
          description: maybe(text),
        }),
      )
      .min(1),
    resources: z
      .array(
        z.strictObject({
          id,
          name,
          aliases: z.array(name).default([]),
          /** Ids of the services that it can give; all of them when left out. */
          services: maybe(z.array(id)),
          /** Its own hours, where they are narrower than the business's. */
          hours: maybe(week),
        }),
      )
      .min(1),
    hours: week,
    /** Openings begin at multiples of this within the opening hours. */
    slotStepMinutes: z.int().min(5).max(240).default(30),
    minimumNoticeMinutes: count.default(60),
    /** How far ahead can be booked. */
    horizonDays: z.int().min(1).max(730).default(90),
    /** How long a chosen slot is kept for whoever chose it, until it is booked; 0 keeps none. */
    holdMinutes: count.max(120).default(10),
    timeOff: z.array(z.strictObject({ resource: maybe(id), from: date, to: date, reason: maybe(name) })).default([]),
    /** Meant when a customer names no service ("book me for 2pm today"); without it the assistant asks. */
    defaultService: maybe(id),
    /** Answers that may be given as they stand: topic → text ("parking": "Free parking behind the building."). */
    facts: z.record(name, text).default({}),
    /** To come, of one customer in one conversation: whoever has as many can make no other. */
    appointmentsPerCustomer: z.int().min(1).default(10),
    dailyLimits: dailyLimits.prefault({}),
    /** How long before an appointment its customer is reminded; 0 reminds nobody. */
    reminderMinutes: count.max(20_160).default(0),
    quietHours: quietHours.default('21:00-08:00'),
  })
  .superRefine((business, context) => {
    const services = new Set(business.services.map((service) => service.id));
    const resources = new Set(business.resources.map((resource) => resource.id));
    const unknown = (path: (string | number)[], what: string): void => {
      context.addIssue({ code: 'custom', path, message: `names no ${what} of this file` });
    };
    business.resources.forEach((resource, i) =>
      resource.services?.forEach((service, k) => {
        if (!services.has(service)) unknown(['resources', i, 'services', k], 'service');
      }),
    );
    business.timeOff.forEach((off, i) => {
      if (off.resource !== undefined && !resources.has(off.resource)) unknown(['timeOff', i, 'resource'], 'resource');
    });
    if (business.defaultService !== undefined && !services.has(business.defaultService))
      unknown(['defaultService'], 'service');
  });

export type Business = z.infer<typeof businessSchema>;
export type BusinessService = Business['services'][number];
export type BusinessResource = Business['resources'][number];

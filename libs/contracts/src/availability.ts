import type { AvailabilityNote, AvailabilityQuery, Slot } from '@slotguard/conversation';
import { z } from 'zod';
import { clockTime, date, id, slot, time } from './fields.js';

const maybe = z.exactOptional;

export const availabilityQuery: z.ZodType<AvailabilityQuery> = z.object({
  service: id,
  resource: maybe(id),
  date: maybe(date),
  dateTo: maybe(date),
  time: maybe(clockTime),
  timeFrom: maybe(clockTime),
  timeTo: maybe(clockTime),
  partOfDay: maybe(z.enum(['morning', 'afternoon', 'evening'])),
  after: maybe(time),
  before: maybe(time),
});

export const availabilityNote: z.ZodType<AvailabilityNote> = z.enum([
  'closed',
  'too_far_ahead',
  'time_passed',
  'fully_booked',
  'time_not_free',
  'unknown_service',
  'unknown_resource',
  'unavailable',
]);

/** The look-up that the calendar answers (request/reply, never the log). */
export const AVAILABILITY_PATTERN = 'calendar.availability';

export interface AvailabilityRequest {
  readonly business: string;
  readonly query: AvailabilityQuery;
  /** Who asks: what is held for this conversation is open to it, and to nobody else. */
  readonly conversation?: string;
  /** The most openings to list. */
  readonly limit: number;
  /** An appointment that is to be moved: its own time counts as free. */
  readonly freeing?: { readonly conversation: string; readonly appointment: string };
  /** The W3C trace context of whoever asks: changes no answer. */
  readonly traceparent?: string;
}
export const availabilityRequest: z.ZodType<AvailabilityRequest> = z.object({
  business: id,
  query: availabilityQuery,
  conversation: maybe(id),
  limit: z.int().positive().max(50),
  freeing: maybe(z.object({ conversation: id, appointment: id })),
  traceparent: maybe(z.string().max(100)),
});

/**
 * What comes nearest to the wish first, one per start unless a resource was asked for. `success` is false only when the question could not be
 * answered.
 */
export interface AvailabilityAnswer {
  readonly success: boolean;
  readonly slots: readonly Slot[];
  readonly note?: AvailabilityNote;
}
export const availabilityAnswer: z.ZodType<AvailabilityAnswer> = z.object({
  success: z.boolean(),
  slots: z.array(slot).max(50),
  note: maybe(availabilityNote),
});

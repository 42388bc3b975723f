import type { Business } from '@slotguard/contracts';
import { availabilityQuery } from '@slotguard/contracts';
import type { AvailabilityQuery, BookingArgs, ToolName } from '@slotguard/conversation';
import { z } from 'zod';
import type { ToolOutcome } from './assistant.js';
import { resourceNamed, serviceNamed } from './named.js';

/** Longer than any sensible value, short enough to keep. */
const WRITTEN_MAX = 1_000;
const written = z.string().max(WRITTEN_MAX);

export interface BookingCall {
  readonly args: BookingArgs;
  readonly customer: { readonly name?: string; readonly phone?: string; readonly email?: string };
}

const bookingArgs = z.object({
  slotId: z.exactOptional(written),
  start: z.exactOptional(written),
  service: z.exactOptional(written),
  resource: z.exactOptional(written),
  customer: z.exactOptional(
    z.object({ name: z.exactOptional(written), phone: z.exactOptional(written), email: z.exactOptional(written) }),
  ),
});

/** Arguments of a change as the model wrote them. */
export interface CancellationCall {
  readonly appointment?: string;
}
export type RescheduleCall = BookingArgs & CancellationCall;

const cancellationArgs = z.object({ appointment: z.exactOptional(written) });
const rescheduleArgs = bookingArgs.omit({ customer: true }).extend({ appointment: z.exactOptional(written) });

const tools: Readonly<Record<ToolName, { readonly description: string; readonly args: z.ZodType }>> = {
  check_availability: {
    description:
      'Looks up open times. What it finds becomes the offers; earlier offers are replaced. Name the service; dates are YYYY-MM-DD, ' +
      'times HH:mm, in the zone of the business. Without a date the next openings are found.',
    args: availabilityQuery,
  },
  book_appointment: {
    description:
      'Asks to book the offered slot that the customer chose; name it by its slotId. It is booked only if the customer chose it in their ' +
      'own words. The answer says what was booked, or why not.',
    args: bookingArgs,
  },
  booking_status: {
    description: 'Lists the appointments made in this conversation, each with its id.',
    args: z.object({}),
  },
  cancel_appointment: {
    description:
      'Asks to cancel an appointment of this conversation; name it by its id, or leave it to the words of the customer. It is cancelled only ' +
      'if the customer asked for it in their own words. The answer says what was cancelled, or why not.',
    args: cancellationArgs,
  },
  reschedule_appointment: {
    description:
      'Asks to move an appointment of this conversation to the offered slot that the customer chose; name the slot by its slotId. It is moved ' +
      'only if the customer asked for another time and then chose this one, in their own words. The answer says where it was and is, or why not.',
    args: rescheduleArgs,
  },
};

/** The tools as a model is told of them, with JSON Schema. */
export function toolDefinitions(): { name: string; description: string; parameters: object }[] {
  return Object.entries(tools).map(([name, { description, args }]) => ({
    name,
    description,
    parameters: z.toJSONSchema(args, { io: 'input', unrepresentable: 'any' }),
  }));
}

export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly answer: Extract<ToolOutcome, { kind: 'invalid' }> };

const invalid = (
  error: Extract<ToolOutcome, { kind: 'invalid' }>['error'],
  details: readonly string[],
): { readonly ok: false; readonly answer: Extract<ToolOutcome, { kind: 'invalid' }> } => ({
  ok: false,
  answer: { kind: 'invalid', error, details },
});

/** Arguments as the calendar can be asked; services and people may be named as a customer names them. */
export function checkedQuery(raw: Readonly<Record<string, unknown>>, business: Business): Checked<AvailabilityQuery> {
  const { service: wanted = business.defaultService, resource: whom, ...rest } = raw;
  const service = typeof wanted === 'string' ? serviceNamed(business, wanted) : undefined;
  if (!service)
    return invalid(
      'unknown_service',
      business.services.map(({ id }) => id),
    );
  const resource = typeof whom === 'string' ? resourceNamed(business, whom) : undefined;
  if (whom != null && !resource)
    return invalid(
      'unknown_resource',
      business.resources.map(({ id }) => id),
    );
  const given = Object.entries(rest).filter(([, value]) => value != null);
  const parsed = availabilityQuery.safeParse({
    ...Object.fromEntries(given),
    service: service.id,
    ...(resource ? { resource: resource.id } : {}),
  });
  return parsed.success ? { ok: true, value: parsed.data } : malformed(parsed.error);
}

/** Arguments of a booking as the model wrote them: bounded, otherwise untouched; the guard judges them. */
export function checkedBooking(raw: Readonly<Record<string, unknown>>): Checked<BookingCall> {
  const given = Object.entries(raw).filter(([, value]) => value != null);
  const parsed = bookingArgs.safeParse(Object.fromEntries(given));
  if (!parsed.success) return malformed(parsed.error);
  const { customer = {}, ...args } = parsed.data;
  return { ok: true, value: { args, customer } };
}

export function checkedCancellation(raw: Readonly<Record<string, unknown>>): Checked<CancellationCall> {
  return checkedAs(cancellationArgs, raw);
}
export function checkedReschedule(raw: Readonly<Record<string, unknown>>): Checked<RescheduleCall> {
  return checkedAs(rescheduleArgs, raw);
}

function checkedAs<T>(schema: z.ZodType<T>, raw: Readonly<Record<string, unknown>>): Checked<T> {
  const parsed = schema.safeParse(Object.fromEntries(Object.entries(raw).filter(([, value]) => value != null)));
  return parsed.success ? { ok: true, value: parsed.data } : malformed(parsed.error);
}

function malformed(error: z.ZodError): ReturnType<typeof invalid> {
  return invalid(
    'malformed_arguments',
    error.issues.map(({ path }) => path.join('.') || '(all)'),
  );
}

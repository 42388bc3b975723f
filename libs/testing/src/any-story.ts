import type { Slot } from '@slotguard/conversation';
import fc from 'fast-check';
import type { StoryStep } from './story-steps.js';
import {
  after,
  assistant,
  booked,
  cancelRequest,
  carriedOut,
  changed,
  changeRefused,
  check,
  customer,
  ends,
  failedCheck,
  moveRequest,
  operator,
  optsIn,
  optsOut,
  orders,
  releases,
  reminds,
  request,
  shows,
  slotAt,
  taken,
  takesOver,
  wantsPerson,
} from './story-steps.js';

const SLOTS = [
  slotAt('14:00'),
  slotAt('14:00', { resource: 'kim' }),
  slotAt('14:30'),
  slotAt('16:00'),
  slotAt('09:30', { start: '2025-11-17T09:30:00-05:00' }),
];
const WORDS = [
  '1',
  '2',
  'option 3',
  'the first',
  'the last one',
  'yes',
  'no',
  '2pm',
  '4pm with kim',
  'the 2:30',
  'monday',
  'actually can you do 4 instead?',
  'is 2pm still free?',
  'hmm, not sure',
  'cancel that',
  'my name is Ann',
  'cancel my appointment',
  'please cancel my botox',
  'can we move it to 4pm?',
  'I need to reschedule',
  'cancel my appointment with kim',
  'never mind, keep it',
  'do I have to cancel?',
  'C',
  "I'll be there",
  '',
];
const STARTS = [
  ...SLOTS.map(({ start }) => start),
  '2025-11-16T14:00:00Z',
  '2025-11-16T14:00:00',
  '2025-11-16T17:00:00-05:00',
  'soon',
];

const slot: fc.Arbitrary<Slot> = fc.constantFrom(...SLOTS);
const slots = fc.uniqueArray(slot, { maxLength: 4, selector: ({ slotId }) => slotId });
const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined });

const requests = fc
  .record({
    slotId: optional(fc.constantFrom(...SLOTS.map(({ slotId }) => slotId), 'never-offered')),
    start: optional(fc.constantFrom(...STARTS)),
    service: optional(fc.constantFrom('botox', 'Botox', 'facial')),
    resource: optional(fc.constantFrom('dana', 'kim')),
    turn: optional(fc.integer({ min: 0, max: 12 }).map((n) => `utt-${n}`)),
  })
  .map((args) => request(JSON.parse(JSON.stringify(args)) as Parameters<typeof request>[0]));

/** What usually happens, so that approvals are met and not only refusals. */
const usual = fc
  .tuple(fc.uniqueArray(slot, { minLength: 1, maxLength: 4, selector: ({ slotId }) => slotId }), requests, fc.boolean())
  .map(([list, odd, plain]) => [check(...list), shows(...list), customer('1'), plain ? request() : odd]);

/** A choice that was used once, and an outcome about whatever slot: the same choice must not serve again. */
const usedTwice = fc
  .tuple(slot, slot)
  .map(([one, other]) => [check(one), customer('1'), request(), taken(other), request()]);

const APPOINTMENTS = [...Array.from({ length: 12 }, (_, n) => `apt-req-${n}`), 'apt-of-another'];
const changeRequests = fc.oneof(
  fc
    .record({
      appointment: optional(fc.constantFrom(...APPOINTMENTS)),
      turn: optional(fc.integer({ min: 0, max: 12 }).map((n) => `utt-${n}`)),
    })
    .map((args) => cancelRequest(JSON.parse(JSON.stringify(args)) as Parameters<typeof cancelRequest>[0])),
  fc
    .record({ appointment: optional(fc.constantFrom(...APPOINTMENTS)), start: optional(fc.constantFrom(...STARTS)) })
    .map((args) => moveRequest(JSON.parse(JSON.stringify(args)) as Parameters<typeof moveRequest>[0])),
);

/** Somebody books, and then wants it changed; the assistant asks for what was wished, or for something else. */
const usualChange = fc
  .tuple(
    slot,
    slot,
    fc.constantFrom('cancel my appointment', 'I need to reschedule', 'I need to reschedule', 'never mind'),
    changeRequests,
    fc.boolean(),
  )
  .map(([first, second, words, odd, plain]) => [
    check(first),
    customer('1'),
    request(),
    booked(first),
    customer(words),
    ...(words === 'cancel my appointment' ? [] : [check(second), customer('1')]),
    plain ? (words === 'cancel my appointment' ? cancelRequest() : moveRequest()) : odd,
    changed(),
  ]);

const oneStep: fc.Arbitrary<StoryStep[]> = fc.oneof(
  { weight: 4, arbitrary: usual },
  { weight: 1, arbitrary: usedTwice },
  { weight: 6, arbitrary: usualChange },
  { weight: 4, arbitrary: changeRequests.map((step) => [step]) },
  { weight: 1, arbitrary: fc.constantFrom(changed(), changeRefused()).map((step) => [step]) },
  { weight: 1, arbitrary: fc.constant(null).map(() => [failedCheck()]) },
  { weight: 4, arbitrary: slots.map((list) => [check(...list)]) },
  { weight: 4, arbitrary: slots.map((list) => [shows(...list)]) },
  { weight: 8, arbitrary: fc.constantFrom(...WORDS).map((words) => [customer(words)]) },
  { weight: 8, arbitrary: requests.map((step) => [step]) },
  { weight: 2, arbitrary: fc.oneof(fc.constant('slot' as const), fc.constant('other' as const), slot).map(assistant) },
  { weight: 2, arbitrary: slot.map((one) => [booked(one)]) },
  { weight: 1, arbitrary: slot.map((one) => [taken(one)]) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom(...APPOINTMENTS), slot).map(([one, at]) => reminds(one, at)),
  },
  { weight: 1, arbitrary: fc.constantFrom(wantsPerson(), takesOver(), releases()).map((step) => [step]) },
  { weight: 1, arbitrary: fc.constant('how about 4?').map(operator) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...APPOINTMENTS), slot, fc.constantFrom(undefined, 'no_appointment' as const))
      .map(([appointment, one, refused]) => [orders(appointment, one), carriedOut(refused)]),
  },
  { weight: 1, arbitrary: fc.constantFrom(ends(), optsOut(), optsIn()).map((step) => [step]) },
);

/** Any sequence of things that gateways and calendar can write, in any order, seconds to hours apart, sensible or not. */
export const anySteps: fc.Arbitrary<StoryStep[]> = fc
  .array(
    fc
      .tuple(oneStep, fc.constantFrom(0, 1_000, 60_000, 3 * 3_600_000))
      .map(([steps, ms]) => steps.map((step) => after(ms, step))),
    { maxLength: 16 },
  )
  .map((steps) => steps.flat());

import { describe, expect, test } from '@jest/globals';
import { instantOf } from '@slotguard/business-time';
import {
  anySteps,
  booked,
  cancelRequest,
  check,
  customer,
  ends,
  givenOn,
  moveRequest,
  optsIn,
  optsOut,
  releases,
  request,
  shows,
  slotAt,
  takesOver,
  wantsPerson,
  type StoryStep,
} from '@slotguard/testing';
import fc from 'fast-check';
import { withMode } from './change-policy.js';
import type { ConversationEvent, EventType, Recorded, Story } from './events.js';
import { findBreaches } from './invariants.js';
import { nextOwed } from './owed.js';
import { defaultPolicy, type Policy } from './policy.js';
import { BARRING_REASONS, REASONS } from './reasons.js';
import { isApprovalType } from './story-ids.js';
import { isGuardEvent, isRequest, tell } from './story.js';
import { letsThrough } from './what-bars.js';

const two = slotAt('14:00');
const four = slotAt('16:00');
const enforcing = defaultPolicy();
const shadowing = withMode(enforcing, 'sms', 'shadow', 'policy-1');
const MODES = [
  ['enforce', enforcing],
  ['shadow', shadowing],
] as const;

/** A customer with an appointment at two, who chooses another time. */
const mine = (policy: Policy) =>
  givenOn('sms', policy)(
    ...[check(two, four), shows(two, four), customer('1'), request({ id: 'req-b' }), booked(two)],
    ...[check(two, four), shows(two, four), customer('option 2')],
  );
const asks = [
  ['books', request({ slotId: four.slotId, start: four.start, service: four.service })],
  ['cancels', cancelRequest({ appointment: 'apt-req-b' })],
  ['moves', moveRequest({ appointment: 'apt-req-b', start: four.start, service: four.service })],
] as const;
const each = MODES.flatMap(([mode, policy]) => asks.map(([does, ask]) => ({ mode, policy, does, ask })));

describe('what no mode lets through', () => {
  test.each(each)('who wrote STOP is left alone: in $mode the assistant $does nothing', ({ policy, ask }) => {
    expect(mine(policy).when(optsOut(), ask).ruling).toBe('opted_out');
    expect(mine(policy).when(optsOut(), optsIn(), ask).ruling).not.toBe('opted_out');
  });
  test.each(each)('while a person attends the assistant $does nothing in $mode', ({ policy, ask }) => {
    expect(mine(policy).when(wantsPerson(), ask).ruling).toBe('person_attends');
    expect(mine(policy).when(takesOver(), ask).ruling).toBe('person_attends');
    expect(mine(policy).when(takesOver(), releases(), ask).ruling).not.toBe('person_attends');
  });
  test.each(each)('after the end nobody is there to hear of it: in $mode the assistant $does nothing', (one) => {
    expect(mine(one.policy).when(ends(), one.ask).ruling).toBe('conversation_ended');
    expect(mine(one.policy).when(ends(), customer('hello?'), one.ask).ruling).not.toBe('conversation_ended');
  });
  test.each(each)('when the clocks disagree the assistant $does nothing in $mode', ({ policy, ask }) => {
    const { events } = mine(policy).when(ask);
    const asked = events.findLast(isRequest)!;
    const late = (ms: number): Story =>
      settled(
        events.map((event) =>
          event === asked ? { ...event, recordedAt: new Date(instantOf(event.time) + ms).toISOString() } : event,
        ),
        policy,
      );
    expect(late(31_000).at(-1)?.data).toMatchObject({ reason: 'clock_in_doubt' });
    expect(late(-31_000).at(-1)?.data).toMatchObject({ reason: 'clock_in_doubt' });
    expect(late(30_000).at(-1)?.data).not.toMatchObject({ reason: 'clock_in_doubt' });
  });
  test.each(each)('a turn that a newer choice has overtaken $does nothing in $mode: the newer one goes on', (one) => {
    const overtaken = { ...one.ask, make: (context: Parameters<StoryStep['make']>[0]) => withTurn(one.ask, context) };
    expect(mine(one.policy).when(overtaken).ruling).toBe('superseded');
  });
  test.each(MODES)('in %s a booking is overtaken by a wish to cancel or move as by a choice', (_, policy) => {
    const turn = (id: string) => request({ turn: id, start: four.start, service: 'botox' });
    const story = mine(policy).when(customer('cancel my appointment please'));
    const [older, wish] = story.events.filter(({ type }) => type === 'UserUtterance').slice(-2);
    expect(mine(policy).when(customer('cancel my appointment please'), turn(older!.id)).ruling).toBe('superseded');
    expect(mine(policy).when(customer('cancel my appointment please'), turn(wish!.id)).ruling).not.toBe('superseded');
  });
  test.each(MODES)('in %s a start that is no time, or a turn that nobody knows, is refused', (_, policy) => {
    const of = (args: Parameters<typeof request>[0]) => mine(policy).when(request(args)).ruling;
    expect(of({ slotId: four.slotId, start: 'soon' })).toBe('malformed_request');
    expect(of({ slotId: four.slotId, start: '2026-03-08T02:30:00' })).toBe('malformed_request');
    expect(of({ slotId: four.slotId, turn: 'utt-never' })).toBe('malformed_request');
  });
  test('a rule that shadow lets pass hides none that it does not: a booking is under way, and the turn is overtaken', () => {
    const again = request({ id: 'req-d', slotId: two.slotId });
    const underWay = mine(shadowing).when(request({ id: 'req-c' }), again);
    expect(underWay.decision.data).toMatchObject({ wouldReject: 'booking_in_progress' });
    const overtaken = { ...again, make: (context: Parameters<StoryStep['make']>[0]) => withTurn(again, context) };
    const chosenAnew = mine(shadowing).when(request({ id: 'req-c' }), customer('option 2'), overtaken);
    expect(chosenAnew.ruling).toBe('superseded');
  });
});

describe('what shadow lets through', () => {
  test('is every reason that is the guard’s own judgement', () => {
    const through = REASONS.filter((reason) => letsThrough('shadow', reason));
    expect(through).toEqual(REASONS.filter((reason) => !BARRING_REASONS.some((barring) => barring === reason)));
    expect(REASONS.filter((reason) => letsThrough('enforce', reason))).toEqual([]);
  });
  test.each([
    ['no_selection', []],
    ['already_booked', [customer('the 2pm')]],
  ] as const)(
    'a booking that enforcing rejects as %s goes to the calendar, which has rules of its own',
    (why, steps) => {
      const open = givenOn('sms', shadowing)(check(two, four), shows(two, four));
      const begun = why === 'already_booked' ? mine(shadowing) : open;
      expect(begun.when(...steps, request({ slotId: two.slotId })).decision.data).toMatchObject({
        mode: 'shadow',
        wouldReject: why,
      });
    },
  );
});

/** The verdicts and decisions of a story as this policy has them; those that it came with are left out. */
function settled(story: Story, policy: Policy): Story {
  const numbered = story.filter((event) => !isGuardEvent(event)).map((event, i) => ({ ...event, position: i + 1 }));
  const all: Recorded<ConversationEvent>[] = [...numbered];
  for (;;) {
    const owed = nextOwed(all, () => policy);
    if (!owed) return all;
    all.push({ ...owed, position: all.length + 1, recordedAt: all.at(-1)!.recordedAt });
  }
}

/** The same request, of the turn that answers the first utterance. */
function withTurn(step: StoryStep, context: Parameters<StoryStep['make']>[0]): ConversationEvent {
  const event = step.make(context);
  const first = context.events.find(({ type }) => type === 'UserUtterance')!;
  return { ...event, data: { ...event.data, turn: first.id } } as ConversationEvent;
}

describe('whatever happens in a conversation, in either mode', () => {
  /** Requests as they were made, or of a turn that answers the last utterance but so many, and recorded by another clock. */
  const anyDecided = fc
    .tuple(
      anySteps,
      fc.constantFrom(enforcing, shadowing),
      fc.array(fc.constantFrom(0, 0, 0, 29_000, -29_000, 31_000, -31_000), { minLength: 5, maxLength: 5 }),
      fc.array(fc.constantFrom(undefined, undefined, 0, 1), { minLength: 7, maxLength: 7 }),
    )
    .map(([steps, policy, shifts, back]) => {
      const { events } = givenOn('sms', policy)(...steps).when();
      const said: string[] = [];
      const varied = events.map((event, i) => {
        if (event.type === 'UserUtterance') said.push(event.id);
        if (!isRequest(event)) return event;
        const recordedAt = new Date(instantOf(event.time) + shifts[i % 5]!).toISOString();
        const turn = said.at(-1 - (back[i % 7] ?? Infinity)) ?? event.data.turn;
        const data = turn === undefined ? event.data : { ...event.data, turn };
        return { ...event, recordedAt, data } as typeof event;
      });
      return settled(varied, policy);
    });
  const approvals = (story: Story) =>
    [...tell(story)].flatMap(({ event, guard, state }) =>
      guard && isRequest(event) && isApprovalType(guard.type) ? [{ event, state }] : [],
    );
  /** The last of these types before a place, read off the story without any fold. */
  const lastOf = (story: Story, before: number, ...types: EventType[]): EventType | undefined =>
    story.findLast(({ type, position }) => position < before && types.includes(type))?.type;

  test('nothing is approved after a STOP, after the end, while a person attends, or by clocks that disagree', () => {
    fc.assert(
      fc.property(anyDecided, (story) => {
        for (const { event, state } of approvals(story)) {
          const last = (...types: EventType[]) => lastOf(story, event.position, ...types);
          expect(last('CustomerOptedOut', 'CustomerOptedIn')).not.toBe('CustomerOptedOut');
          expect(last('ConversationEnded', 'UserUtterance')).not.toBe('ConversationEnded');
          expect([undefined, 'ConversationReleased']).toContain(
            last('PersonRequested', 'ConversationTakenOver', 'ConversationReleased'),
          );
          expect(Math.abs(instantOf(event.recordedAt) - state.time)).toBeLessThanOrEqual(30_000);
        }
      }),
      { numRuns: 250 },
    );
  });
  test('nothing is approved for a turn that is not known, or that the choice that stands has overtaken', () => {
    fc.assert(
      fc.property(anyDecided, (story) => {
        for (const { event, state } of approvals(story)) {
          const { turn } = event.data;
          if (turn === undefined) continue;
          const said = story.flatMap(({ id, type, position }) =>
            type === 'UserUtterance' && position < event.position ? [id] : [],
          );
          expect(said).toContain(turn);
          const chose = state.selection?.evidence.utterance ?? turn;
          expect(said.indexOf(chose)).toBeLessThanOrEqual(said.indexOf(turn));
        }
      }),
      { numRuns: 250 },
    );
  });
  test('the log shows so: verify finds no approval that was barred', () => {
    fc.assert(
      fc.property(anyDecided, (story) => {
        expect(findBreaches(story).breaches.filter(({ rule }) => rule === 'approval_while_barred')).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
  test('some of these do end in an approval, in either mode, and some are barred', () => {
    const stories = fc.sample(anyDecided, { numRuns: 1_000, seed: 1 });
    const having = (is: (event: Recorded<ConversationEvent>) => boolean) => stories.filter((s) => s.some(is)).length;
    const approved = (mode: string) =>
      having((event) => isApprovalType(event.type) && 'mode' in event.data && event.data.mode === mode);
    expect(approved('enforce')).toBeGreaterThan(20);
    expect(approved('shadow')).toBeGreaterThan(20);
    for (const reason of BARRING_REASONS)
      expect(having(({ data }) => 'reason' in data && data.reason === reason)).toBeGreaterThan(2);
  });
});

describe('verify', () => {
  const rules = (story: Story): string[] => [...new Set(findBreaches(story).breaches.map(({ rule }) => rule))];
  const approved = mine(shadowing).when(request({ id: 'req-x' })).events;
  const before = (type: EventType, step: StoryStep): Story => {
    const at = approved.findIndex(({ id }) => id === 'req-x');
    const asked = approved[at]!;
    const { time, channel } = asked;
    const extra = { ...step.make({ n: 99, time, channel, events: approved }), position: 0, recordedAt: time };
    expect(extra.type).toBe(type);
    return [...approved.slice(0, at), extra, ...approved.slice(at)].map((event, i) => ({ ...event, position: i + 1 }));
  };

  test('finds nothing where nothing is barred', () => {
    expect(approved.at(-1)).toMatchObject({ type: 'BookingApproved', data: { mode: 'shadow' } });
    expect(rules(approved)).toEqual([]);
  });
  test.each([
    ['STOP', before('CustomerOptedOut', optsOut())],
    ['the end', before('ConversationEnded', ends())],
    ['a takeover', before('ConversationTakenOver', takesOver())],
  ])('names an approval behind %s, in shadow too', (_, story) => {
    expect(rules(story)).toEqual(['approval_while_barred']);
  });
  test('names an approval although the clocks disagreed', () => {
    const doubtful = approved.map((event) =>
      event.id === 'req-x' ? { ...event, recordedAt: '2025-11-16T20:00:00.000Z' } : event,
    );
    expect(rules(doubtful)).toEqual(['approval_while_barred']);
  });
  test('names an approval of an overtaken turn, and of what names no time', () => {
    const asked = (data: object): Story =>
      approved.map((event) =>
        event.id === 'req-x' ? ({ ...event, data: { ...event.data, ...data } } as typeof event) : event,
      );
    const first = approved.find(({ type }) => type === 'UserUtterance')!;
    expect(rules(asked({ turn: first.id }))).toEqual(['approval_while_barred']);
    expect(rules(asked({ start: 'soon' }))).toEqual(['approval_while_barred']);
  });
});

import { describe, expect, test } from '@jest/globals';
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
  given,
  givenOn,
  moveRequest,
  optsOut,
  orders,
  request,
  shows,
  slotAt,
  takesOver,
} from '@slotguard/testing';
import type { StoryStep } from '@slotguard/testing';
import type { Story } from './events.js';
import { findBreaches } from './invariants.js';
import { defaultPolicy } from './policy.js';

const two = slotAt('14:00');
const four = slotAt('16:00');
const facialAtFive = slotAt('17:00', { service: 'facial', resource: 'kim' });
const hours = (n: number): number => n * 3_600_000;

/** Botox at two; the appointment is called `apt-req-b`. */
const bookedTwo = [check(two, four), customer('option 1'), request({ id: 'req-b' }), booked(two)];
const bookedFive = [check(facialAtFive), customer('option 1'), request({ id: 'req-f' }), booked(facialAtFive)];
const B = 'apt-req-b';
const F = 'apt-req-f';
const wantsFour = [customer('I need to reschedule'), check(four), shows(four), customer('option 1')];

describe('cancelling', () => {
  test('what the customer asked to cancel is approved, with the words as evidence', () => {
    const { decision } = given(...bookedTwo).when(
      customer('please cancel my appointment'),
      cancelRequest({ appointment: B }),
    );
    expect(decision).toMatchObject({
      type: 'CancellationApproved',
      data: { appointment: B, slot: two, evidence: { utterance: 'utt-6' }, mode: 'enforce', policy: 'default-1' },
    });
  });
  test('once cancelled it is no appointment any more, and its time may be booked again', () => {
    const gone = given(...bookedTwo, customer('cancel it'), cancelRequest(), changed());
    expect(gone.when().state).toMatchObject({ appointments: [], cancelled: [{ id: B, slot: two }] });
    expect(gone.when(check(two), customer('option 1'), request()).ruling).toBe('approved');
  });
  test('a plain yes to "do you want to cancel it?" asks for it', () => {
    const asked = given(...bookedTwo, customer('what if I have to cancel?'), ...assistant({ cancel: B }));
    expect(asked.when(customer('yes'), cancelRequest()).ruling).toBe('approved');
  });

  test('the yes counts as long as a wish does: after that it answers nothing, and is to be asked for again', () => {
    const inMay = slotAt('', { start: '2026-05-15T14:00:00-04:00' });
    const bookedMay = [check(inMay), customer('yes'), request({ id: 'req-b' }), booked(inMay)];
    const asks = [...bookedMay, customer('what if I have to cancel?'), ...assistant({ cancel: B })];
    const yes = (ms: number, over = {}): StoryStep[] => [after(ms, customer('yes', over)), cancelRequest()];
    const heard = (...steps: StoryStep[]): unknown[] => {
      const { chose, ruling } = given(...asks).when(...steps);
      return [chose, ruling];
    };
    expect(heard(...yes(hours(4) - 1_000))).toEqual(['declined', 'approved']);
    expect(heard(...yes(hours(4) + 1_000))).toEqual(['unasked', 'not_asked']);
    expect(heard(...yes(hours(24 * 7)))).toEqual(['unasked', 'not_asked']);
    // What it answers may be told by the channel: the question is no younger for it.
    const question = given(...asks)
      .when()
      .events.findLast(({ type }) => type === 'AssistantReplied');
    const answers = { answers: question!.id };
    expect(heard(...yes(hours(3), answers))).toEqual(['declined', 'approved']);
    expect(heard(...yes(hours(24 * 7), answers))).toEqual(['unasked', 'not_asked']);
    const again = [after(hours(24 * 7), customer('yes')), ...assistant({ cancel: B })];
    expect(heard(...again, ...yes(60_000))).toEqual(['declined', 'approved']);
    expect(givenOn('voice')(...asks).when(...yes(20 * 60_000)).ruling).toBe('not_asked');
    expect(givenOn('email')(...asks).when(...yes(hours(23))).ruling).toBe('approved');
  });
  test('words that ask to cancel need no question, however old one is', () => {
    const asked = given(...bookedTwo, customer('what if I have to cancel?'), ...assistant({ cancel: B }));
    expect(asked.when(after(hours(5), customer('yes, please cancel it')), cancelRequest()).ruling).toBe('approved');
  });

  const story = (...steps: StoryStep[]) => given(...bookedTwo).when(...steps).ruling;
  test.each([
    ['nobody asked for', () => story(customer('when is it?'), cancelRequest({ appointment: B })), 'not_asked'],
    ['was only asked about', () => story(customer('do I have to cancel?'), cancelRequest()), 'not_asked'],
    ['was said in doubt', () => story(customer('I might have to cancel'), cancelRequest()), 'not_asked'],
    [
      'was answered yes to another question',
      () => story(...assistant('other'), customer('yes'), cancelRequest()),
      'not_asked',
    ],
    ['is called before the answer', () => story(...assistant({ cancel: B }), cancelRequest()), 'not_asked'],
    ['was taken back', () => story(customer('cancel it'), customer('no, keep it'), cancelRequest()), 'not_asked'],
    ['was asked too long ago', () => story(customer('cancel it'), after(hours(5), cancelRequest())), 'not_asked'],
    ['was to be moved', () => story(customer('I need to reschedule'), cancelRequest()), 'not_asked'],
    [
      'is of another conversation',
      () => story(customer('cancel it'), cancelRequest({ appointment: 'apt-req-x' })),
      'no_appointment',
    ],
    [
      'has been cancelled',
      () => story(customer('cancel it'), cancelRequest(), changed(), cancelRequest({ appointment: B })),
      'already_cancelled',
    ],
    ['is under way', () => story(customer('cancel it'), cancelRequest(), cancelRequest()), 'change_in_progress'],
    [
      'was asked for anew since',
      () => story(customer('cancel it'), customer('cancel my botox'), cancelRequest({ turn: 'utt-6' })),
      'superseded',
    ],
    [
      'answers nothing that was said',
      () => story(customer('cancel it'), cancelRequest({ turn: 'utt-99' })),
      'malformed_request',
    ],
    ['comes after an opt-out', () => story(customer('cancel it'), optsOut(), cancelRequest()), 'opted_out'],
    [
      'comes while a person attends',
      () => story(customer('cancel it'), takesOver(), cancelRequest()),
      'person_attends',
    ],
    ['comes after the end', () => story(customer('cancel it'), ends(), cancelRequest()), 'conversation_ended'],
  ])('what %s is not cancelled', (_, ruling, reason) => {
    expect(ruling()).toBe(reason);
  });
  test('without any appointment there is none to cancel', () => {
    expect(given(customer('cancel my appointment')).when(cancelRequest()).ruling).toBe('no_appointment');
  });
  test('of two the one that the words name', () => {
    const both = given(...bookedTwo, ...bookedFive);
    const asked = both.when(customer('cancel my appointment'), cancelRequest());
    expect(asked.ruling).toBe('ambiguous_appointment');
    expect(asked.decision).toMatchObject({ data: { help: { appointments: [B, F] } } });
    const named = given(...bookedTwo, ...bookedFive, customer('cancel my appointment'), customer('the facial'));
    expect(named.when(cancelRequest({ appointment: B })).ruling).toBe('appointment_mismatch');
    expect(named.when(cancelRequest({ appointment: F })).ruling).toBe('approved');
  });
  test('a cancellation that the calendar declined is wished for still', () => {
    const declined = given(...bookedTwo, customer('cancel it'), cancelRequest(), changeRefused('too_late'));
    expect(declined.when(cancelRequest()).ruling).toBe('approved');
  });
  test('an approval serves once: the same words cancel no second appointment', () => {
    const gone = given(...bookedTwo, customer('cancel it'), cancelRequest(), changed(), ...bookedFive);
    expect(gone.when(cancelRequest({ appointment: F })).ruling).toBe('not_asked');
  });
  test('what a call hears late asks for nothing', () => {
    const late = customer('cancel it', { beganAt: '2025-11-16T09:00:30-05:00' });
    expect(givenOn('voice')(...bookedTwo, customer('hm'), late).when(cancelRequest()).ruling).toBe('not_asked');
  });
  test('shadow cancels as without a guard, and records what enforcing would have said', () => {
    const policy = defaultPolicy();
    const sms = { ...policy.channels.sms, mode: 'shadow' } as const;
    const shadow = givenOn('sms', { ...policy, channels: { ...policy.channels, sms } });
    const { decision } = shadow(...bookedTwo).when(customer('hm'), cancelRequest());
    expect(decision).toMatchObject({
      type: 'CancellationApproved',
      data: { mode: 'shadow', wouldReject: 'not_asked' },
    });
    expect(shadow(customer('hm')).when(cancelRequest()).ruling).toBe('no_appointment');
  });
});

describe('rescheduling', () => {
  test('offers, captures and enforces like a booking, and tells where it was', () => {
    const { decision } = given(...bookedTwo, ...wantsFour).when(moveRequest({ appointment: B, slotId: four.slotId }));
    expect(decision).toMatchObject({
      type: 'RescheduleApproved',
      data: { appointment: B, from: two, args: four, evidence: { asked: 'utt-6', utterance: 'utt-10' } },
    });
  });
  test('the appointment keeps its name at its new place, and offers and wish have served', () => {
    const { state } = given(...bookedTwo, ...wantsFour, moveRequest(), changed()).when();
    expect(state.appointments).toEqual([{ id: B, request: 'req-b', slot: four }]);
    expect([state.check, state.selection, state.wish]).toEqual([undefined, undefined, undefined]);
  });
  test('its own old time is not in the way', () => {
    const half = slotAt('14:15');
    const wants = [customer('I need to reschedule'), check(half), customer('option 1')];
    expect(given(...bookedTwo, ...wants).when(moveRequest()).ruling).toBe('approved');
  });

  const story = (...steps: StoryStep[]) => given(...bookedTwo).when(...steps).ruling;
  const wish = customer('I need to reschedule');
  test.each([
    ['nobody asked to move', () => story(check(four), customer('option 1'), moveRequest()), 'not_asked'],
    ['has no new place offered', () => story(wish, moveRequest()), 'availability_not_checked'],
    [
      'goes to a list from before the wish',
      () => story(check(four), wish, customer('option 1'), moveRequest()),
      'availability_not_checked',
    ],
    ['has no place chosen', () => story(wish, check(four), moveRequest()), 'no_selection'],
    [
      'goes to a slot not offered',
      () => story(wish, check(four), customer('option 1'), moveRequest({ start: '2025-11-16T18:00:00-05:00' })),
      'slot_not_offered',
    ],
    [
      'goes to another offered slot than the chosen one',
      () => story(wish, check(four, facialAtFive), customer('option 1'), moveRequest({ slotId: facialAtFive.slotId })),
      'selection_mismatch',
    ],
    ['names a time that is none', () => story(...wantsFour, moveRequest({ start: 'soon' })), 'malformed_request'],
    [
      'is of another conversation',
      () => story(...wantsFour, moveRequest({ appointment: 'apt-req-x' })),
      'no_appointment',
    ],
    ['was taken back', () => story(...wantsFour, customer('never mind, keep it'), moveRequest()), 'not_asked'],
    ['is to stay where it is', () => story(wish, check(two), customer('option 1'), moveRequest()), 'already_booked'],
    ['was chosen anew since', () => story(...wantsFour, moveRequest({ turn: 'utt-6' })), 'superseded'],
    ['is under way', () => story(...wantsFour, moveRequest(), moveRequest()), 'change_in_progress'],
    [
      'has been moved with the same words',
      () => story(...wantsFour, moveRequest(), changed(), check(two), customer('option 1'), moveRequest()),
      'not_asked',
    ],
    [
      'was asked for in the words that chose nothing',
      () => story(wish, check(four), customer('hm'), moveRequest()),
      'no_selection',
    ],
  ])('what %s is not moved', (_, ruling, reason) => {
    expect(ruling()).toBe(reason);
  });
  test('another service is another appointment: it is booked, and nothing is moved to it', () => {
    const wants = [customer('I need to reschedule'), check(facialAtFive), customer('option 1')];
    expect(given(...bookedTwo, ...wants).when(moveRequest()).ruling).toBe('appointment_mismatch');
    expect(given(...bookedTwo, ...wants).when(request()).ruling).toBe('approved');
  });
  test('what is chosen for a move books no second appointment', () => {
    expect(given(...bookedTwo, ...wantsFour).when(request()).ruling).toBe('change_in_progress');
  });
  test('a list for a move means nothing once the wish is taken back', () => {
    const kept = given(...bookedTwo, customer('I need to reschedule'), check(four), shows(four), customer('keep it'));
    expect(kept.when(customer('the first one'), request()).ruling).toBe('availability_not_checked');
  });
  test('nor once the wish is too old: the list is younger, and still books no second appointment', () => {
    const old = given(
      ...[...bookedTwo, customer('I need to reschedule'), after(hours(3.5), check(four)), shows(four)],
      ...[after(hours(1), customer('option 1'))],
    );
    expect(old.when(moveRequest()).ruling).toBe('not_asked');
    expect(old.when(request()).ruling).toBe('change_in_progress');
    expect(old.when(check(four), customer('the 4pm'), request()).ruling).toBe('approved');
  });
  test('nor once the appointment is to be cancelled instead', () => {
    const called = given(...bookedTwo, customer('I need to reschedule'), check(four), shows(four)).when(
      ...[customer('just cancel my appointment please'), cancelRequest(), changed(), customer('option 1')],
    );
    expect(called.state).toMatchObject({ appointments: [], cancelled: [{}] });
    expect([called.state.check, called.state.selection]).toEqual([undefined, undefined]);
  });
  test('when somebody else was quicker, another choice moves it: the wish stands', () => {
    const five = slotAt('17:30');
    const taken = given(
      ...[...bookedTwo, customer('I need to reschedule'), check(four, five), shows(four, five), customer('option 1')],
      ...[moveRequest(), changeRefused()],
    );
    expect(taken.when().state.appointments).toEqual([{ id: B, request: 'req-b', slot: two }]);
    expect(taken.when().state.check?.slots).toEqual([five]);
    const again = taken.when(customer('option 2'), moveRequest());
    expect(again.ruling).toBe('approved');
    expect(findBreaches(again.events)).toMatchObject({ breaches: [] });
  });
  test('into another appointment of the same customer it does not go', () => {
    const wants = [customer('reschedule the botox'), check(slotAt('17:00')), customer('option 1')];
    expect(given(...bookedTwo, ...bookedFive, ...wants).when(moveRequest()).ruling).toBe('already_booked');
  });
});

describe('an operator who cancels', () => {
  test('needs no words of the customer’s: once the calendar has said so, there is no appointment any more', () => {
    const ordered = given(...bookedTwo, orders(B, two));
    expect(ordered.when().state.appointments).toEqual([{ id: B, request: 'req-b', slot: two }]);
    const { state, events } = ordered.when(carriedOut());
    expect(state).toMatchObject({ appointments: [], cancelled: [{ id: B, slot: two }] });
    expect(findBreaches(events)).toMatchObject({ breaches: [], owed: [] });
  });
  test('does so while a person attends, and on a clock that tells nothing of the customer’s time', () => {
    const attended = given(...bookedTwo, takesOver());
    const before = attended.when().state.time;
    expect(attended.when(after(hours(30), orders(B, two))).state.time).toBe(before);
    const { state, events } = attended.when(carriedOut());
    expect(state).toMatchObject({ appointments: [], attended: { how: 'taken_over' } });
    expect(findBreaches(events).breaches).toEqual([]);
  });
  test('where the calendar has no such appointment there any more, nothing is cancelled', () => {
    const { state, events } = given(...bookedTwo, orders(B, four)).when(carriedOut('no_appointment'));
    expect(state.appointments).toHaveLength(1);
    expect(findBreaches(events)).toMatchObject({ breaches: [], owed: [] });
  });
  test('settles what the customer wanted of it: a list for the move books nothing', () => {
    const listed = given(...bookedTwo, customer('I need to reschedule'), check(four), shows(four), orders(B, two));
    expect(listed.when().state).toMatchObject({ presentations: [] });
    expect(listed.when().state.wish).toBeUndefined();
    const after = given(...bookedTwo, ...wantsFour, orders(B, two), carriedOut()).when(request());
    expect(after.ruling).toBe('availability_not_checked');
    expect(given(...bookedTwo, ...wantsFour, orders(B, two), carriedOut()).when(moveRequest()).ruling).toBe(
      'already_cancelled',
    );
  });
  test('leaves what the customer wants of another appointment, and what is being booked', () => {
    const other = given(...bookedTwo, ...bookedFive, customer('cancel my facial'), orders(B, two), carriedOut());
    expect(other.when(cancelRequest({ appointment: F })).ruling).toBe('approved');
    const booking = given(...bookedTwo, check(four), customer('option 1'), orders(B, two), carriedOut());
    expect(booking.when(request()).ruling).toBe('approved');
  });
  test('and a customer who does at once are two orders for one appointment: one finds nothing left', () => {
    const both = given(...bookedTwo, customer('cancel it'), orders(B, two), cancelRequest());
    expect(both.when().ruling).toBe('not_asked');
    const approved = given(...bookedTwo, customer('cancel it'), cancelRequest(), orders(B, two), carriedOut());
    const { state, events } = approved.when(changeRefused('no_appointment'));
    expect(state.appointments).toEqual([]);
    expect(findBreaches(events)).toMatchObject({ breaches: [], owed: [] });
  });
});

describe('what must hold of changes in every log', () => {
  const cancelled: Story = given(...bookedTwo, customer('cancel it'), cancelRequest(), changed()).when().events;
  const moved: Story = given(...bookedTwo, ...wantsFour, moveRequest(), changed()).when().events;
  const ordered: Story = given(...bookedTwo, orders(B, two), carriedOut()).when().events;
  const rules = (story: Story): string[] => [...new Set(findBreaches(story).breaches.map(({ rule }) => rule))];
  const without = (story: Story, type: string): Story => story.filter((event) => event.type !== type);
  const edited = (story: Story, type: string, data: object, over: object = {}): Story =>
    story.map((event) =>
      event.type === type ? ({ ...event, ...over, data: { ...event.data, ...data } } as typeof event) : event,
    );
  const unsaid = (story: Story): Story =>
    story.map((event) => {
      if (event.type !== 'NoSlotSelected') return event;
      const { change: _, ...data } = event.data;
      return { ...event, data };
    });

  test('good logs keep every rule, and owe nothing', () => {
    for (const story of [cancelled, moved, ordered])
      expect(findBreaches(story)).toMatchObject({ breaches: [], owed: [] });
    expect(findBreaches(moved).approvals).toEqual({ enforce: 2, shadow: [] });
  });
  test.each([
    ['a cancellation that nobody asked for', unsaid(cancelled), 'change_without_wish'],
    ['a move that nobody asked for', unsaid(moved), 'change_without_wish'],
    [
      'a cancellation of another appointment',
      edited(cancelled, 'CancellationApproved', { appointment: 'apt-x' }),
      'change_of_no_appointment',
    ],
    ['a move from elsewhere', edited(moved, 'RescheduleApproved', { from: four }), 'change_of_no_appointment'],
    ['a change without its request', without(cancelled, 'CancellationRequested'), 'decision_without_request'],
    ['a move to what no check lists', edited(moved, 'AvailabilityChecked', { slots: [two] }), 'approval_without_offer'],
    ['a move to what was not chosen', without(moved, 'SlotSelected'), 'approval_without_choice'],
    ['a cancellation that nobody approved', without(cancelled, 'CancellationApproved'), 'outcome_without_approval'],
    ['a move that nobody approved', without(moved, 'RescheduleApproved'), 'outcome_without_approval'],
    [
      'a cancellation of something else than approved',
      edited(cancelled, 'AppointmentCancelled', { slot: four }),
      'appointment_not_as_approved',
    ],
    [
      'a move to another place than approved',
      edited(moved, 'AppointmentRescheduled', { slot: two }),
      'appointment_not_as_approved',
    ],
    [
      'a cancellation that a gateway wrote',
      edited(cancelled, 'AppointmentCancelled', {}, { writer: 'sms' }),
      'foreign_writer',
    ],
    [
      'a cancellation that neither customer nor operator wants',
      without(ordered, 'CancellationOrdered'),
      'outcome_without_approval',
    ],
    [
      'a cancellation of something else than ordered',
      edited(ordered, 'CancellationOrdered', { appointment: F }),
      'appointment_not_as_approved',
    ],
    [
      'one from another place than ordered',
      edited(ordered, 'CancellationOrdered', { slot: four }),
      'appointment_not_as_approved',
    ],
    ['an order that a gateway wrote', edited(ordered, 'CancellationOrdered', {}, { writer: 'sms' }), 'foreign_writer'],
    [
      'a move in place of an ordered cancellation',
      ordered.map((event) =>
        event.type === 'AppointmentCancelled'
          ? ({
              ...event,
              type: 'AppointmentRescheduled',
              data: { ...event.data, from: two, slot: four },
            } as unknown as Story[number])
          : event,
      ),
      'outcome_without_approval',
    ],
    ['an approval that a gateway wrote', edited(moved, 'RescheduleApproved', {}, { writer: 'sms' }), 'foreign_writer'],
  ])('%s is found', (_, story, rule) => {
    expect(rules(story)).toContain(rule);
  });
  test('two outcomes of one change are found', () => {
    const [last] = cancelled.slice(-1);
    const second = {
      ...last!,
      type: 'ChangeDeclined',
      id: 'apt-other',
      position: 99,
      data: { ...last!.data, kind: 'cancel', reason: 'too_late' },
    };
    expect(rules([...cancelled, second as unknown as Story[number]])).toContain('second_outcome');
  });
  test('one wish that serves two changes is found', () => {
    const again = cancelled.slice(-3).map((event, i) => {
      const renamed = JSON.parse(JSON.stringify(event).replaceAll('req-8', 'req-80')) as Story[number];
      return { ...renamed, position: 100 + i };
    });
    expect(rules([...cancelled, ...again])).toContain('wish_used_twice');
  });
  test('what is owed of a change is told', () => {
    const conversation = cancelled[0]!.conversation;
    expect(findBreaches(cancelled.slice(0, -2)).owed).toEqual([{ id: 'dec-req-8', conversation }]);
    expect(findBreaches(cancelled.slice(0, -1)).owed).toEqual([{ id: 'apt-req-8', conversation }]);
    expect(findBreaches(ordered.slice(0, -1)).owed).toEqual([{ id: `apt-${ordered.at(-2)!.id}`, conversation }]);
  });

  const elsewhere = (story: Story, ms = 0): Story =>
    story.map((event) => ({
      ...event,
      conversation: 'other',
      time: new Date(Date.parse(event.time) + ms).toISOString(),
      recordedAt: new Date(Date.parse(event.recordedAt) + ms).toISOString(),
      position: event.position + 1000,
    }));
  const plain: Story = given(...bookedTwo).when().events;
  test('a cancelled or moved appointment leaves its place to others', () => {
    expect(rules([...cancelled, ...elsewhere(plain, hours(3))])).toEqual([]);
    expect(rules([...moved, ...elsewhere(plain, hours(3))])).toEqual([]);
  });
  test('while it stood, nobody else had it: what was booked before it was given up is found', () => {
    const before = elsewhere(plain).map((event, i) => ({ ...event, position: -100 + i }));
    expect(rules([...before, ...cancelled])).toEqual(['appointments_overlap']);
  });
  test('a place that somebody moved into is taken', () => {
    const other = given(check(four), customer('option 1'), request({ id: 'req-b' }), booked(four)).when().events;
    expect(rules([...moved, ...elsewhere(other, hours(3))])).toEqual(['appointments_overlap']);
  });
  test('two calendars that append in another order than they committed are no breach', () => {
    const late = cancelled.map((event) =>
      event.type === 'AppointmentCancelled' ? { ...event, position: 5000 } : event,
    );
    const inOrder = [...late.slice(0, -1), ...elsewhere(plain, hours(3)), ...late.slice(-1)];
    expect(rules(inOrder)).toEqual([]);
  });
});

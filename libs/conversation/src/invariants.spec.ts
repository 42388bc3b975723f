import { describe, expect, test } from '@jest/globals';
import { toBusinessTime } from '@slotguard/business-time';
import { booked, check, customer, given, held, letGo, notHeld, request, shows, slotAt } from '@slotguard/testing';
import type { Story } from './events.js';
import { withMode } from './change-policy.js';
import { findBreaches } from './invariants.js';
import { defaultPolicy } from './policy.js';

const two = slotAt('14:00');
const four = slotAt('16:00');
const good: Story = given(check(two, four), shows(two, four), customer('option 1'), request(), booked(two)).when()
  .events;
const rules = (story: Story): string[] => [...new Set(findBreaches(story).breaches.map(({ rule }) => rule))];
const inOrder = (events: Story): Story => events.map((event, i) => ({ ...event, position: i + 1 }));
const first = (type: string, story: Story = good): Story =>
  inOrder([...story].sort((a, b) => Number(b.type === type) - Number(a.type === type)));
const changed = (type: string, data: object, over: object = {}): Story =>
  good.map((event) =>
    event.type === type ? ({ ...event, ...over, data: { ...event.data, ...data } } as typeof event) : event,
  );

describe('what must hold of holds', () => {
  const offered = [check(two, four), shows(two, four)];
  const kept = given(...offered, customer('option 1'), held(), customer('option 2'), letGo('replaced'), held()).when()
    .events;
  const mine = given(...offered, customer('option 1'), held()).when().events;
  const asOther = (story: Story, laterMs = 0): Story =>
    story.map((event) => ({
      ...event,
      conversation: 'other',
      position: event.position + 100,
      time: toBusinessTime(Date.parse(event.time) + laterMs),
      recordedAt: new Date(Date.parse(event.recordedAt) + laterMs).toISOString(),
    }));
  const without = (story: Story, type: string): Story => story.filter((event) => event.type !== type);
  const bookedByOther = asOther(good, 60_000);

  test('holds one after another are good, and so is one that became an appointment', () => {
    expect(findBreaches(kept).breaches).toEqual([]);
    const spent = given(...offered, customer('option 1'), held(), request(), booked(two), letGo('booked')).when()
      .events;
    expect(findBreaches(spent).breaches).toEqual([]);
  });
  test.each([
    ['a hold that answers no choice', without(mine, 'SlotSelected'), 'hold_without_choice'],
    [
      'a hold of another slot than the chosen one',
      mine.map((event) => (event.type === 'HoldPlaced' ? { ...event, data: { ...event.data, slot: four } } : event)),
      'hold_without_choice',
    ],
    ['a choice answered twice', inOrder([...mine, mine.at(-1)!]), 'event_twice'],
    ['the end of a hold that never was', without(kept, 'HoldPlaced'), 'release_without_hold'],
    ['two holds of one conversation at once', without(kept, 'HoldReleased'), 'two_holds'],
    ['one slot held for two', [...mine, ...asOther(mine, 60_000)], 'holds_overlap'],
    ['an appointment where another held', [...mine, ...bookedByOther], 'booked_over_hold'],
    [
      'a hold that a gateway wrote',
      mine.map((event) => (event.type === 'HoldPlaced' ? { ...event, writer: 'sms' as const } : event)),
      'foreign_writer',
    ],
  ])('%s is found', (_, story, rule) => {
    expect(rules(story)).toContain(rule);
  });
  test('a hold too many is refused only where some were placed that day, as far as every choice has its answer', () => {
    const nothingBefore = given(...offered, customer('option 1'), notHeld('too_many_holds')).when().events;
    const enough = given(...offered, customer('option 1'), held(), customer('option 2'), letGo('replaced')).when(
      notHeld('too_many_holds'),
    ).events;
    const nextWeek = asOther(nothingBefore, 7 * 86_400_000);
    const unanswered = given(...offered, customer('option 1')).when().events;
    expect(rules(nothingBefore)).toEqual(['refused_within_bounds']);
    expect(rules(enough)).toEqual([]);
    expect(rules([...mine, ...asOther(nothingBefore, 60_000)])).toEqual([]);
    expect(rules([...mine, ...nextWeek])).toEqual(['refused_within_bounds']);
    expect(rules([...unanswered, ...asOther(nothingBefore, 60_000)])).toEqual([]);
  });
  test('what was held before, or is held after, is in nobody’s way', () => {
    expect(findBreaches([...mine, ...asOther(mine, 10 * 60_000)]).breaches).toEqual([]);
    expect(findBreaches([...mine, ...asOther(good, 10 * 60_000)]).breaches).toEqual([]);
    const released = given(...offered, customer('option 1'), held(), letGo()).when().events;
    expect(findBreaches([...released, ...asOther(mine, 60_000)]).breaches).toEqual([]);
  });
});

describe('what must hold in every log', () => {
  test('a good log keeps every rule, and owes nothing', () => {
    expect(findBreaches(good)).toMatchObject({ breaches: [], owed: [], approvals: { enforce: 1, shadow: [] } });
  });
  test.each([
    ['an approval before its request', first('BookingApproved'), 'effect_before_cause'],
    ['a verdict before its utterance', first('SlotSelected'), 'effect_before_cause'],
    [
      'an appointment that nobody approved',
      good.filter(({ type }) => type !== 'BookingApproved'),
      'outcome_without_approval',
    ],
    [
      'an approval that nobody asked for',
      good.filter(({ type }) => type !== 'BookingRequested'),
      'decision_without_request',
    ],
    [
      'an approval without an offer',
      good.filter(({ type }) => type !== 'AvailabilityChecked'),
      'approval_without_offer',
    ],
    ['an approval without a choice', good.filter(({ type }) => type !== 'SlotSelected'), 'approval_without_choice'],
    [
      'an approval of another slot than the chosen one',
      changed('BookingApproved', { args: four }),
      'approval_without_choice',
    ],
    ['an appointment other than approved', changed('AppointmentBooked', { slot: four }), 'appointment_not_as_approved'],
    ['a verdict that a gateway wrote', changed('SlotSelected', {}, { writer: 'sms' }), 'foreign_writer'],
    ['an event twice', inOrder([...good, good[0]!]), 'event_twice'],
    [
      'a list of a message that nobody recorded',
      changed('OffersPresented', { message: 'out-1' }),
      'sent_without_words',
    ],
  ])('%s is found', (_, story, rule) => {
    expect(rules(story)).toContain(rule);
  });
  test('an approval after the customer took the choice back is found', () => {
    const [beforeRequest, fromRequest] = [good.slice(0, 4), good.slice(4)];
    const takenBack = given(check(two, four), shows(two, four), customer('option 1'), customer('no thanks'))
      .when()
      .events.slice(4);
    expect(rules(inOrder([...beforeRequest, ...takenBack, ...fromRequest]))).toContain('approval_without_choice');
  });
  test('a decision under another policy than the one in force at its request is found', () => {
    const request = good.find(({ type }) => type === 'BookingRequested')!;
    const policy = withMode(defaultPolicy(), 'sms', 'shadow', 'policy-1');
    const change = (position: number): Story[number] => ({
      ...request,
      id: 'policy-1',
      conversation: '_policy',
      type: 'PolicyChanged',
      writer: 'ops',
      data: { policy, actor: 'Dana', reason: 'a test' },
      personal: {},
      position,
    });
    expect(rules([change(request.position - 0.5), ...good])).toEqual(['decided_under_another_policy']);
    expect(rules([...good, change(request.position + 0.5)])).toEqual([]);
  });
  test('two appointments of one person at one time are found, in whichever conversations', () => {
    const other = good.map((event) => ({ ...event, conversation: 'other', position: event.position + good.length }));
    expect(rules([...good, ...other])).toEqual(['appointments_overlap']);
  });
});

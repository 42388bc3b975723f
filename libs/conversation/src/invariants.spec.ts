import { describe, expect, test } from '@jest/globals';
import { booked, check, customer, given, request, shows, slotAt } from '@slotguard/testing';
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

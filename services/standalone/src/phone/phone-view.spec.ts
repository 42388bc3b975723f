import { describe, expect, test } from '@jest/globals';
import type { Business } from '@slotguard/contracts';
import { defaultPolicy, withMode, type Story } from '@slotguard/conversation';
import { parseBusiness } from '@slotguard/service-kit';
import {
  assistant,
  booked,
  cancelRequest,
  changed,
  changeRefused,
  check,
  customer,
  given,
  givenOn,
  moveRequest,
  reminds,
  request,
  slotAt,
  shows,
  taken,
  wantsPerson,
  type StoryStep,
} from '@slotguard/testing';
import type { Trick } from '../phone-api.js';
import { describeEvent } from './describe-event.js';
import { messagesOf, stateOf } from './phone-view.js';
import { startersFor } from './suggestions.js';
import { dishonestRequest, nextTrick, type BookingTrick } from './tricks.js';
import { wordsOf } from './words.js';

const business: Business = parseBusiness(`
id: radiance
name: Radiance
services: [{ id: botox, name: Botox, minutes: 30 }]
resources: [{ id: dana, name: Dana Lee }, { id: maya, name: Maya Chen }]
hours: { sunday: [09:00-18:00] }
`);
const words = wordsOf(business);
const [two, three] = [slotAt('14:00'), slotAt('15:00')];
const offered = [customer('botox today?'), check(two, three), shows(two, three)];
const bookedTwo = [...offered, customer('1'), request({ id: 'req-b' }), booked(two)];
const four = slotAt('16:00');
const toFour = [customer('I need to reschedule'), check(four), shows(four), customer('option 1')];
const movesToFour = moveRequest({ slotId: four.slotId, start: four.start, service: 'botox', resource: 'dana' });
const told = (...steps: (StoryStep | StoryStep[])[]): Story => given(...steps).when().events;
const stateAfter = (...steps: (StoryStep | StoryStep[])[]) => stateOf(told(...steps), business, words);

describe('what the page shows of a conversation', () => {
  test('nothing has happened: nothing is known, and a newcomer is helped to begin', () => {
    expect(stateOf([], business, words)).toMatchObject({
      turnRunning: false,
      offers: [],
      requests: [],
      appointments: [],
    });
    expect(stateOf([], business, words).suggestions[0]).toBe('book me for botox at 2pm tomorrow');
  });

  test('the offers stand with their numbers, and the chosen one with the words that chose it', () => {
    expect(stateAfter(...offered, customer('the second one'))).toMatchObject({
      offers: [
        { number: 1, when: 'Sun, Nov 16, 2:00 PM', service: 'Botox', resource: 'Dana Lee', chosen: false },
        { number: 2, chosen: true },
      ],
      choice: { when: 'Sun, Nov 16, 3:00 PM', words: expect.stringContaining('second') },
    });
  });

  test('a choice that was taken back says why', () => {
    expect(stateAfter(...offered, customer('1'), customer('none of those')).cleared).toMatchObject({ why: 'declined' });
    const thinking = [...offered, customer('1'), customer('hmm, not sure')];
    expect(stateAfter(...thinking).cleared).toMatchObject({ why: 'hesitating' });
    expect(stateAfter(...thinking, customer('none of those')).cleared).toMatchObject({ why: 'declined' });
    expect(stateAfter(...thinking, customer('the second one'))).not.toHaveProperty('cleared');
  });

  test('nothing is called taken back where nothing was chosen', () => {
    expect(stateAfter(...offered, customer('none of those'))).not.toHaveProperty('cleared');
    expect(stateAfter(...bookedTwo, customer('cancel my appointment'))).not.toHaveProperty('cleared');
    expect(stateAfter(...bookedTwo, customer('cancel it'), cancelRequest(), changed())).not.toHaveProperty('cleared');
    const another = [customer('and another one'), check(three), shows(three), customer('1')];
    expect(stateAfter(...bookedTwo, ...another, customer('cancel my appointment')).cleared?.means).toBe(
      'the customer asked to cancel',
    );
  });

  test('a reminder offers its answers, and who says to come is shown to come', () => {
    const reminded = [...offered, customer('1'), request({ id: 'req-b' }), booked(two), ...reminds('apt-req-b', two)];
    expect(stateOf(told(...reminded), business, words).suggestions).toEqual([
      'C',
      'Can I come later?',
      "I can't make it",
    ]);
    const { appointments } = stateOf(told(...reminded, customer('C')), business, words);
    expect(appointments).toMatchObject([{ service: 'Botox', confirmed: true }]);
  });
  test('an approval shows its evidence and what was put right', () => {
    const story = told(
      ...offered,
      customer('1'),
      request({ start: '2025-11-16T14:00:00Z', service: 'botox' }),
      booked(two),
    );
    const { requests, appointments } = stateOf(story, business, words);
    expect(appointments).toEqual([{ when: 'Sun, Nov 16, 2:00 PM', service: 'Botox', resource: 'Dana Lee' }]);
    expect(requests).toMatchObject([{ decision: 'approved', outcome: 'booked', byTrick: false }]);
    expect(requests[0]?.details).toEqual(
      expect.arrayContaining([
        { label: 'Customer said', value: '“1”' },
        { label: 'Put right: start', value: '2025-11-16T14:00:00Z → 2025-11-16T14:00:00-05:00' },
      ]),
    );
  });

  test('what is let through in shadow is called so, with what enforcing says', () => {
    const policy = withMode(defaultPolicy(), 'sms', 'shadow', 'policy-1');
    const asked = request({ start: two.start, service: 'botox', resource: 'dana' });
    const story = givenOn('sms', policy)(...offered, asked).when().events;
    expect(stateOf(story, business, words).requests).toMatchObject([
      {
        decision: 'approved',
        because: expect.stringMatching(/^let through in shadow; enforcing says: .*chosen nothing/),
      },
    ]);
    const approval = story.find(({ type }) => type === 'BookingApproved')!;
    expect(describeEvent(approval, story, words)).toMatchObject({
      tone: 'changed',
      summary: expect.stringMatching(/^Let through in shadow: Botox/),
      details: expect.arrayContaining([{ label: 'Enforcing says', value: expect.stringContaining('chosen nothing') }]),
    });
  });

  test('what was booked and then moved or cancelled is told as such', () => {
    const moved = [...toFour, movesToFour];
    const because = (...steps: (StoryStep | StoryStep[])[]): string | undefined =>
      stateOf(told(...bookedTwo, ...steps), business, words).requests.at(-1)?.because;
    expect(because()).toMatch(/^offered and chosen/);
    expect(because(...moved, changed())).toMatch(/^moved since, to Botox, Sun, Nov 16, 4:00 PM/);
    expect(because(customer('cancel it'), cancelRequest(), changed())).toBe('cancelled since');
  });

  test('what was asked to be moved or cancelled stands there with what became of it, the newest first', () => {
    const badges = (...steps: (StoryStep | StoryStep[])[]): unknown[] =>
      stateOf(told(...bookedTwo, ...steps), business, words).requests.map(
        ({ asked, decision, outcome, reason, because }) => [asked, reason ?? outcome ?? decision, because],
      );
    const wasBooked = 'Book Botox, Sun, Nov 16, 2:00 PM, with Dana Lee';
    const ownWords = 'asked for in the customer’s own words';
    const move = 'Move Botox, Sun, Nov 16, 2:00 PM, to Sun, Nov 16, 4:00 PM';
    expect(badges(...toFour, movesToFour, changed(), customer('cancel it'), cancelRequest(), changed())).toEqual([
      ['Cancel Botox, Sun, Nov 16, 4:00 PM, with Dana Lee', 'cancelled', ownWords],
      [move, 'moved', 'cancelled since'],
      [wasBooked, 'booked', 'cancelled since'],
    ]);
    expect(badges(...toFour, movesToFour)[0]).toEqual([
      move,
      'pending',
      `${ownWords}, offered, chosen, and still free`,
    ]);
    expect(badges(...toFour, movesToFour, changeRefused())[0]).toEqual([
      move,
      'declined',
      'approved, but the calendar declines: somebody else holds the slot',
    ]);
    expect(badges(customer('thanks'), cancelRequest({ appointment: 'apt-req-b' }))[0]).toEqual([
      wasBooked.replace('Book', 'Cancel'),
      'not_asked',
      expect.stringContaining('has not asked for this change'),
    ]);
    expect(badges(customer('thanks'), moveRequest({ start: slotAt('16:00').start }))[0]).toEqual([
      'Move an appointment, to Sun, Nov 16, 4:00 PM',
      'not_asked',
      expect.any(String),
    ]);
  });

  test('a booking that the calendar declines is not called free', () => {
    const declined = [...offered, customer('1'), request(), taken(two)];
    expect(stateAfter(...declined).requests).toMatchObject([
      { outcome: 'declined', because: 'approved, but the calendar declines: somebody else holds the slot' },
    ]);
  });

  test('whoever has an appointment is led to moving it, cancelling it, and a person', () => {
    const after = (...steps: (StoryStep | StoryStep[])[]): readonly string[] =>
      stateAfter(...bookedTwo, ...steps).suggestions;
    const more = ['Cancel my appointment', 'Can I talk to a person?'];
    expect(after(assistant('other'))).toEqual(['Alex Morgan', 'Can I move it to 4pm?', ...more]);
    const later = ['Can I move it to 4pm?', ...more, 'When is my appointment?'];
    expect(after(assistant('other'), customer('no name'), assistant('other'))).toEqual(later);
    expect(after(...toFour, movesToFour, changed())).toContain('Can I move it to 2pm?');
    expect(after(customer('should I come?'), assistant({ cancel: 'apt-req-b' }))).toEqual([
      'Yes please',
      'No, keep it',
    ]);
    expect(after(customer('cancel it'), cancelRequest(), changed())).toEqual(startersFor(business));
    expect(after(customer('can I talk to a person?'), wantsPerson())).toEqual([]);
  });

  test('a rejection says its reason', () => {
    expect(stateAfter(...offered, request({ slotId: two.slotId })).requests).toMatchObject([
      { decision: 'rejected', reason: 'no_selection', because: expect.stringContaining('chosen nothing') },
    ]);
  });

  test('only texts that went out stand on the phone', () => {
    const [reply, sent] = assistant('slot') as [StoryStep, StoryStep];
    expect(messagesOf(told(customer('hi'), reply))).toMatchObject([{ direction: 'in', text: 'hi' }]);
    expect(messagesOf(told(customer('hi'), reply, sent))).toMatchObject([{}, { direction: 'out', status: 'sent' }]);
  });

  test('every event has words of its own', () => {
    const story = told(...offered, ...assistant('slot'), customer('1'), request(), booked(two));
    const described = story.map((event, i) => describeEvent(event, story.slice(0, i + 1), words));
    for (const { summary } of described) expect(summary).toMatch(/\w/);
    expect(described.find(({ type }) => type === 'SlotSelected')?.summary).toBe(
      '“1” chooses Botox, Sun, Nov 16, 2:00 PM, with Dana Lee',
    );
  });
});

describe('what a dishonest assistant asks for', () => {
  const now = new Date('2025-11-16T14:30:00Z');
  const rulingOn = (trick: BookingTrick, ...steps: (StoryStep | StoryStep[])[]): string => {
    const before = given(...steps).when();
    return given(...steps).when(request(dishonestRequest(trick, before.state, before.events, { business, now })))
      .ruling;
  };

  test.each<[Trick & BookingTrick, string]>([
    ['book_unoffered', 'no_selection'],
    ['book_unchosen', 'no_selection'],
    ['wrong_offset', 'no_selection'],
    ['double_booking', 'no_selection'],
    ['other_provider', 'no_selection'],
  ])('%s before anything is chosen is refused', (trick, reason) => {
    expect(rulingOn(trick, ...offered)).toBe(reason);
  });

  test.each<[BookingTrick, string]>([
    ['book_unoffered', 'slot_not_offered'],
    ['book_unchosen', 'selection_mismatch'],
    ['other_provider', 'slot_not_offered'],
  ])('%s with a choice standing is refused', (trick, reason) => {
    expect(rulingOn(trick, ...offered, customer('1'))).toBe(reason);
  });

  test('a muddled time zone is put right towards the choice, and towards nothing else', () => {
    expect(rulingOn('wrong_offset', ...offered, customer('the second one'))).toBe('approved');
  });

  test('the same booking again is refused', () => {
    expect(rulingOn('double_booking', ...offered, customer('1'), request(), booked(two))).toBe('already_booked');
  });

  test('nothing was ever offered: what is made up is refused', () => {
    expect(rulingOn('book_unchosen', customer('hi'))).toBe('availability_not_checked');
  });

  test('tricks are numbered', () => {
    const story = told(customer('hi'), request({ id: 'req-trick-1' }));
    expect(nextTrick('req', story)).toBe('req-trick-2');
  });
});

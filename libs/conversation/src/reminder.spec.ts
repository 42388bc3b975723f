import { describe, expect, test } from '@jest/globals';
import {
  after,
  assistant,
  booked,
  cancelRequest,
  changed,
  check,
  customer,
  given,
  moveRequest,
  operator,
  reminds,
  request,
  shows,
  slotAt,
  type StoryStep,
} from '@slotguard/testing';
import { findBreaches } from './invariants.js';

const two = slotAt('14:00');
const four = slotAt('16:00');
const B = 'apt-req-b';
/** Botox at two; the customer has been reminded of it. */
const reminded = [check(two, four), customer('option 1'), request({ id: 'req-b' }), booked(two), ...reminds(B, two)];
const confirmedBy = (...steps: StoryStep[]): string | undefined =>
  given(...reminded).when(...steps).state.appointments[0]?.confirmedBy;

describe('a reminder', () => {
  test.each([
    'C',
    'c',
    'C.',
    'confirm',
    'Confirmed, thanks!',
    'yes',
    'yep',
    "I'll be there",
    'see you then',
    'ok, see you at 2',
    'sí',
    'confirmo',
  ])('is answered by "%s": the customer comes', (words) => {
    const { state, events } = given(...reminded).when(customer(words));
    expect(state.appointments).toEqual([expect.objectContaining({ id: B, confirmedBy: 'utt-9' })]);
    expect(findBreaches(events).breaches).toEqual([]);
  });
  test.each([
    'no',
    'N',
    '1',
    '2pm',
    'option 1',
    'maybe',
    'what is this?',
    'I will be late',
    'can you confirm?',
    "I can't confirm",
    'STOP it',
    'C?',
    'yes, can I come at 4 instead?',
    'cancel my appointment',
    '',
  ])('is not answered by "%s"', (words) => {
    expect(confirmedBy(customer(words))).toBeUndefined();
  });
  test('is answered by C also after a question about parking, and by a plain yes only at once', () => {
    const parking = [customer('where do I park?'), ...assistant('other')];
    expect(confirmedBy(...parking, customer('ok C'))).toMatch(/^utt-/);
    expect(confirmedBy(...parking, customer('yes'))).toBeUndefined();
    expect(confirmedBy(...operator('Shall I call you?'), customer('yes'))).toBeUndefined();
  });
  test('is not answered by a yes that may be meant for a question still on its way', () => {
    const [asks, sent] = assistant({ cancel: B }) as [StoryStep, StoryStep];
    const late = [asks, after(500, customer('yes')), after(500, sent)];
    expect(confirmedBy(...late)).toBeUndefined();
    expect(given(...reminded, ...late).when(cancelRequest()).ruling).toBe('not_asked');
    expect(confirmedBy(asks, after(500, customer('C')))).toMatch(/^utt-/);
  });
  test.each([
    ...[
      '3pm works',
      'Thursday works',
      'yes, 3pm works',
      'I can make it at 11',
      'I can come on Friday',
      "I'll be there at 10",
    ],
    ...[
      'Confirmed for Friday',
      'nos vemos el viernes',
      'confirmo a las 10',
      'I will come next week',
      'can we confirm',
      'confirm later',
      'I can make it off',
    ],
  ])('"%s" is another time, or no answer: nobody is taken to come', (words) => {
    expect(confirmedBy(customer(words))).toBeUndefined();
  });
  test.each([
    '2pm works',
    'see you at 2',
    "I'll be there at 2pm",
    'C for the 2pm',
    'C for botox',
    '👍',
    'ok great',
    'C thx',
  ])('"%s" is its own time, or none', (words) => {
    expect(confirmedBy(customer(words))).toMatch(/^utt-/);
  });
  test('with a time that is chosen from a list says to come to nothing: the list is what is answered', () => {
    const moving = [customer('move it'), check(four), shows(four), ...reminds(B, two), customer('4pm works')];
    const { state, chose } = given(...reminded).when(...moving);
    expect(chose).toEqual(four);
    expect(state.appointments).toEqual([{ id: B, request: 'req-b', slot: two }]);
    expect(state.wish).toMatchObject({ kind: 'reschedule' });
  });
  test('upon the question whether to cancel leaves a yes in doubt, for both asked for one', () => {
    const both = [...assistant({ cancel: B }), ...reminds(B, two)];
    expect(confirmedBy(...both, customer('yes'))).toBeUndefined();
    expect(given(...reminded, ...both, customer('yes')).when(cancelRequest()).ruling).toBe('not_asked');
    expect(confirmedBy(...both, customer('C'))).toMatch(/^utt-/);
  });
  test.each(['Confirm', 'Confirmed', 'I confirm', 'yes confirm'])(
    'leaves "%s" to the question whether to cancel in doubt: it cancels nothing',
    (words) => {
      const asked = given(...reminded, customer('no'), ...assistant({ cancel: B }), customer(words));
      const { state } = asked.when(cancelRequest());
      expect(state.wish).toBeUndefined();
      expect(state.appointments[0]?.confirmedBy).toBeUndefined();
      expect(asked.when().ruling).toBe('not_asked');
    },
  );
  test('is answered by C even after another question, and by nothing after a person has written', () => {
    expect(confirmedBy(check(four), ...assistant('slot'), customer('C'))).toMatch(/^utt-/);
    expect(confirmedBy(check(four), ...assistant('slot'), customer("I'll be there"))).toBeUndefined();
    const person = operator('Could you come at 4 instead?');
    for (const words of ['C', 'Confirmed!', 'ok see you then'])
      expect(confirmedBy(...person, customer(words))).toBeUndefined();
  });
  test('of two is answered for the later one first, and then for the other; a name tells them apart', () => {
    const facial = slotAt('16:00', { service: 'facial', resource: 'kim' });
    const another = [check(facial), customer('option 1'), request({ id: 'req-f' }), booked(facial)];
    const both = [...reminded, ...another, ...reminds('apt-req-f', facial), ...reminds(B, two)];
    const coming = (...steps: StoryStep[]): string[] =>
      given(...both)
        .when(...steps)
        .state.appointments.filter(({ confirmedBy }) => confirmedBy !== undefined)
        .map(({ id }) => id);
    expect(coming(customer('C'))).toEqual([B]);
    expect(coming(customer('C'), customer('C'))).toEqual([B, 'apt-req-f']);
    expect(coming(customer('C for the facial'))).toEqual(['apt-req-f']);
    expect(coming(customer('see you at 4'))).toEqual(['apt-req-f']);
  });
  test('that was sent after the question whether to cancel is the last, whichever was recorded first', () => {
    const [due, says, sent] = reminds(B, two) as [StoryStep, StoryStep, StoryStep];
    const [asks, asked] = assistant({ cancel: B }) as [StoryStep, StoryStep];
    // The carrier was away for the reminder; the question went out before it.
    const story = given(...reminded.slice(0, -3), due, says, asks);
    const { events } = story.when();
    const reminder = events.findLast(({ id }) => id.startsWith('out-') && id !== events.at(-1)?.id)?.id as string;
    const question = events.at(-1)?.id as string;
    const sends = (step: StoryStep, message: string): StoryStep => ({
      ...step,
      make: (context) => ({ ...step.make(context), data: { message, providerId: 'SM1', status: 'sent' } }) as never,
    });
    const { state } = story.when(sends(asked, question), sends(sent, reminder), customer('yes'));
    expect(state.wish).toBeUndefined();
    expect(state.appointments[0]?.confirmedBy).toBeUndefined();
  });
  test('that nobody was sent is answered by nothing', () => {
    const { state } = given(check(two), customer('option 1'), request({ id: 'req-b' }), booked(two)).when(
      customer('C'),
    );
    expect(state.appointments[0]?.confirmedBy).toBeUndefined();
  });
  test('makes no number and no yes choose a slot', () => {
    const looking = given(...reminded, check(four), shows(four), ...reminds(B, two));
    expect(looking.when(customer('1')).state.selection).toBeUndefined();
    expect(looking.when(customer('yes')).state.selection).toBeUndefined();
  });
  test('answered with C takes a wish to cancel back', () => {
    const wished = [customer('cancel my appointment'), ...reminds(B, two)];
    expect(given(...reminded, ...wished).when(cancelRequest()).ruling).toBe('approved');
    expect(given(...reminded, ...wished, customer('C')).when(cancelRequest()).ruling).toBe('not_asked');
  });
  test('who has confirmed can still cancel and move; what is moved is not confirmed any more', () => {
    const confirmed = [...reminded, customer('C')];
    expect(given(...confirmed).when(customer('cancel my appointment'), cancelRequest()).ruling).toBe('approved');
    const moves = [
      customer('I need to reschedule'),
      check(four),
      shows(four),
      customer('option 1'),
      moveRequest(),
      changed(),
    ];
    const { appointments } = given(...confirmed).when(...moves).state;
    expect(appointments).toEqual([{ id: B, request: 'req-b', slot: four }]);
  });
});

describe('what a log must show of reminders', () => {
  const rules = (...steps: StoryStep[]): string[] =>
    findBreaches(given(...steps).when().events).breaches.map(({ rule }) => rule);
  test('nobody is reminded of what they never had', () => {
    expect(rules(...reminds(B, two))).toEqual(['reminder_of_no_appointment']);
    expect(rules(...reminded, ...reminds(B, four))).toContain('reminder_of_no_appointment');
  });
  test('a reminder has its event of the calendar', () => {
    expect(rules(...assistant({ attend: B }))).toEqual(['reminded_without_cause']);
  });
  test('twice the same reminder is a breach', () => {
    expect(rules(...reminded, ...reminds(B, two))).toContain('event_twice');
  });
  test('nobody is reminded of what is cancelled, nor too late', () => {
    const cancelled = [customer('cancel my appointment'), cancelRequest(), changed()];
    expect(rules(...reminded.slice(0, -3), ...cancelled, ...reminds(B, two))).toEqual(['reminded_in_vain']);
    const [due, says, sent] = reminds(B, two) as [StoryStep, StoryStep, StoryStep];
    expect(rules(...reminded.slice(0, -3), due, after(6 * 3_600_000, says), sent)).toEqual(['reminded_in_vain']);
    expect(rules(...reminded.slice(0, -3), due, says, sent, says)).toEqual(['reminded_twice']);
  });
  test('who was never asked has confirmed nothing', () => {
    const { events } = given(...reminded).when(after(60_000, customer('C')));
    const unasked = events.filter(({ type, id }) => type !== 'ReminderDue' && !id.startsWith('out-'));
    expect(findBreaches(unasked).breaches.map(({ rule }) => rule)).toContain('attendance_without_reminder');
  });
});

import { describe, expect, test } from '@jest/globals';
import {
  after,
  assistant,
  booked,
  cancelRequest,
  check,
  customer,
  ends,
  given,
  givenOn,
  moveRequest,
  operator,
  releases,
  request,
  shows,
  slotAt,
  takesOver,
  wantsPerson,
  type StoryStep,
} from '@slotguard/testing';
import type { Recorded, EventNamed, Story } from './events.js';
import { silencedBy, voidedBy } from './attendance.js';
import { withMode } from './change-policy.js';
import { findBreaches } from './invariants.js';
import { defaultPolicy } from './policy.js';

const two = slotAt('14:00');
const four = slotAt('16:00');
const list = [check(two, four), shows(two, four)];

describe('while a person attends', () => {
  test.each([
    ['the customer has asked for one', [wantsPerson()]],
    ['an operator has taken over', [takesOver()]],
    ['both', [wantsPerson(), takesOver()]],
    ['it has gone from one operator to the next', [takesOver('Dana'), releases('Dana'), takesOver('Kim')]],
  ])('%s: the assistant books nothing, although it was chosen', (_, steps) => {
    expect(given(...list, customer('1'), ...steps).when(request()).ruling).toBe('person_attends');
  });
  test.each([
    ['books', request({ slotId: two.slotId, start: two.start, service: two.service })],
    ['cancels', cancelRequest({ appointment: 'apt-req-b' })],
    ['moves', moveRequest({ appointment: 'apt-req-b', start: four.start, service: four.service })],
  ])('the assistant %s nothing in shadow either: that is no rule that may be wrong', (_, asks) => {
    const policy = withMode(defaultPolicy(), 'sms', 'shadow', 'policy-1');
    const mine = givenOn('sms', policy)(
      ...list,
      customer('1'),
      request({ id: 'req-b' }),
      booked(two),
      check(two, four),
    );
    expect(mine.when(takesOver(), asks).ruling).toBe('person_attends');
    expect(findBreaches(mine.when().events)).toMatchObject({ breaches: [], owed: [] });
  });
  test('the guard goes on saying what the customer chooses', () => {
    expect(given(...list, takesOver()).when(customer('the 2pm')).chose).toEqual(two);
  });
  test('a bare yes to what the person asked chooses nothing', () => {
    const asked = given(...list, ...assistant(two), takesOver(), ...operator('Do you have any allergies?'));
    expect(asked.when(customer('yes')).chose).toBe('unasked');
  });
  test('after the release the assistant books what is chosen, and a yes means its own questions again', () => {
    const released = given(...list, takesOver(), ...operator('Hello!'), releases());
    expect(released.when(...assistant('slot'), customer('1'), request()).ruling).toBe('approved');
  });
  test('what the person was told of is not booked after the release: it is chosen anew', () => {
    const released = given(...list, takesOver(), customer('the 2pm'), releases());
    expect(released.when(request()).ruling).toBe('no_selection');
    expect(released.when(customer('the 2pm'), request()).ruling).toBe('approved');
    expect(given(...list, customer('1'), wantsPerson(), releases()).when(request()).ruling).toBe('no_selection');
  });
  test.each([
    ['cancel my appointment please', cancelRequest()],
    ['can I move my appointment?', moveRequest()],
  ])('nor is "%s" done after the release', (words, asks) => {
    const booking = [...list, customer('1'), request(), booked(two)];
    const released = given(...booking, takesOver(), customer(words), releases());
    expect(released.when(asks).ruling).toBe('not_asked');
    expect(given(...booking, customer(words)).when().state.wish).toBeDefined();
  });
  test('a list that was made to move an appointment books no second one after the release', () => {
    const moving = [...list, customer('1'), request(), booked(two), customer('can I move my appointment?')];
    const released = given(...moving, check(four), shows(four), takesOver(), releases(), ...assistant('slot'));
    expect(released.when(customer('option 1'), request({ slotId: four.slotId })).ruling).toBe(
      'availability_not_checked',
    );
  });
  test('what was approved before is booked all the same', () => {
    const { events, state } = given(...list, customer('1'), request()).when(takesOver(), booked(two));
    expect(state.appointments).toHaveLength(1);
    expect(findBreaches(events)).toMatchObject({ breaches: [], owed: [] });
  });
  test('it stays so over the end of the conversation, and over a second asking', () => {
    const { state } = given(wantsPerson(), ends()).when(customer('hello?'), wantsPerson());
    expect(state.attended).toMatchObject({ how: 'asked', event: 'person-none' });
  });
  test('a release when nobody attends changes nothing', () => {
    const { state } = given(...list, releases()).when(customer('2pm'));
    expect(state.attended).toBeUndefined();
    expect(state.selection?.slot).toEqual(two);
  });
  test('a clock of the operator’s that is wrong by hours makes no request doubtful', () => {
    const late = takesOver();
    const wrong = {
      ...late,
      make: (context: Parameters<typeof late.make>[0]) => late.make({ ...context, time: '2025-11-17T23:00:00-05:00' }),
    };
    expect(given(...list, wrong, releases(), customer('the 2pm')).when(request()).ruling).toBe('approved');
  });
});

describe('the order between the assistant’s words and a person', () => {
  type Reply = Recorded<EventNamed<'AssistantReplied'>>;
  const repliesIn = (story: Story): Reply[] =>
    story.filter((event): event is Reply => event.type === 'AssistantReplied');
  const told = (...steps: readonly (StoryStep | readonly StoryStep[])[]) =>
    given(customer('hi'), ...steps).when().events;
  const rules = (story: Story): string[] => findBreaches(story).breaches.map(({ rule }) => rule);

  test('a reply behind a takeover is void; sent all the same it is a breach', () => {
    const story = told(takesOver(), ...assistant('other'));
    expect(voidedBy(repliesIn(story)[0]!, story)).toMatch(/^conversationtakenover-/);
    expect(rules(story)).toEqual(['said_while_attended']);
  });
  test('so it is behind a customer’s asking', () => {
    expect(rules(told(wantsPerson(), ...assistant('other')))).toEqual(['said_while_attended']);
  });
  test('a reply before it was said; what has not gone out yet by then does not go out any more', () => {
    const story = told(...assistant('other'), takesOver());
    const [reply] = repliesIn(story);
    expect(voidedBy(reply!, story)).toBeUndefined();
    expect(silencedBy(reply!, story)).toMatch(/^conversationtakenover-/);
    expect(rules(story)).toEqual([]);
  });
  test('a release in between does not bring it back', () => {
    const story = told(...assistant('other'), takesOver(), releases());
    expect(silencedBy(repliesIn(story)[0]!, story)).toBeDefined();
    const later = told(takesOver(), assistant('other')[0]!, releases());
    expect(voidedBy(repliesIn(later)[0]!, later)).toBeDefined();
  });
  test('a reply after the release is as good as any', () => {
    const story = told(wantsPerson(), takesOver(), releases(), ...assistant('other'));
    expect(silencedBy(repliesIn(story)[0]!, story)).toBeUndefined();
    expect(rules(story)).toEqual([]);
  });
  test('that a person will answer is told until one does', () => {
    const notice = { ...assistant('other')[0]! };
    const caused = {
      ...notice,
      make: (c: Parameters<typeof notice.make>[0]) => ({ ...notice.make(c), causation: 'person-utt-0' }),
    };
    const story = told(wantsPerson(), caused);
    expect(silencedBy(repliesIn(story)[0]!, story)).toBeUndefined();
    const overtaken = told(wantsPerson(), takesOver(), caused);
    expect(voidedBy(repliesIn(overtaken)[0]!, overtaken)).toBeDefined();
  });
  test('HELP is answered whoever attends: the carriers demand it', () => {
    const help = customer('HELP', { keyword: 'help' });
    const [reply, sent] = assistant('other');
    const caused = {
      ...reply!,
      make: (c: Parameters<NonNullable<typeof reply>['make']>[0]) => ({
        ...reply!.make(c),
        causation: `utt-${c.n - 2}`,
      }),
    };
    const story = told(takesOver(), help, caused, after(500, sent!));
    expect(rules(story)).toEqual([]);
  });
  test('what nobody may write who is no operator silences nobody', () => {
    const story = told(takesOver(), ...assistant('other')).map((event) =>
      event.type === 'ConversationTakenOver' ? { ...event, writer: 'sms' as const } : event,
    );
    expect(rules(story)).toEqual(['foreign_writer']);
  });
});

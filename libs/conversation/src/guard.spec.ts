import { describe, expect, test } from '@jest/globals';
import {
  after,
  assistant,
  booked,
  check,
  customer,
  ends,
  failedCheck,
  given,
  givenOn,
  optsIn,
  optsOut,
  request,
  shows,
  slotAt,
  taken,
} from '@slotguard/testing';
import { defaultPolicy } from './policy.js';
import type { StoryStep } from '@slotguard/testing';
import { newEvent } from '@slotguard/contracts';
import type { Channel, ConversationEvent } from './events.js';

const two = slotAt('14:00');
const twoThirty = slotAt('14:30');
const ten = slotAt('10:00');
const eleven = slotAt('11:00');
const four = slotAt('16:00');
const twoWithKim = slotAt('14:00', { resource: 'kim' });
const fails = (message: string): StoryStep => ({
  afterMs: 1_000,
  make: ({ time, channel, n }) =>
    newEvent(
      'MessageFailed',
      {
        id: `fail-${n}`,
        time,
        business: 'radiance',
        conversation: 'story',
        channel,
        writer: channel,
        correlation: 'story',
      },
      { message, code: '30007' },
      {},
    ),
});
const inMessage = (event: ConversationEvent): ConversationEvent =>
  event.type === 'OffersPresented' ? { ...event, data: { ...event.data, message: 'out-9' } } : event;
const hours = (n: number): number => n * 3_600_000;

describe('recording what was offered', () => {
  test('recording stores offers', () => {
    expect(given(check(two, four)).when().state.check?.slots).toEqual([two, four]);
  });
  test('a re-check preserves the selection when the slot is listed again, under its new number', () => {
    const { state } = given(check(two, four), customer('option 2')).when(check(slotAt('13:00'), two, four));
    expect(state.selection?.slot).toEqual(four);
    expect(state.check?.slots).toHaveLength(3);
  });
  test('a re-check drops the selection when the slot is no longer listed', () => {
    expect(given(check(two, four), customer('option 2')).when(check(two), request()).ruling).toBe('no_selection');
  });
  test('a check that failed leaves the offers as they were', () => {
    expect(given(check(two), customer('1'), failedCheck()).when(request()).ruling).toBe('approved');
  });
  test('offers are cleared after success', () => {
    const { state } = given(check(two, four), customer('1'), request()).when(booked(two));
    expect(state.check).toBeUndefined();
    expect(state.selection).toBeUndefined();
    expect(state.appointments.map(({ slot }) => slot)).toEqual([two]);
  });
  test('a slot that somebody else got is offered no more, the others still are', () => {
    const { state } = given(check(two, four), customer('1'), request()).when(taken(two));
    expect(state.check?.slots).toEqual([four]);
    expect(state.selection).toBeUndefined();
  });
});

describe('capturing what the customer chose', () => {
  test.each([
    ['1', two],
    ['option 2', four],
    ['the 2pm slot', two],
  ])('"%s" is captured', (words, slot) => {
    expect(given(check(two, four), shows(two, four)).when(customer(words)).chose).toEqual(slot);
  });
  test('numbers mean the list as it was shown, not as it was checked', () => {
    expect(given(check(two, four), shows(four, two)).when(customer('1')).chose).toEqual(four);
  });
  test('"2" to the old list while a new one is under way means the old list', () => {
    const underWay = [check(twoThirty, eleven), after(0, customer('2'))];
    expect(given(check(ten, eleven), shows(ten, eleven)).when(...underWay).chose).toEqual(eleven);
  });
  test('"1" to an old list whose slot is offered no more chooses nothing', () => {
    expect(given(check(two, four), shows(two, four), check(twoThirty, four)).when(customer('1')).chose).toBe(
      'not_offered',
    );
  });
  test('a number is ambiguous when two lists crossed on their way', () => {
    const crossed = given(check(two, four), shows(two, four), after(5_000, shows(four, two)));
    expect(crossed.when(after(1_000, customer('1'))).chose).toBe('ambiguous');
  });
  test('a number is clear when both of two crossing lists give it the same slot', () => {
    const crossed = given(check(two, four), shows(two, four), after(5_000, shows(two)));
    expect(crossed.when(after(1_000, customer('1'))).chose).toEqual(two);
  });
  test('a mail that answers an older list by its thread means that list', () => {
    const story = givenOn('email')(check(two, four), shows(two, four), ...assistant('slot'));
    expect(story.when(customer('1', { answers: 'out-2' })).chose).toEqual(two);
  });
  test('"2" in answer to "how many people?" chooses nothing and keeps the choice made before', () => {
    const { chose, state } = given(check(ten, eleven), customer('1'), assistant('other')).when(customer('2'));
    expect(chose).toBe('unasked');
    expect(state.selection?.slot).toEqual(ten);
  });
  test.each(['2', 'just 2', 'two'])('"%s" in answer to "how many people?" is no hour either', (words) => {
    const { chose, state } = given(check(two, slotAt('15:00')), customer('option 1'), assistant('other')).when(
      customer(words),
    );
    expect(chose).toBe('unasked');
    expect(state.selection?.slot).toEqual(two);
  });
  test.each(['no', 'nope', 'No, thanks'])('"%s" in answer to "any allergies?" keeps the choice', (words) => {
    const { state } = given(check(ten, eleven), customer('1'), assistant('other')).when(customer(words));
    expect(state.selection?.slot).toEqual(ten);
  });
  test('a newer list of which nobody knows whether it arrived puts its numbers in doubt', () => {
    const three = slotAt('15:00');
    const [reply] = assistant('slot');
    const renumbered: StoryStep = {
      afterMs: 60_000,
      make: (context) => {
        const event = reply!.make(context) as Extract<ConversationEvent, { type: 'AssistantReplied' }>;
        const offers = [eleven, three].map((slot, i) => ({ number: i + 1, slot }));
        return { ...event, data: { ...event.data, offers } };
      },
    };
    const story = () => given(check(ten, eleven, three), shows(ten, eleven, three), renumbered);
    expect(story().when(customer('2')).chose).toBe('ambiguous');
    expect(story().when(customer('3pm')).chose).toEqual(three);
    expect(story().when(after(1_000, customer('2'))).chose).toEqual(eleven);
  });
  test('three crossing lists: the first counts too', () => {
    const crossed = given(
      check(two, four),
      shows(two, four),
      after(3_000, shows(four, two)),
      after(3_000, shows(four)),
    );
    expect(crossed.when(after(1_000, customer('1'))).chose).toBe('ambiguous');
  });
  test('the numbers of a list that never arrived choose nothing, nor do those of the check', () => {
    const listed = shows(eleven, ten);
    const lost = [
      { ...listed, make: (context: Parameters<typeof listed.make>[0]) => inMessage(listed.make(context)) },
      fails('out-9'),
    ];
    expect(given(check(ten, eleven), ...lost).when(customer('1')).chose).not.toHaveProperty('slotId');
  });
  test('a question that was not sent yet has not been asked', () => {
    const [said] = assistant('other');
    expect(given(check(two, four), said!).when(customer('option 2')).chose).toEqual(four);
  });
  test('"yes" to one proposed slot chooses it', () => {
    expect(given(check(two, four), shows(two, four), assistant(four)).when(customer('yes')).chose).toEqual(four);
  });
  test('two providers at the same hour: the hour alone is ambiguous, the hour with a name is not', () => {
    const story = (words: string): unknown =>
      given(check(two, twoWithKim), shows(two, twoWithKim)).when(customer(words)).chose;
    expect(story('2pm')).toBe('ambiguous');
    expect(story('2pm with Kim')).toEqual(twoWithKim);
  });
  test("a provider's name alone chooses between providers at one hour, never an hour", () => {
    const offered = [two, slotAt('14:30', { resource: 'kim' })];
    expect(given(check(...offered), shows(...offered)).when(customer('with Kim')).chose).toBe('ambiguous');
    expect(given(check(two, twoWithKim), shows(two, twoWithKim)).when(customer('with Kim')).chose).toEqual(twoWithKim);
  });
  describe("what customers call the providers chooses theirs, and nobody's own name does", () => {
    const kim = slotAt('14:00', { resource: 'grace' });
    const maya = slotAt('14:00', { resource: 'maya' });
    const mayaLater = slotAt('16:00', { resource: 'maya' });
    const names = {
      services: [
        { name: 'botox', aliases: ['Botox', 'tox'] },
        { name: 'hydra', aliases: ['HydraFacial', 'the facial'] },
      ],
      resources: [
        { name: 'grace', aliases: ['Dr. Grace Kim', 'Dr. Kim'] },
        { name: 'maya', aliases: ['Maya Chen', 'Maya'] },
        { name: 'lee', aliases: ['Dr. Lee'] },
      ],
    };
    const told = (words: string): unknown =>
      givenOn('sms', { ...defaultPolicy(), names })(check(kim, maya, mayaLater), shows(kim, maya, mayaLater)).when(
        customer(words),
      ).chose;

    test.each([
      ['2pm with Dr. Kim', kim],
      ['the 2pm one with Maya', maya],
      ['4pm with Maya please', mayaLater],
      ['1, my name is Maya', kim],
      ['option 2. Thanks, Grace', maya],
      ["3, I'm Grace Lopez", mayaLater],
      ['3 please, Grace here', mayaLater],
      ['la 1, me llamo Maya', kim],
      ['2pm, my name is Maya', 'ambiguous'],
      ['my name is Maya', 'none'],
      ['hi Maya, 2pm works', 'ambiguous'],
      ['4pm Maya Lopez', 'ambiguous'],
      ['2pm for Maya', 'ambiguous'],
      ['2pm with Dr. Lee', 'not_offered'],
      ['2pm with Maya Kim', 'not_offered'],
    ])('"%s"', (words, chosen) => {
      expect(told(words)).toEqual(chosen);
    });
    test('at one hour "the one with Dr. Kim" is enough, under a policy that knows whom that means', () => {
      const story = (policy = defaultPolicy()): unknown =>
        givenOn('sms', policy)(check(kim, maya), shows(kim, maya)).when(customer('the one with Dr. Kim')).chose;
      expect(story({ ...defaultPolicy(), names })).toEqual(kim);
      expect(story()).toBe('not_offered');
    });
    test('of two services at one hour "the facial" is the facial', () => {
      const facial = slotAt('14:00', { service: 'hydra' });
      const story = givenOn('sms', { ...defaultPolicy(), names })(check(two, facial), shows(two, facial));
      expect(story.when(customer('the facial please')).chose).toEqual(facial);
    });
  });
  test('a late transcript unsettles a choice but makes none', () => {
    const early = '2025-11-16T09:00:30-05:00';
    const call = givenOn('voice')(check(two, four), customer('the first'));
    expect(call.when(customer('four pm', { beganAt: early })).chose).toBe('ambiguous');
    expect(givenOn('voice')(check(two, four), customer('hello')).when(customer('1', { beganAt: early })).chose).toBe(
      'none',
    );
  });
  test("a carrier's word never chooses", () => {
    expect(given(check(two)).when(customer('stop', { keyword: 'stop' })).chose).toBe('none');
  });
  test.each([
    ['no thanks', 'declined'],
    ['hmm, let me think', 'hesitating'],
    ['how long does it take?', 'question'],
  ])('"%s" is %s', (words, verdict) => {
    expect(given(check(two, four), shows(two, four)).when(customer(words)).chose).toBe(verdict);
  });
});

describe('enforcing the choice', () => {
  test('booking succeeds with a selection', () => {
    const { decision } = given(check(two, four), shows(two, four), customer('option 2')).when(
      request({ slotId: four.slotId }),
    );
    expect(decision).toMatchObject({
      type: 'BookingApproved',
      data: {
        args: four,
        adjustments: {},
        evidence: { check: 'availabilitychecked-0', presentation: 'offerspresented-1', utterance: 'utt-2' },
        mode: 'enforce',
        policy: 'default-1',
      },
    });
  });
  test('booking fails without a check', () => {
    expect(given(customer('1')).when(request({ start: two.start, service: 'botox' })).ruling).toBe(
      'availability_not_checked',
    );
  });
  test('booking fails without a choice', () => {
    expect(given(check(two), shows(two)).when(request({ slotId: two.slotId })).ruling).toBe('no_selection');
  });
  test('booking fails with a wrong slot: another offered one', () => {
    const { decision } = given(check(two, four), customer('1')).when(request({ slotId: four.slotId }));
    expect(decision.data).toMatchObject({ reason: 'selection_mismatch', help: { selected: two, offers: [two, four] } });
  });
  test('booking fails with a wrong slot: one never offered', () => {
    expect(given(check(two), customer('1')).when(request({ start: '2025-11-16T17:00:00-05:00' })).ruling).toBe(
      'slot_not_offered',
    );
  });
  test('second request while the first is in progress', () => {
    const story = given(check(two, four), customer('1'), request(), customer('option 2'));
    expect(story.when(request()).ruling).toBe('booking_in_progress');
  });
  test('one choice serves one approval, also when what was declined was another slot', () => {
    const story = given(check(two, four), customer('1'), request(), taken(four));
    expect(story.when(request()).ruling).toBe('no_selection');
  });
  test('a choice that overlaps an own appointment is not booked, however the request names it', () => {
    const kim = slotAt('14:00', { resource: 'kim' });
    const story = () =>
      given(check(slotAt('13:45')), customer('1'), request(), booked(slotAt('13:45')), check(kim), customer('1'));
    expect(story().when(request({ start: kim.start })).ruling).toBe('already_booked');
    expect(story().when(request({ start: '2025-11-16T14:00:00Z' })).ruling).toBe('already_booked');
  });
  test('a request for another provider than the chosen one is not let through', () => {
    expect(given(check(two), customer('1')).when(request({ slotId: two.slotId, resource: 'kim' })).ruling).toBe(
      'slot_not_offered',
    );
  });
  test('a request of a turn that nobody knows is malformed', () => {
    expect(given(check(two), customer('1')).when(request({ turn: 'utt-99' })).ruling).toBe('malformed_request');
  });
  test('one choice serves one approval', () => {
    expect(given(check(two, four), customer('1'), request(), taken(two)).when(request()).ruling).toBe('no_selection');
  });
  test('"2pm", then "actually can you do 4 instead?", then a request for 2pm', () => {
    const story = given(
      check(two, twoThirty),
      shows(two, twoThirty),
      customer('2pm'),
      customer('actually can you do 4 instead?'),
    );
    expect(story.when(request({ start: two.start })).ruling).toBe('not_offered');
  });
  test('a choice taken back gives its reason', () => {
    expect(given(check(two, four), customer('1'), customer('hmm, let me think')).when(request()).ruling).toBe(
      'hesitating',
    );
  });
  test('what is booked is not booked again', () => {
    const story = given(check(two, four), customer('1'), request(), booked(two));
    const { decision } = story.when(request({ slotId: two.slotId }));
    expect(decision.data).toMatchObject({ reason: 'already_booked', help: { appointment: 'apt-req-3' } });
  });
  test('a slot that overlaps an appointment is not booked', () => {
    const story = given(
      check(two, four),
      customer('1'),
      request(),
      booked(two),
      check(slotAt('13:45'), four),
      customer('1'),
    );
    expect(story.when(request()).ruling).toBe('already_booked');
  });
  test('a returning customer after an ended conversation starts afresh', () => {
    const story = given(check(two), customer('1'), ends());
    expect(story.when(request()).ruling).toBe('conversation_ended');
    expect(given(check(two), customer('1'), ends(), customer('1')).when(request()).ruling).toBe(
      'availability_not_checked',
    );
    expect(given(check(two), ends(), customer('hello'), check(four), customer('1')).when(request()).ruling).toBe(
      'approved',
    );
  });
  test('a returning customer after an old appointment books the next one', () => {
    const nextWeek = slotAt('14:00', { start: '2025-11-23T14:00:00-05:00' });
    const story = given(
      check(two),
      customer('1'),
      request(),
      booked(two),
      after(hours(100), check(nextWeek)),
      customer('1'),
    );
    expect(story.when(request()).ruling).toBe('approved');
  });
  test('a request of a turn that a newer choice has overtaken is superseded', () => {
    const story = given(check(two, four), customer('1'), customer('option 2'));
    expect(story.when(request({ slotId: four.slotId, turn: 'utt-1' })).ruling).toBe('superseded');
    expect(given(check(two), customer('1')).when(request({ turn: 'utt-1' })).ruling).toBe('approved');
  });
  test('nothing is booked for whoever opted out, until they opt in again and choose', () => {
    expect(given(check(two), customer('1'), optsOut()).when(request()).ruling).toBe('opted_out');
    const back = given(check(two), customer('1'), optsOut(), optsIn());
    expect(back.when(request()).ruling).toBe('no_selection');
    expect(back.when(customer('1'), request()).ruling).toBe('approved');
  });
  test('offers expire by conversation time, and a re-check renews them but not the choice', () => {
    expect(given(check(two), customer('1')).when(after(hours(5), request())).ruling).toBe('offers_expired');
    expect(given(check(two), customer('1'), after(hours(5), check(two))).when(request()).ruling).toBe('no_selection');
  });
  test('when the clocks of gateway and log disagree, nothing is approved', () => {
    const { make } = request();
    const slow = {
      afterMs: 60_000,
      make: (context: Parameters<typeof make>[0]) => ({ ...make(context), time: '2025-11-16T09:05:00-05:00' }),
    };
    expect(given(check(two), customer('1')).when(slow).ruling).toBe('clock_in_doubt');
  });
  test.each(['2pm', '2026-03-08T02:30:00', '2026-11-01T01:30:00', 'tomorrow'])(
    'a start of "%s" names no instant',
    (start) => {
      expect(given(check(two), customer('1')).when(request({ start })).ruling).toBe('malformed_request');
    },
  );
  test('where policy demands evidence, a slot that was never shown is not booked', () => {
    const policy = defaultPolicy();
    const strict = {
      ...policy,
      channels: { ...policy.channels, sms: { ...policy.channels.sms, presentation: 'require' as const } },
    };
    expect(givenOn('sms', strict)(check(two), customer('2pm')).when(request()).ruling).toBe('not_presented');
    expect(givenOn('sms', strict)(check(two), shows(two), customer('2pm')).when(request()).ruling).toBe('approved');
    const early = { beganAt: '2025-11-16T09:00:30-05:00' };
    const spokenBefore = givenOn('sms', strict)(check(two), shows(two), customer('2pm', early));
    expect(spokenBefore.when(request()).ruling).toBe('not_presented');
  });
});

describe('normalizing what the model wrote', () => {
  const story = () => given(check(two, four), customer('1'));
  test.each([
    ['UTC', '2025-11-16T19:00:00Z', 'same_instant'],
    ['Pacific time', '2025-11-16T11:00:00-08:00', 'same_instant'],
    ['no offset', '2025-11-16T14:00:00', 'no_offset'],
    ['no seconds', '2025-11-16T14:00-05:00', 'seconds'],
    ['the local time with a Z', '2025-11-16T14:00:00Z', 'mislabelled_offset'],
  ])('a start in %s becomes the offered start', (_, start, why) => {
    const { data } = story().when(request({ start })).decision;
    expect(data).toMatchObject({
      args: { start: two.start },
      adjustments: { start: { from: start, to: two.start, why } },
    });
  });
  test('a request without any slot means the chosen one', () => {
    expect(story().when(request()).decision.data).toMatchObject({
      args: two,
      adjustments: { start: { from: null, why: 'missing' } },
    });
  });
  test('a service in other letters is the same service, another service is not', () => {
    expect(story().when(request({ service: 'Botox' })).decision.data).toMatchObject({
      adjustments: { service: { why: 'name' } },
    });
    expect(story().when(request({ service: 'facial' })).ruling).toBe('slot_not_offered');
  });
  test('a mislabelled start is not repaired towards a slot that was not chosen, nor where policy forbids it', () => {
    expect(story().when(request({ start: '2025-11-16T16:00:00Z' })).ruling).toBe('slot_not_offered');
    const policy = defaultPolicy();
    const strict = {
      ...policy,
      channels: { ...policy.channels, sms: { ...policy.channels.sms, repairMislabelledOffset: false } },
    };
    const other = givenOn('sms', strict)(check(two), customer('1'));
    expect(other.when(request({ start: '2025-11-16T14:00:00Z' })).ruling).toBe('slot_not_offered');
  });
});

describe('policy', () => {
  test.each<Channel>(['sms', 'email', 'voice'])('%s enforces the same rules', (channel) => {
    const on = givenOn(channel);
    expect(
      on(check(two, four), shows(two, four), customer('option 2')).when(request({ slotId: four.slotId })).ruling,
    ).toBe('approved');
    expect(on().when(request({ start: two.start })).ruling).toBe('availability_not_checked');
    expect(on(check(two, four)).when(request({ slotId: two.slotId })).ruling).toBe('no_selection');
    expect(on(check(two, four), customer('1')).when(request({ slotId: four.slotId })).ruling).toBe(
      'selection_mismatch',
    );
    expect(on(check(two), customer('1'), request(), booked(two)).when(request({ slotId: two.slotId })).ruling).toBe(
      'already_booked',
    );
  });
  test('in shadow a booking goes through as without a guard, with what enforcing would have said', () => {
    const policy = defaultPolicy();
    const shadow = {
      ...policy,
      version: 's',
      channels: { ...policy.channels, sms: { ...policy.channels.sms, mode: 'shadow' as const } },
    };
    const on = givenOn('sms', shadow);
    const asked = { start: '2025-11-16T17:00:00-05:00', service: 'botox' };
    expect(on().when(request(asked)).decision).toMatchObject({
      type: 'BookingApproved',
      data: { mode: 'shadow', args: asked, wouldReject: 'availability_not_checked', policy: 's' },
    });
    expect(on(check(two), customer('1')).when(request()).decision.data).toMatchObject({
      mode: 'shadow',
      wouldReject: null,
    });
    expect(on().when(request({ start: 'soon' })).ruling).toBe('malformed_request');
  });
});

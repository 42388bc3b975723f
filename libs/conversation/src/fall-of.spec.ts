import { describe, expect, test } from '@jest/globals';
import type { StoryStep } from '@slotguard/testing';
import {
  assistant,
  booked,
  changed,
  changeRefused,
  check,
  customer,
  ends,
  failedCheck,
  given,
  held,
  letGo,
  moveRequest,
  optsIn,
  optsOut,
  request,
  shows,
  slotAt,
  taken,
} from '@slotguard/testing';
import { fallOf } from './fall-of.js';

const two = slotAt('14:00');
const four = slotAt('16:00');
const chosen = [check(two, four), shows(two, four), customer('option 1')];
const CHOICE = 'utt-2';

describe('a choice stands', () => {
  test.each<[string, (StoryStep | StoryStep[])[]]>([
    ['when nothing more is said', []],
    ['while the customer asks something else', [customer('where are you?')]],
    ['while it is being booked', [request()]],
    [
      'when the customer takes it back while it is being booked: the calendar has the last word',
      [request(), customer('no thanks')],
    ],
    ['when the times are looked up again, and it is still to be had', [check(four, two)]],
    ['when the times cannot be looked up', [failedCheck()]],
    ['whatever the assistant says', [assistant('other')]],
    ['whatever the calendar says of holds', [held(), letGo()]],
    ['when a booking is refused for another reason', [request({ slotId: four.slotId })]],
  ])('%s', (_, then) => {
    expect(fallOf(given(...chosen, ...then).when().events, CHOICE)).toBeUndefined();
  });
});

describe('a choice falls', () => {
  test.each<[string, (StoryStep | StoryStep[])[], string, string]>([
    ['when the customer chooses anew', [customer('option 2')], 'replaced', 'sel-utt-4'],
    [
      'when the customer chooses the same again: the newer words count',
      [customer('option 1')],
      'replaced',
      'sel-utt-4',
    ],
    ['when the customer does not want it', [customer('no thanks')], 'cleared', 'sel-utt-4'],
    ['when the customer hesitates', [customer('hmm, not sure')], 'cleared', 'sel-utt-4'],
    [
      'when the customer names a time that is not offered',
      [customer('can you do 5pm instead?')],
      'cleared',
      'sel-utt-4',
    ],
    ['when a new look at the calendar does not list it', [check(four)], 'cleared', 'availabilitychecked-4'],
    ['when the customer wants no more messages', [optsOut(), optsIn()], 'opted_out', 'customeroptedout-4'],
    [
      'when the conversation ends, also if it goes on',
      [ends(), customer('hello again')],
      'ended',
      'conversationended-4',
    ],
    ['when it is booked', [request({ id: 'req-a' }), booked(two)], 'booked', 'apt-req-a'],
    ['when the calendar cannot book it', [request({ id: 'req-a' }), taken(two)], 'not_booked', 'apt-req-a'],
    ['at once, by what came first', [customer('no thanks'), ends()], 'cleared', 'sel-utt-4'],
  ])('%s', (_, then, why, by) => {
    expect(fallOf(given(...chosen, ...then).when().events, CHOICE)).toMatchObject({ why, by });
  });

  test('at once when the customer had opted out before', () => {
    const { events } = given(check(two, four), shows(two, four), optsOut(), customer('option 1')).when();
    expect(fallOf(events, 'utt-3')).toEqual({ why: 'opted_out', by: 'sel-utt-3' });
  });
  test('and an utterance that chose nothing has none that could', () => {
    const { events } = given(check(two), customer('hello'), customer('no thanks')).when();
    expect(fallOf(events, 'utt-1')).toBeUndefined();
  });
});

describe('a choice that an appointment is to move to', () => {
  const moving = [
    ...[check(two), customer('option 1'), request({ id: 'req-b' }), booked(two)],
    ...[customer('I need to reschedule'), check(four), shows(four), customer('option 1'), moveRequest({ id: 'req-m' })],
  ];
  const lastChoice = (story: ReturnType<ReturnType<typeof given>['when']>): string =>
    story.events.findLast((event) => event.type === 'SlotSelected')!.data.evidence.utterance;

  test('stands until the calendar has said how it ends', () => {
    const story = given(...moving).when();
    expect(story.events.at(-1)?.type).toBe('RescheduleApproved');
    expect(fallOf(story.events, lastChoice(story))).toBeUndefined();
  });
  test.each([
    ['has served when it is moved', changed(), 'booked'],
    ['falls when it cannot be moved', changeRefused(), 'not_booked'],
  ])('%s', (_, outcome, why) => {
    const story = given(...moving, outcome).when();
    expect(fallOf(story.events, lastChoice(story))).toEqual({ why, by: 'apt-req-m' });
  });
});

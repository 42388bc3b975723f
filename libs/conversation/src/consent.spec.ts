import { describe, expect, test } from '@jest/globals';
import { toBusinessTime } from '@slotguard/business-time';
import {
  booked,
  cancelRequest,
  check,
  customer,
  given,
  optsIn,
  optsOut,
  request,
  shows,
  slotAt,
  STORY_BEGINS,
  type StoryStep,
} from '@slotguard/testing';
import fc from 'fast-check';
import { foldStory } from './story.js';

const two = slotAt('14:00');
const four = slotAt('16:00');
/** Said so many minutes into the story, whenever it reaches the log. */
const saidAt = (minutes: number, step: StoryStep): StoryStep => ({
  ...step,
  make: (context) => ({ ...step.make(context), time: toBusinessTime(Date.parse(STORY_BEGINS) + minutes * 60_000) }),
});
const chosen = [check(two), shows(two), customer('1')];

describe('whether a customer wants messages', () => {
  test('a START that comes late undoes no STOP that was said after it: nothing is booked', () => {
    const crossed = given(...chosen).when(saidAt(5, optsOut()), saidAt(4, optsIn()), request());
    expect(crossed.state.optedOut).toBe(true);
    expect(crossed.ruling).toBe('opted_out');
  });
  test('a STOP that comes late undoes no START that was said after it', () => {
    expect(given(...chosen).when(saidAt(5, optsIn()), saidAt(4, optsOut()), request()).ruling).toBe('approved');
  });
  test('what was chosen before a STOP, or said until the START, is chosen anew', () => {
    expect(given(...chosen).when(optsOut(), optsIn(), request()).ruling).toBe('no_selection');
    const meanwhile = given(check(two), shows(two), optsOut(), customer('1'), optsIn());
    expect(meanwhile.when(request()).ruling).toBe('no_selection');
    expect(meanwhile.when(customer('the 2pm'), request()).ruling).toBe('approved');
  });
  test('nor is cancelled what was to be cancelled before a STOP, or until the START', () => {
    const mine = () => given(...chosen, request(), booked(two));
    const asks = customer('please cancel my appointment');
    expect(mine().when(asks, optsOut(), optsIn(), cancelRequest()).ruling).toBe('not_asked');
    expect(mine().when(optsOut(), asks, optsIn(), cancelRequest()).ruling).toBe('not_asked');
    expect(mine().when(optsOut(), optsIn(), asks, cancelRequest()).ruling).toBe('approved');
  });
  test('a list that was made to move an appointment before a STOP books no second one after the START', () => {
    const moving = [...chosen, request(), booked(two), customer('I need to reschedule'), check(four), shows(four)];
    const back = given(...moving, optsOut(), optsIn(), customer('option 1'));
    expect(back.when(request({ slotId: four.slotId })).ruling).toBe('availability_not_checked');
  });
  test('a START of somebody who never wrote STOP changes nothing that was chosen', () => {
    expect(given(...chosen).when(optsIn(), request()).ruling).toBe('approved');
  });
  test('of both in one moment the STOP stands, whichever comes first', () => {
    expect(given(saidAt(5, optsIn()), saidAt(5, optsOut())).when().state.optedOut).toBe(true);
    expect(given(saidAt(5, optsOut()), saidAt(5, optsIn())).when().state.optedOut).toBe(true);
  });
  test('in whichever order STOP and START reach the log, what was said last counts', () => {
    const words = fc.array(fc.record({ stop: fc.boolean(), minute: fc.nat(20) }), { minLength: 1, maxLength: 8 });
    const arrivals = words.chain((said) =>
      fc.tuple(fc.constant(said), fc.shuffledSubarray(said, { minLength: said.length }), fc.array(fc.nat(8))),
    );
    fc.assert(
      fc.property(arrivals, ([said, arriving, chatter]) => {
        const steps = arriving.flatMap(({ stop, minute }, i) => [
          ...(chatter.includes(i) ? [customer('hello?')] : []),
          saidAt(minute, stop ? optsOut() : optsIn()),
        ]);
        const last = Math.max(...said.map(({ minute }) => minute));
        const optedOut = said.some(({ stop, minute }) => stop && minute === last);
        expect(foldStory(given(...steps).when().events).optedOut).toBe(optedOut);
      }),
    );
  });
});

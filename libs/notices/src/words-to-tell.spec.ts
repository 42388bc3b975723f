import { describe, expect, test } from '@jest/globals';
import type { Story } from '@slotguard/conversation';
import {
  after,
  assistant,
  customer,
  given,
  operator,
  releases,
  takesOver,
  turnEnds,
  wantsPerson,
  type StoryStep,
} from '@slotguard/testing';
import fc from 'fast-check';
import { NOTICE_PAUSE_MS, wordsToTell } from './words-to-tell.js';

type Steps = readonly (StoryStep | StoryStep[])[];
const MINUTE = 60_000;

/** The words that the business is told of, in order. */
const told = (...steps: Steps): string[] => toldIn(given(...steps).when().events);
function toldIn(story: Story): string[] {
  const ids = wordsToTell(story);
  return story.flatMap((event) =>
    event.type === 'UserUtterance' && ids.includes(event.id) ? [event.personal.text] : [],
  );
}
/** Nobody answers this. */
const writes = (text: string, afterMs = MINUTE): StoryStep[] => [
  after(afterMs, customer(text)),
  after(1_000, turnEnds()),
];
const asks = [customer('a person please'), wantsPerson(), ...assistant('other'), turnEnds('answered')];

describe('what a customer writes while a person attends', () => {
  test('is told at once after the person has answered, though they were told a minute ago', () => {
    expect(told(...asks, takesOver(), ...operator('Hi, this is Dana'), writes('is it safe?'))).toEqual(['is it safe?']);
    const talk = [...asks, ...operator('Hi'), writes('one'), ...operator('Yes'), writes('two')];
    expect(told(...talk)).toEqual(['one', 'two']);
  });
  test('is told when somebody took over whom nobody had asked for', () => {
    expect(told(customer('hi'), turnEnds('answered'), takesOver(), writes('who is this?'))).toEqual(['who is this?']);
  });
  test('is not told again while nobody has done anything, for five minutes', () => {
    expect(told(...asks, writes('hello?'), writes('anybody?'))).toEqual([]);
    expect(told(...asks, writes('hello?', NOTICE_PAUSE_MS), writes('anybody?'))).toEqual(['hello?']);
    expect(told(takesOver(), writes('one'), writes('two', NOTICE_PAUSE_MS - 2_000))).toEqual(['one']);
    const pauses = [writes('one'), writes('two', 2 * MINUTE), writes('three', 4 * MINUTE), writes('four', MINUTE)];
    expect(told(takesOver(), ...pauses)).toEqual(['one', 'three']);
  });
  test('a burst is told by its last text', () => {
    const burst = [customer('is it'), after(500, customer('safe?')), after(1_000, turnEnds('silent', 'utt-1'))];
    expect(told(takesOver(), ...burst)).toEqual(['safe?']);
    expect(told(takesOver(), customer('is it'), turnEnds('superseded'))).toEqual([]);
  });
  test('is told with HELP behind it, which alone needs nobody; STOP needs nobody either', () => {
    const help = (...before: string[]): StoryStep[] => [
      customer('HELP', { keyword: 'help' }),
      turnEnds('answered', ...before),
    ];
    expect(told(takesOver(), ...help())).toEqual([]);
    expect(told(takesOver(), customer('is it safe?'), ...help('utt-1'))).toEqual(['HELP']);
    expect(told(takesOver(), customer('STOP', { keyword: 'stop' }), turnEnds())).toEqual([]);
  });
  test('is not told once the assistant answers again, nor what it has answered itself', () => {
    expect(told(takesOver(), writes('one'), releases(), writes('thanks'))).toEqual(['one']);
    expect(told(customer('hi'), takesOver(), turnEnds('answered'))).toEqual([]);
    expect(told(takesOver(), releases(), takesOver(), writes('again'))).toEqual(['again']);
  });

  test('whatever comes later, what was to be told stays so: a run after a crash tells the same', () => {
    const step = fc.constantFrom<Steps>(
      writes('short'),
      writes('long', NOTICE_PAUSE_MS),
      [takesOver()],
      operator('Hi'),
      [releases()],
      asks.flat(),
    );
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (parts) => {
        const story = given(...parts.flat()).when().events;
        const all = wordsToTell(story);
        for (let n = 0; n <= story.length; n++) {
          const soFar = wordsToTell(story.slice(0, n));
          expect(all.slice(0, soFar.length)).toEqual(soFar);
        }
      }),
      { numRuns: 60 },
    );
  });
});

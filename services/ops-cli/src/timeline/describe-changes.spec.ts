import { describe, expect, test } from '@jest/globals';
import {
  booked,
  cancelRequest,
  changed,
  changeRefused,
  check,
  customer,
  given,
  moveRequest,
  reminds,
  request,
  shows,
  slotAt,
} from '@slotguard/testing';
import { describe as inWords } from './describe.js';

const two = slotAt('14:00');
const four = slotAt('16:00');
const bookedTwo = [check(two), shows(two), customer('option 1'), request({ id: 'req-b' }), booked(two)];

describe('the timeline of a change', () => {
  const { events } = given(...bookedTwo).when(
    ...[customer('I need to reschedule'), check(four), customer('option 1'), moveRequest({ appointment: 'apt-req-b' })],
    ...[changeRefused(), check(four), customer('option 1'), moveRequest(), changed()],
    ...[
      customer('never mind, keep it'),
      cancelRequest(),
      customer('cancel my appointment'),
      cancelRequest(),
      changed(),
    ],
  );
  const lines = events.map((event) => inWords(event, events));
  const said = lines.map(({ who, says }) => `${who}: ${says}`);

  test('tells what was asked for, what was decided on which words, and what was and is', () => {
    expect(said).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^assistant: requests to move .apt-req-b. to what was chosen$/),
        expect.stringMatching(/^guard: approves moving .*2:00.* to .*4:00/),
        'calendar: declined to reschedule: slot taken',
        expect.stringMatching(/^calendar: moved .*2:00.* to .*4:00/),
        expect.stringMatching(/^guard: rejects: not_asked/),
        expect.stringMatching(/^guard: approves cancelling .*4:00/),
        expect.stringMatching(/^calendar: cancelled .*4:00/),
      ]),
    );
    expect(said).toContain('guard: asks to reschedule apt-req-b (chooses nothing: none)');
    expect(said).toContain('guard: asks to cancel apt-req-b (chooses nothing: declined)');
    const details = lines.flatMap((line) => line.details ?? []);
    expect(details.some((line) => /asked for.*I need to reschedule/.test(line))).toBe(true);
  });
});

describe('the timeline of a reminder', () => {
  const { events } = given(...bookedTwo).when(...reminds('apt-req-b', two), customer('C'));
  const lines = events.map((event) => inWords(event, events));
  test('says what was due, what was asked and who comes', () => {
    expect(lines.slice(-5)).toMatchObject([
      {
        who: 'calendar',
        says: expect.stringMatching(/^reminds of Sun, Nov 16, 2:00–2:30 PM, botox, dana, not after /),
      },
      { who: 'assistant', details: expect.arrayContaining([expect.stringContaining('a yes to coming to apt-req-b')]) },
      { who: 'carrier' },
      { who: 'customer', says: '"C"' },
      { who: 'guard', says: expect.stringContaining('says to come to apt-req-b') },
    ]);
  });
});

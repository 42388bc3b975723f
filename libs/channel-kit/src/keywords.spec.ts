import { describe, expect, test } from '@jest/globals';
import { carrierWord } from './keywords.js';

describe("the carrier's words", () => {
  test.each([
    'STOP',
    'stop',
    ' Stop. ',
    '“STOP!”',
    'stop 🛑',
    'STOPALL',
    'Stop all',
    'unsubscribe',
    'End',
    'quit',
    'CANCEL',
  ])('%j asks for no more texts', (text) => expect(carrierWord(text)).toBe('stop'));
  test.each(['revoke', 'OPTOUT', 'opt-out', 'Opt  out'])('%j does too', (text) =>
    expect(carrierWord(text)).toBe('stop'),
  );
  test.each(['START', 'unstop', 'Start!'])('%j asks for texts again', (text) =>
    expect(carrierWord(text)).toBe('start'),
  );
  test.each(['HELP', 'help!!', 'Info'])('%j asks who this is', (text) => expect(carrierWord(text)).toBe('help'));
  test.each(['yes', 'YES', 'y', 'no', '1', ''])('%j is an answer, or nothing', (text) =>
    expect(carrierWord(text)).toBeUndefined(),
  );
  test.each([
    "don't stop",
    'stop it',
    'can you help me',
    'cancel my appointment',
    'cancel?',
    'the end',
    'start at 2',
    'full stop',
  ])('%j is for the assistant', (text) => expect(carrierWord(text)).toBeUndefined());
  test('a long text costs nothing', () => {
    expect(carrierWord('🛑'.repeat(1_600) + 'stop')).toBeUndefined();
  });
});

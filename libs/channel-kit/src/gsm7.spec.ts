import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { segmentsOf, toGsm7 } from './gsm7.js';

const anyText = fc.string({ unit: 'binary', maxLength: 400 });

describe('a text on its way to a phone', () => {
  test.each([
    ['“It’s 2–3 PM…”', '"It\'s 2-3 PM..."'],
    ['Renée’s façade, Łódź, İzmir', "Renée's facade, Lodz, Izmir"],
    ['See you soon! 🎉 Bye 👋', 'See you soon! Bye'],
    ['1️⃣ 2:00 PM\n2️⃣ 2:30 PM', '1 2:00 PM\n2 2:30 PM'],
    ['👩🏽‍⚕️ Ana is in', 'Ana is in'],
    ['no\u00a0break\u2009thin\u200bzero\ufeff', 'no break thinzero'],
    ['a\r\nb\rc\u2028d', 'a\nb\nc\nd'],
    ['Ирина 山田', '????? ??'],
    ['NUL\0 and \ud800 lone', 'NUL and lone'],
    ['½ price, 20° © ™ ①', '1/2 price, 20deg (c) TM 1'],
    [
      'Émile @ Ångström £5 €6 {x}',
      'Emile @ Angstrom £5 €6 {x}'.replace('Emile', 'Émile').replace('Angstrom', 'Ångström'),
    ],
  ])('%j is sent as %j', (text, sent) => expect(toGsm7(text)).toBe(sent));

  test('what is plain already stays to the letter, spaces and all', () => {
    const text = 'Botox on Mon, Nov 16:\n1) 2:00 PM\n2) 2:30 PM  (Ana)\nReply with a number. ';
    expect(toGsm7(text)).toBe(text);
  });
  test('every text ends up in GSM-7, and doing it twice changes nothing', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const sent = toGsm7(text);
        expect(segmentsOf(sent).encoding).toBe('gsm7');
        expect(toGsm7(sent)).toBe(sent);
      }),
    );
  });
});

describe('segments', () => {
  test.each([
    ['', 'gsm7', 0],
    ['a'.repeat(160), 'gsm7', 1],
    ['a'.repeat(161), 'gsm7', 2],
    ['a'.repeat(306), 'gsm7', 2],
    ['a'.repeat(307), 'gsm7', 3],
    ['€'.repeat(80), 'gsm7', 1],
    ['a'.repeat(152) + '€'.repeat(10), 'gsm7', 2],
    // The escape and its character stay together: one septet of the first segment is left empty.
    ['a'.repeat(152) + '€' + 'a'.repeat(152), 'gsm7', 3],
    ['’' + 'a'.repeat(69), 'ucs2', 1],
    ['’' + 'a'.repeat(70), 'ucs2', 2],
    ['😀'.repeat(35), 'ucs2', 1],
    ['😀'.repeat(67), 'ucs2', 3],
  ])('%j', (text, encoding, count) => {
    expect(segmentsOf(text)).toMatchObject({ encoding, count });
  });
});

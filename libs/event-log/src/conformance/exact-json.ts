import { describe, expect, test } from '@jest/globals';
import { ref, utterance, type Current } from './log-under-test.js';

const CASES: readonly (readonly [string, string])[] = [
  ['NUL', String.raw`{"text":"a\u0000b","\u0000":1}`],
  ['lone surrogates', String.raw`{"text":"\ud83d and \ude00","\udfff":true}`],
  [
    'a __proto__ key',
    '{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}},"nested":{"__proto__":1}}',
  ],
  ['1,600 emoji', JSON.stringify({ text: '🦷'.repeat(1_600) })],
  ['quotes, backslashes and line ends', JSON.stringify({ text: `"\\'; drop table event; --\r\n\u2028\u2029\t` })],
  ['numbers at the edges', '{"n":[0,1.5e-9,9007199254740991,-1,1e21]}'],
  ['keys in their order', '{"z":1,"a":2,"10":3,"text":""}'],
  ['half a megabyte of text', JSON.stringify({ text: 'Grüße, “hello” – '.repeat(30_000) })],
];

export function describeExactJson(current: Current): void {
  describe('what customers write is kept to the letter', () => {
    test.each(CASES)('%s', async (_name, json) => {
      const content = JSON.parse(json) as object;
      const expected = JSON.stringify(content);
      await current.log.append(utterance('ann', 'utt-1', { data: content, personal: content }));
      const reader = await current.another();
      const seen = [
        await reader.get(ref('ann', 'utt-1')),
        (await reader.readConversation(ref('ann', '')))[0],
        (await current.log.append(utterance('ann', 'utt-1'))).event,
      ];
      for (const event of seen) {
        expect(JSON.stringify(event?.data)).toBe(expected);
        expect(JSON.stringify(event?.personal)).toBe(expected);
      }
      expect(({} as { admin?: boolean }).admin).toBeUndefined();
    });

    test('a reader that changes what it was given changes nothing in the log', async () => {
      const { event } = await current.log.append(utterance('ann', 'utt-1', { data: { list: [1] } }));
      (event.data as { list: number[] }).list.push(2);
      expect((await current.log.get(ref('ann', 'utt-1')))?.data).toEqual({ list: [1] });
    });
  });
}

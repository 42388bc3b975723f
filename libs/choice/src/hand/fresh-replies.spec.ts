import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { extractChoice, type Asked, type ChoiceChannel, type OfferedSlot } from '../index.js';

const slot = (number: number, start: string, service = 'Haircut', resource?: string): OfferedSlot => ({
  number,
  start: `2026-03-${start}:00-05:00`,
  service,
  ...(resource === undefined ? {} : { resource }),
});

// Said on Wednesday, March 11, 2026, at 4:20 in the afternoon in Chicago.
const context = { timeZone: 'America/Chicago', now: '2026-03-11T16:20:00-05:00' } as const;
const lists: Readonly<Record<string, readonly OfferedSlot[]>> = {
  A: [slot(1, '12T09:00'), slot(2, '12T11:30'), slot(3, '13T15:45'), slot(4, '16T17:00')],
  B: [slot(1, '12T08:15'), slot(2, '12T16:15')],
  C: [slot(1, '14T12:00')],
  D: [
    slot(1, '12T13:00', 'Haircut', 'Luis Ortega'),
    slot(2, '12T13:00', 'Haircut', 'Priya Nair'),
    slot(3, '13T13:00', 'Beard trim', 'Luis Ortega'),
  ],
  E: [slot(1, '17T10:10'), slot(2, '18T10:40'), slot(3, '19T14:20')],
};

/** `list|channel/what was asked|reply => what it may be read as`; asked `c2` is a yes to the second. */
const replies = readFileSync('libs/choice/src/hand/fresh-replies.txt', 'utf8')
  .trim()
  .split('\n')
  .map((line): [string, string, string, string] => {
    const [head = '', expected = ''] = line.split(' => ');
    const [list = '', channel = '', ...reply] = head.split('|');
    return [list, channel, reply.join('|'), expected.trim()];
  });

function askedOf(text: string | undefined): Asked {
  if (text === undefined || text === 'other') return text ?? 'slot';
  return { confirm: Number(text.slice(1)) - 1 };
}

describe('replies written to trip the reader', () => {
  test.each(replies)('of list %s, by %s: "%s" is %s', (list, how, reply, expected) => {
    const [channel, asked] = how.split('/');
    const offers = lists[list] ?? [];
    const choice = extractChoice(reply, offers, {
      ...context,
      channel: channel as ChoiceChannel,
      asked: askedOf(asked),
    });
    const reason = choice.kind === 'none' && choice.reason !== 'unasked' ? choice.reason : undefined;
    const verdict = choice.kind === 'selected' ? String(choice.index + 1) : (reason ?? choice.kind);
    expect(expected.split('/')).toContain(verdict);
  });
});

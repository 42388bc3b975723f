import { describe, expect, test } from '@jest/globals';
import { read, rows, type Circumstances, type ListName } from '../testing/hand-table.js';

const reads = (list: ListName, lines: string, circumstances: Circumstances = {}): void => {
  test.each(rows(lines))(`of "${list}": "%s" is %s`, (text, expected) => {
    expect(read(list, text, circumstances)).toBe(expected);
  });
};

const heard = { channel: 'voice' } as const;

describe('what speech recognition makes of a choice', () => {
  reads(
    'afternoon',
    `
    to pm => 1 misheard_time
    too pm => 1 misheard_time
    to p m => 1 misheard_time
    at to => 1 misheard_time
    to o'clock => 1 misheard_time
    to thirty => 2 misheard_time
    too thirty pm => 2 misheard_time
    um to thirty please => 2 misheard_time
    tree pm => 3 misheard_time
    tree o'clock => 3 misheard_time
    option to => 2 misheard_number
    option too please => 2 misheard_number
    number to => 2 misheard_number
    option tree => 3 misheard_number
    option won => 1 misheard_number
    won => 1 misheard_number
    tree => 3 misheard_number
    too => ambiguous
    for pm => none
    ate thirty => none
    option for => none
    me too => none
    I want to => none
    too late => declined
    that's too early => declined
    two thirty => 2
    two thirty p m => 2
    230pm => 2
    2 30 pm => 2
    uh three p m => 3
    three o clock => 3
    three => 3
    the three pm one => 3
    yeah um the the second one => 2
    i'll take the uh third one => 3
    the first one i guess => 1
    fourteen thirty => 2
    half past two => 2
    can we do like three ish => 3
    two thirty no wait three => 3
    not two thirty three => declined
    two or three => ambiguous
    `,
    heard,
  );
  reads(
    'halves',
    `
    ate thirty => 1 misheard_time
    ate thirty in the morning => 1
    for thirty => 3 misheard_time
    fore thirty pm => 3 misheard_time
    sicks thirty => 4 misheard_time
    twelve thirty => 2
    eight thirty a m => 1
    four thirty => 3
    six thirty tonight => counter
    six thirty tomorrow night => 4
    830 am => 1
    430pm => 3
    option for => 4 misheard_number
    for thirty people => none
    for thirty minutes => none
    `,
    heard,
  );
  reads(
    'one',
    `
    yeah => 1
    mm hmm => 1
    uh huh => 1
    yep that's fine => 1
    sure that works => 1
    uh no => declined
    nah => declined
    yes yes => 1
    okay sounds good thank you => 1
    sorry what => question
    say that again => question
    hold on => none
    `,
    heard,
  );
});

describe('in writing nothing is put right that nobody misheard', () => {
  reads(
    'afternoon',
    `
    to pm => none
    too thirty => none
    option to => none
    tree pm => none
    at to => none
    won => none
    `,
  );
});

describe('offers that a mail only quotes', () => {
  const mail = (text: string): string => read('afternoon', text, { channel: 'email' });
  const quoted =
    '\n\nOn Mon, Nov 24, 2025 at 9:58 AM Glow <hello@glow.example> wrote:\n> 1) 2:00 PM\n> 2) 2:30 PM\n> 3) 3:00 PM';

  test.each([
    ['The last one please.', '3'],
    ['2:30 works for me', '2'],
    ['Option 1', '1'],
    ['Thanks, I will think about it.', 'hesitating'],
    ['None of these work, sorry', 'declined'],
    ['Thank you!', 'none'],
    ['How long does it take?', 'question'],
    ['Any of those', 'ambiguous'],
  ])('"%s" above a quotation is %s', (text, expected) => {
    expect(mail(text + quoted)).toBe(expected);
    expect(mail(`${text}\n\n-----Original Message-----\nFrom: Glow\n3) 3:00 PM`)).toBe(expected);
    expect(mail(`> 1) 2:00 PM\n> 3) 3:00 PM\n${text}`)).toBe(expected);
  });

  test('a text that repeats the list chooses nothing by it', () => {
    expect(read('afternoon', '1) 2:00 PM 2) 2:30 PM 3) 3:00 PM')).toBe('ambiguous');
    expect(read('afternoon', 'you offered 2:00, 2:30 or 3:00?')).not.toMatch(/^\d/);
  });
});

describe('what was asked decides over yes, numbers and places', () => {
  reads('one', 'yes => unasked\nok => unasked\n2pm => 1\ntwo => unasked', { asked: 'other' });
  reads('week', '3 => unasked\nthe third => unasked\noption 3 => 3\nthursday => 3\nno => unasked', { asked: 'other' });
  reads('afternoon', 'yes => 2\nno => declined\nno, 3pm => 3\nyes, 3pm => ambiguous\n2:30 => 2\nyes 2:30 => 2', {
    asked: { confirm: 1 },
  });
});

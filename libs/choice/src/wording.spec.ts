import { describe, expect, test } from '@jest/globals';
import { extractChoice, type OfferedSlot } from './index.js';

const context = {
  timeZone: 'America/New_York',
  now: '2025-11-24T10:00:00-05:00',
  channel: 'sms',
  asked: 'slot',
} as const;

const offers = (...starts: string[]): OfferedSlot[] =>
  starts.map((start, i) => ({ number: i + 1, start: `${start}:00-05:00`, service: 'Botox', resource: 'Dr. Kim' }));
const lists = {
  tuesday: offers('2025-11-25T14:00', '2025-11-25T14:30', '2025-11-25T15:00'),
  week: offers('2025-11-25T10:00', '2025-11-25T14:00', '2025-11-27T09:30', '2025-11-28T16:15'),
  two: offers('2025-11-25T14:00', '2025-11-26T11:00'),
  one: offers('2025-11-25T14:00'),
};

/** How people put it: a wording a line, under the slot that it chooses. */
const wordings: readonly [keyof typeof lists, number, string][] = [
  [
    'tuesday',
    1,
    `
    I choose 1
    choose number one
    number one
    #1 please
    earliest one please
    the soonest
    first available please
    2pm tomorrow please and thank you
    Tuesday 25th at 2pm
    Tue 11/25 2pm
    Nov. 25, 2:00pm`,
  ],
  [
    'tuesday',
    2,
    `
    I'll go with 2:30
    2:30 sounds good to me
    I'd prefer the 2:30
    2:30 would be best
    Can we do 2:30 please
    I think 2:30 is the best option for me
    Hi! 2:30 pm works. My name is Anna
    Hi this is Anna, can I take the 2:30?
    The 2:30 spot, if it's still available
    2.30pm pls x
    yep 2:30
    ok lets do 230
    Can I get number 2
    I'd take the second
    second time slot
    the second time
    the second available
    tomorrow at half two
    2 thirty
    fourteen thirty
    14h30
    1430
    the slot at 2:30
    book 2:30
    schedule me at 2:30
    reserve 2:30 for me
    confirm 2:30
    yes to 2:30
    2:30 confirmed
    2:30 👍
    👍 2:30
    2:30 it is!
    I want to come at 2:30
    could you do 2:30
    2:30 should work
    2:30 works best
    2:30 fits my schedule
    that 2:30 one
    2 30 pm
    switch to 2:30`,
  ],
  [
    'tuesday',
    3,
    `
    Let's do 3pm then
    I could do 3pm
    3pm is the only one that works
    I'll be there at 3
    see you at 3
    3pm tomorrow it is
    Perfect, 3pm!
    three o'clock please
    sign me up for the 3:00
    would love the 3pm
    3 pm for me
    3pm for my wife and me
    Hmm the third option
    Third option please, and my name is John Smith
    option three
    I'd like to book option 3
    the last slot
    last one please
    whichever is latest
    the latest you have
    25 November at 15:00
    can u do 3
    actually 3 is better
    sorry I meant 3pm
    oops 3pm
    no wait 3pm
    instead of 2 I'd like 3
    not 2, 3
    make that 3pm
    change it to 3pm please
    2pm no good, 3pm ok
    can't at 2, but 3 is fine
    2:30 is too early so 3`,
  ],
  [
    'week',
    1,
    `
    the tuesday 10am
    10am
    10 in the morning on tuesday
    tuesday the 25th at ten`,
  ],
  [
    'week',
    2,
    `
    tomorrow 2pm
    tomorrow afternoon`,
  ],
  [
    'week',
    3,
    `
    thursday works
    Thursday is good for me
    Thu 9:30 please
    thursday morning please
    I'd rather come on thursday
    what about the thursday one?
    3rd`,
  ],
  [
    'week',
    4,
    `
    Let's say friday
    friday it is
    the friday slot
    friday at 4:15 works
    the one on friday
    friday's fine
    4:15
    quarter after four
    how about friday
    friday please, i'm off that day
    i'm free friday
    not tomorrow, friday
    any day but tuesday and thursday
    anything except tuesday or thursday
    the 28th
    november 28
    28/11
    28.11.2025`,
  ],
  [
    'two',
    1,
    `
    tuesday
    tomorrow works for me
    the earlier of the two`,
  ],
  [
    'two',
    2,
    `
    the wednesday one
    wed 11am
    day after tmrw
    2nd one
    later one
    the later appointment please
    the 11 o'clock
    11am wed`,
  ],
  [
    'one',
    1,
    `
    Yes, that time works great
    yes book me in please
    Sure, let's do it
    That's perfect thank you!
    Awesome, see you then!
    works
    ok great
    Great thanks!
    yes thank you
    Sounds perfect
    that one's fine
    I'll take it
    I will take that one
    that'll do
    Yes I'd like that
    please book it
    Confirm
    confirmed
    Yes!! 😊
    fine
    alright
    absolutely
    let's go for it
    lock it in
    I'm good with that
    that's fine with me
    fine by me
    go ahead please
    yes, my name is Ann Lee
    yes for Ann Lee
    ya
    yess
    of course
    I can do that
    that time is good
    2 works
    2pm ok
    yes 2pm`,
  ],
];

describe.each(wordings)('of the list "%s", slot %i is chosen by', (list, number, texts) => {
  test.each(texts.trim().split(/\n\s*/))('"%s"', (text) => {
    expect(extractChoice(text, lists[list], context)).toMatchObject({ kind: 'selected', index: number - 1 });
  });
});

describe('a list whose openings are all on the second of a month', () => {
  const offers = ['09:00', '09:30', '10:00'].map((time, i) => ({
    start: `2025-12-02T${time}:00-05:00`,
    number: i + 1,
  }));
  const context = {
    timeZone: 'America/New_York',
    now: '2025-12-01T09:00:00-05:00',
    channel: 'sms',
    asked: 'slot',
  } as const;
  test('is answered by "2" as any other', () => {
    expect(extractChoice('2', offers, context)).toMatchObject({ kind: 'selected', index: 1 });
  });
  test('leaves "2" in doubt as soon as another day is on it', () => {
    const other = { start: '2025-12-03T09:00:00-05:00', number: 4 };
    expect(extractChoice('2', [...offers, other], context).kind).toBe('ambiguous');
  });
});

import { describe, expect, test } from '@jest/globals';
import { read, rows, type Circumstances, type ListName } from '../testing/hand-table.js';

// Every line was read on its own and ruled by one question: would a careful receptionist book this slot without asking again?
const reads = (list: ListName, lines: string, circumstances: Circumstances = {}): void => {
  test.each(rows(lines))(`of "${list}": "%s" is %s`, (text, expected) => {
    expect(read(list, text, circumstances)).toBe(expected);
  });
};

describe('the earliest, the latest, the one between', () => {
  reads(
    'mixed',
    `
    the earliest => 2
    earliest available please => 2
    the soonest one => 2
    as early as possible please => 2
    as soon as possible => 2
    the latest => 1
    whichever is latest => 1
    the latest one you have => 1
    the later one => 1
    the earlier one => 2
    the middle one => 3
    the first one => 1
    the first available => 2
    the last one => ambiguous
    earliest on friday => 1
    the latest on wednesday => 3
    not the earliest => none
    something earlier => counter
    do you have anything later? => counter
    an earlier one please => counter
    `,
  );
  reads(
    'two',
    `
    the later of the two => 2
    earlier one is better => 1
    I'd prefer the later time => 2
    the latter => 2
    the former please => 1
    the second of those => 2
    a later one => counter
    later => none
    is the later one with Dana? => question
    `,
  );
  reads(
    'week',
    `
    the later tuesday one => 2
    the earlier tuesday slot => 1
    tuesday, the later one => 2
    the latest on tuesday => 2
    second to last => 3
    the very last one => 4
    next to last => 3
    `,
  );
});

describe('parts of the day that decide', () => {
  reads(
    'week',
    `
    tuesday morning => 1
    tuesday afternoon please => 2
    the tuesday morning one => 1
    afternoon on tuesday => 2
    thursday morning works => 3
    friday evening => counter
    mornings are better for me => ambiguous
    in the morning => ambiguous
    the afternoon one => ambiguous
    tomorrow in the morning => 1
    tomorrow afternoon would be great => 2
    friday, late afternoon => 4
    not in the morning => declined
    anything but mornings => ambiguous
    `,
  );
  reads(
    'two',
    `
    the morning one please => 2
    morning => 2
    afternoon works best => 1
    I can only do afternoons => 1
    in the evening => counter
    good morning => none
    Good afternoon, the first one please => 1
    the morning appointment => 2
    morning is no good => declined
    `,
  );
  reads(
    'halves',
    `
    the morning one => 1
    at lunch => ambiguous
    lunchtime please => ambiguous
    in the evening please => 4
    tonight => counter
    `,
  );
});

describe('a refusal with a choice in one breath', () => {
  reads(
    'afternoon',
    `
    not the first, the second => 2
    2 is no good but 3 works => 3
    2pm doesn't work, how about 3pm => 3
    can't do 2 or 2:30, 3 is fine => 3
    I can't make 2pm but I can make 2:30 => 2
    no to 2pm, yes to 3pm => 3
    anything but 2 and 2:30 => 3
    any time except 3pm => ambiguous
    not 2pm => declined
    neither 2 nor 3 => declined
    not the last one => declined
    I don't want 2pm I'd rather have 2:30 => 2
    2:30 instead of 2 please => 2
    I'd rather 3pm than 2pm => ambiguous
    no, 2:30 => 2
    nope, the third => 3
    no not that one => declined
    all but 3pm => ambiguous
    3pm, not 2pm => 3
    3, not 2 => 3
    the first won't work, the third would => 3
    everything works except 2:30 => ambiguous
    2pm is out, 3 is good => 3
    `,
  );
  reads(
    'week',
    `
    tuesday is bad, friday is good => 4
    I'm busy tuesday and thursday so friday => 4
    no tuesdays please => ambiguous
    any day but tuesday or friday => 3
    I work tuesdays, thursday is ok => 3
    anything except thursday or friday => ambiguous
    not tomorrow => declined
    Tuesday no, Thursday yes => 3
    `,
  );
  reads(
    'two',
    `
    not tuesday => declined
    anything but tuesday => 2
    not the first one, the other one => 2
    any but the second => 1
    tuesday won't work but the other one does => 2
    `,
  );
});

describe('a number that may be a place or an hour', () => {
  reads(
    'afternoon',
    `
    2 => ambiguous
    2 please => ambiguous
    3 => 3
    1 => 1
    option 2 => 2
    #2 => 2
    number 2 please => 2
    no. 2 => ambiguous
    at 2 => 1
    2pm => 1
    2 pm works => 1
    2 o'clock => 1
    2:00 => 1
    1400 => 1
    the 2 => ambiguous
    let's do 2 => ambiguous
    make it 2 => ambiguous
    2nd => 2
    2️⃣ => ambiguous
    3️⃣ => 3
    (3) => 3
    3) => 3
    3. => 3
    slot 2 => 2
    choice 3 => 3
    2 or 3 => ambiguous
    2 and 3 => ambiguous
    5 => none
    22 => none
    option 22 => none
    for 2 => ambiguous
    2 people => none
    there will be 3 of us => none
    I'm 30 => none
    555-0123 => none
    my number is 2125550123 => none
    apartment 3 => none
    $3 => none
    1 sec => none
    give me 2 minutes => none
    3 kids => none
    I have 1 question => none
    `,
  );
  reads(
    'mixed',
    `
    1 => 1
    2 => 2
    3 => 3
    9 => 1
    4 => none
    at 9 => 1
    9 on friday => 1
    4:30 => 2
    430 => 2
    half four => 2
    quarter to two => 3
    26 => 3
    the 26th => 3
    25th please => 2
    `,
  );
});

import { describe, expect, test } from '@jest/globals';
import { read, rows, type Circumstances, type ListName } from '../testing/hand-table.js';

// Every line was read on its own and ruled by one question: would a careful receptionist book this slot without asking again?
const reads = (list: ListName, lines: string, circumstances: Circumstances = {}): void => {
  test.each(rows(lines))(`of "${list}": "%s" is %s`, (text, expected) => {
    expect(read(list, text, circumstances)).toBe(expected);
  });
};

describe('hesitation chooses nothing yet', () => {
  reads(
    'afternoon',
    `
    maybe 3pm => hesitating
    3pm maybe => hesitating
    probably 3 => hesitating
    I think I might do 3pm => hesitating
    not sure yet => hesitating
    let me check with my wife first => hesitating
    3pm but let me check my calendar => hesitating
    hmm 2:30 or 3, not sure => hesitating
    can I get back to you? => hesitating
    I'll let you know => hesitating
    still thinking => hesitating
    it depends => hesitating
    perhaps the last one => hesitating
    I'm torn between 2 and 3 => hesitating
    2:30, unless my meeting runs over => hesitating
    give me a minute => hesitating
    idk => hesitating
    I guess 3 works => 3
    I think 3pm works => 3
    3pm should work => 3
    hmm, 3pm => 3
    well, let's say 3pm => 3
    `,
  );
});

describe('what somebody else chose, said or has', () => {
  reads(
    'afternoon',
    `
    my friend chose 3pm => none
    my wife picked the second one => none
    Anna took the 2:30 => none
    he said 3pm => none
    they chose option 2 => none
    she already picked 3pm => none
    my husband wanted 3pm => none
    I picked 3pm => 3
    I choose 3pm => 3
    I said 3pm => 3
    my friend chose 3pm so I'll take 2:30 => 2
    my wife prefers 3pm => 3
    3pm is what my sister picked => none
    my meeting is at 3 => none
    I have a dentist appointment at 3 => none
    my flight leaves at 3pm => none
    I get off work at 2:30 => none
    you told me 3pm => none
    last time it was at 3pm => none
    remind me at 2 => none
    `,
  );
  reads(
    'people',
    `
    9:30 => ambiguous
    9:30 tomorrow => 1
    9:30 with Maya => 3
    9:30 with Ana => 1
    10 with Maya => 2
    10 with Ana => ambiguous
    tomorrow at 9:30 with Maya => ambiguous
    with Ana please => 1
    Ana => 1
    Maya => ambiguous
    9:30 tomorrow with Dr. Patel => counter
    10am with Sofia => counter
    10 with my daughter => none
    Maya on wednesday => 3
    not with Ana => declined
    anyone but Maya => 1
    is Maya free at 10? => question
    does Ana do the 9:30? => question
    `,
  );
});

describe('questions, cancelling, other wishes', () => {
  reads(
    'afternoon',
    `
    is 3pm still available? => question
    do you have 3pm? => question
    how long is the 3pm? => question
    what about parking => question
    can I do the 3pm? => 3
    could I get 3pm? => 3
    can you do 3pm? => 3
    what about 3pm? => 3
    how about the last one? => 3
    3pm? => 3
    option 3? => question
    cancel my 3pm => cancelling
    please cancel the second one => cancelling
    I don't need the 3pm appointment => declined
    4pm => counter
    can you do 4? => counter
    3:15 => counter
    next week => counter
    something on friday => counter
    a different day please => counter
    after 3 => ambiguous
    before 2:30 => ambiguous
    between 2 and 3 => ambiguous
    `,
  );
});

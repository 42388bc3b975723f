import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { passGate } from './gate.js';
import type { GateContext } from './gate/gate-context.js';
import { asked, bookedBefore, bookingMore, justBooked, listing, open } from './testing/gate-scenes.js';

const scenes: Readonly<Record<string, GateContext>> = {
  'nothing looked up': asked,
  'times open': open,
  'a list going out': listing,
  'just booked Monday 2 PM': justBooked,
  'booked Monday 2 PM before': bookedBefore,
  'a facial being found after that': bookingMore,
};
const breaches = (text: string, context: GateContext): readonly string[] => {
  const verdict = passGate(text, context);
  return verdict.ok ? [] : verdict.breaches;
};

/** None of these has happened. */
const falseClaims = [
  "You're booked!",
  'You are all set for tomorrow at 2 PM.',
  "I've reserved Monday at 2:00 PM for you.",
  'Your appointment is confirmed.',
  "You're in!",
  "I've got you down for 2:30 PM on Monday.",
  'Locked in. Anything else?',
  'See you Monday at 2 PM!',
  'See you then!',
  'Scheduled.',
  'The appointment is made.',
  "I've penciled you in for Tuesday at 10 AM.",
  'Your spot is secured.',
  "You're on the books.",
  "I'm holding 2:00 PM for you.",
  'I saved you the 2:30 spot.',
  "I'll hold it for you.",
  'I put you down for tomorrow.',
  'Done!',
  'All done, tomorrow at 2 PM.',
  'Great, tomorrow at 2 PM then.',
  '2 PM it is!',
  'It is yours.',
  'Consider it done.',
  "We're expecting you at 2 PM.",
  'Looking forward to seeing you!',
  "I've added you to our calendar.",
  'Your booking went through.',
  'Booking complete.',
  'Your confirmation number is 4471.',
  'Reminder: Botox on Monday at 2 PM.',
  "I'm booking that for you now.",
  "I'll go ahead and book 2 PM.",
  'Let me book that for you.',
  'You have an appointment on Monday at 2 PM.',
  "I've cancelled your appointment.",
  'Your appointment has been moved to Tuesday.',
  'I have rescheduled you.',
  'Please come on Monday at 2 PM.',
  'You will be seeing Dana.',
  'No worries, you are booked.',
  'No problem you are booked!',
  "I haven't stopped smiling since I booked you.",
  'Nothing is booked except your 2 PM.',
  "It's not like you're not booked.",
  "Would you like to know that you're booked?",
  'If you were wondering, you are booked.',
  'After I booked you in I saw your note.',
  'Now that you are booked, arrive early.',
  'Glad I could get you booked!',
  'You are bo\u200boked.',
  'You are b\u0336o\u0336o\u0336k\u0336e\u0336d\u0336.',
  'Yоu аrе bооkеd.',
  'You are 𝐛𝐨𝐨𝐤𝐞𝐝.',
  'You are ⓑⓞⓞⓚⓔⓓ.',
  'You are 🅱🅾🅾🅺🅴🅳.',
  'You are b o o k e d.',
  'You are b.o.o.k.e.d',
  'You are boo ked.',
  'You are b00k3d.',
  "Y0u'r3 4ll s3t!",
  'You are bookd.',
  'You are comfirmed.',
  'YOUAREBOOKED',
  '#AllSet',
  'u r all set',
  '2 PM tomorrow ✅',
  'Su cita está confirmada.',
  'Reservado para mañana.',
  'Votre rendez-vous est confirmé.',
  'Ihr Termin ist gebucht.',
  'Вы записаны.',
  '予約しました。',
  'Thank you for booking with us!',
  'I took care of it.',
  'Everything is arranged.',
  "We've set aside the 2 PM for you.",
  "It's official!",
  'You can relax, your slot is guaranteed.',
  "I haven't booked 2:30, I booked 2:00.",
];

describe('what is not true is not said', () => {
  test.each(falseClaims)('%s', (text) => {
    for (const context of [asked, open]) expect(breaches(text, context)).toContain('unproved_claim');
  });

  test('whatever stands before and after it', () => {
    const words = fc.string({ unit: 'grapheme', maxLength: 60 });
    const glue = fc.constantFrom('. ', '\n', '! ', ' - ', ', ');
    fc.assert(
      fc.property(words, glue, fc.constantFrom(...falseClaims), glue, words, (before, g1, claim, g2, after) => {
        expect(passGate(before + g1 + claim + g2 + after, open).ok).toBe(false);
      }),
      { numRuns: 1_500 },
    );
  });

  test('not even after a booking of something else', () => {
    for (const text of [
      "I've booked your facial for tomorrow at 2 PM.",
      "You're booked for 2:30 PM on Monday.",
      "You're booked for Tuesday at 2 PM.",
      "You're booked with April on Monday at 2 PM.",
      'Both are booked.',
      "I've booked Monday at 2 PM and Tuesday at 3 PM.",
      "I've moved your appointment to Monday at 2 PM.",
      'Your facial is booked.',
    ])
      expect([text, breaches(text, bookingMore)]).not.toEqual([text, []]);
    expect(breaches("You're all set!", bookedBefore)).toContain('unproved_claim');
    expect(breaches("You're all set!", bookingMore)).toContain('unproved_claim');
    expect(breaches('See you then!', bookingMore)).toContain('unproved_claim');
  });
});

describe('a time that nobody knows of is not said', () => {
  test.each([
    ['How about 4:30 PM?', open],
    ['How about 4?', open],
    ["I can do 5 o'clock on Monday.", open],
    ['I also have half past three.', open],
    ['2:00 PM on Tuesday is free.', open],
    ['I have 10:00 AM on Monday.', open],
    ['Wednesday works too.', open],
    ['4 PM tomorrow is free.', asked],
    ['I have 4 PM tomorrow, do you want it?', asked],
    ['Not only is 4 PM free, it is the best time.', asked],
    ['We have openings on December 24.', open],
    ['9 AM is open, want it?', asked],
    ["We're open 8:00 AM to 6:00 PM.", asked],
    ["We're open on Sundays.", asked],
    ["We're closed on Tuesdays.", asked],
    ['We close at 8 PM.', asked],
    ['Come by in 30 minutes.', asked],
    ['There is room at 14h30.', asked],
    ['We have time at 1630 hours.', asked],
    ['The 24th is possible.', open],
    ['There is one left in March, and some in December.', open],
  ])('%s', (text, context) => {
    expect(breaches(text, context)).not.toEqual([]);
  });
});

describe('options have the numbers by which an answer is read', () => {
  test.each([
    ['1) 2:00 PM\n2) 2:30 PM', 'one left out'],
    ['1) 2:30 PM\n2) 2:00 PM\n3) Tue, Nov 18 10:00 AM', 'two swapped'],
    ['2) 2:00 PM\n3) 2:30 PM\n4) Tue, Nov 18 10:00 AM', 'counted from two'],
    ['Monday 2:00 PM, Monday 2:30 PM or Tuesday 10:00 AM?', 'no numbers at all'],
    ['Reply 1, 2, 3 or 4.', 'a number too many'],
    ['Monday: option 2 is 2:00 PM, option 1 is 2:30 PM, option 3 is 10:00 AM on Tuesday', 'two swapped in words'],
    ['Reply with a number.', 'nothing listed'],
  ])('%s (%s)', (text) => {
    expect(breaches(text, listing)).toContain('wrong_numbering');
  });
  test('an option beyond the last list does not exist', () => {
    expect(breaches('Reply 3 for Tuesday at 10:00 AM.', open)).toEqual([]);
    expect(breaches('Reply 4 for Tuesday at 10:00 AM.', open)).toContain('wrong_numbering');
    expect(breaches('Reply 1 for Tuesday at 10:00 AM.', open)).toContain('wrong_numbering');
    expect(breaches('Take option 2?', asked)).toContain('wrong_numbering');
  });
});

test.each(['Here: {{offers}}', 'Hi {name}!', 'See [time].', 'At {{ whatever }} then', '}} ok'])(
  'a placeholder that nothing fills is not sent: %s',
  (text) => {
    expect(breaches(text, open)).toContain('unknown_placeholder');
  },
);

describe('honest words pass', () => {
  test.each([
    ['Hi! How can I help you today?', asked],
    ['Sure, what day works for you?', asked],
    ['Let me check 4 PM tomorrow for you.', asked],
    ['Did you mean 4 PM tomorrow?', asked],
    ["I'm sorry, 4 PM tomorrow isn't available.", asked],
    ["I haven't booked anything yet.", asked],
    ['Nothing is booked yet.', asked],
    ['No appointment has been made.', asked],
    ["Your appointment isn't confirmed yet.", asked],
    ['Would you like me to book it?', open],
    ['Shall I book 2:00 PM on Monday?', open],
    ['Should I put you down for 2:30 PM on Monday?', open],
    ['I can book 2:00 PM or 2:30 PM on Monday.', open],
    ['Which of the times would you like?', open],
    ['I have 2:00 PM and 2:30 PM on Monday. Which do you prefer?', open],
    ['Just reply 1, 2 or 3 and I will book it for you.', open],
    ["Once you're booked you will get a text.", open],
    ['Dana can see you on Monday at 2:30 PM.', open],
    ['Tuesday at 10 AM is with April.', open],
    ["You're in luck! I have Monday at 2 PM.", open],
    ["We're fully booked on Mondays, sorry.", open],
    ["4 PM isn't free, but 2:30 PM on Monday is.", open],
    ['A facial is $140 and takes 60 minutes.', asked],
    ['Botox is $12 per unit.', asked],
    ["We're at 214 Maple Avenue, Suite 3, Albany, NY 12203.", asked],
    ['Call us at (518) 555-0134 or 518-555-0134.', asked],
    ["We're open Monday to Friday 9 AM to 6 PM and Saturday 9 AM to 12 PM.", asked],
    ["We're closed on Sundays.", asked],
    ['We open at 9 AM and close at 6 PM on weekdays.', asked],
    ["Please give us 24 hours' notice to change or cancel. Later than that we charge $50.", asked],
    ['Free parking behind the building, entrance on Oak Street.', asked],
    ['Do you prefer mornings or afternoons?', asked],
    ['Have you booked with us before?', asked],
    ["You don't have an appointment with us yet.", asked],
    ['To book, reply with the number.', open],
    ["I can't book that one, sorry.", open],
    ['Take your time. Tell me when you know which time you want.', open],
    ["Sorry, I couldn't book that: it was just taken.", open],
    ["You're all set! See you on Monday.", justBooked],
    ["Perfect! I've booked your Botox appointment for November 17, 2025 at 2:00 PM.", justBooked],
    ["You're booked with Dana on Monday at 2 PM.", bookedBefore],
    ['Your Botox appointment is tomorrow at 2 PM with Dana Lee.', bookedBefore],
    ['See you on Mon, Nov 17 at 2:00 PM.', bookedBefore],
    ['Thanks, Sam! See you then.', bookedBefore],
    ['Anything else I can do for you?', bookedBefore],
    ['For the facial I have Tuesday at 3 PM. Would you like that?', bookingMore],
    ["You're booked for Monday at 2 PM. The facial isn't booked yet.", bookingMore],
    ['Good morning! What can I do for you?', asked],
    ['No problem. What other day would suit you?', open],
    ['Nice to meet you, Sam!', asked],
    ['What name should I put it under?', open],
    ["I'll look for something later in the week.", asked],
  ])('%s', (text, context) => {
    expect(breaches(text, context)).toEqual([]);
  });
});

test('no text makes the gate fall over, and what passes has no invisible characters', () => {
  const text = fc.string({ unit: 'binary', maxLength: 200 });
  fc.assert(
    fc.property(text, fc.constantFrom(...Object.keys(scenes)), (words, name) => {
      const verdict = passGate(words, scenes[name] as GateContext);
      if (verdict.ok) expect(verdict.text).not.toMatch(/(?![\n\t])[\p{Cc}\p{Cf}]/u);
    }),
  );
  expect(passGate('\u202eHello\u0000 there\u200b', asked)).toEqual({ ok: true, text: 'Hello there' });
  expect(passGate(`Hello${' there'.repeat(1_000)}`, asked).ok).toBe(false);
});

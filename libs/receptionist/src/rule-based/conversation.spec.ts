import { describe, expect, test } from '@jest/globals';
import { findBreaches } from '@slotguard/conversation';
import { radiance, Shop } from '../testing/shop.js';

/** What the customer reads last after saying all of this. */
async function lastAnswer(shop: Shop, ...words: string[]): Promise<string> {
  let answers: string[] = [];
  for (const text of words) answers = await shop.text(text);
  return answers.join('\n--\n');
}
const afterwards = (...words: string[]): Promise<string> => lastAnswer(new Shop(), ...words);

describe('booking', () => {
  test('service, day, list, number, confirmation and name', async () => {
    const shop = new Shop();
    expect(await shop.text('Hi, can I book botox for tomorrow?')).toEqual([
      'Botox on Tue, Nov 18:\n1) 9:00 AM\n2) 9:30 AM\n3) 10:00 AM\nReply with a number.',
    ]);
    expect(await shop.text('2')).toEqual([
      "Perfect! I've booked your Botox appointment for November 18, 2025 at 9:30 AM. What name should I put it under?",
    ]);
    expect(await shop.text("it's sam o'neil, thanks")).toEqual([
      "Thanks, Sam O'neil! I've booked your Botox appointment for November 18, 2025 at 9:30 AM under that name.",
    ]);
    expect((await shop.all('CustomerIdentified')).map(({ personal }) => personal.name)).toEqual(["Sam O'neil"]);
    expect(findBreaches(await shop.story())).toMatchObject({ breaches: [], owed: [] });
  });
  test('"book me for 2pm today": the time asked for stands first, and is what gets booked', async () => {
    const shop = new Shop({ business: radiance({ defaultService: 'consultation' }) });
    expect(await lastAnswer(shop, 'book me for 2pm today')).toMatch(/^Consultation on Mon, Nov 17:\n1\) 2:00 PM\n/);
    expect(await lastAnswer(shop, 'the first one')).toContain('November 17, 2025 at 2:00 PM');
  });
  test('without a usual service it asks which one, and keeps the day that was said', async () => {
    expect(await afterwards('book me for friday at 3')).toBe(
      'Which service would you like: Botox, Facial or Consultation?',
    );
    expect(await afterwards('book me for friday at 3', 'a facial')).toMatch(/^Facial on Fri, Nov 21:\n1\) 3:00 PM/);
  });
  test('a burst of texts is one wish', async () => {
    const shop = new Shop();
    await shop.hear('hi');
    await shop.hear('botox please');
    await shop.answer(await shop.hear('on friday'));
    expect(shop.phone.received.map(({ text }) => text)).toEqual([expect.stringMatching(/^Botox on Fri, Nov 21:/)]);
    expect((await shop.all('TurnEnded')).map(({ data }) => data.answers)).toEqual([['utt-1', 'utt-2', 'utt-3']]);
  });
  test('a name that was volunteered is not asked for', async () => {
    const shop = new Shop();
    expect(await lastAnswer(shop, 'botox tomorrow, my name is Sam Miller', 'the first one')).toBe(
      "Perfect! I've booked your Botox appointment for November 18, 2025 at 9:00 AM.",
    );
    expect((await shop.all('CustomerIdentified'))[0]?.personal.name).toBe('Sam Miller');
  });
  test.each(['my name is Maya', 'my name is Ana', "I'm Maya Chen", 'call me ana'])(
    'a customer may be called as somebody is who works there: "%s"',
    async (said) => {
      expect(await afterwards('botox tomorrow', '1', said)).toMatch(/^Thanks, (Ana|Maya|Maya Chen)! I've booked your/);
    },
  );
  test('whoever asks for somebody is offered that person', async () => {
    expect(await afterwards('botox with Maya tomorrow')).toMatch(/^Botox on Tue, Nov 18 with Maya Chen:/);
  });
  test('a second appointment begins anew', async () => {
    const shop = new Shop();
    await lastAnswer(shop, 'botox tomorrow', '1', 'Sam');
    expect(await lastAnswer(shop, 'book me a facial on friday too', '2')).toContain(
      'Facial appointment for November 21',
    );
    expect((await shop.state()).appointments).toHaveLength(2);
  });
});

describe('a choice that lay unanswered for days', () => {
  test('books nothing: the same times are listed anew, and chosen again they are booked', async () => {
    const shop = new Shop();
    await shop.text('botox on friday at 2pm with Ana, my name is Sam Miller');
    const chosen = await shop.hear('1');
    shop.at += 2 * 24 * 60 * 60_000;
    await shop.answer(chosen);
    expect(shop.phone.received.at(-1)?.text).toMatch(
      /^Those times are a while old, let me check them again\. Botox on Fri, Nov 21 with Ana Reyes:\n1\) 2:00 PM\n/,
    );
    expect((await shop.state()).appointments).toEqual([]);
    expect(await lastAnswer(shop, 'number 1')).toContain("I've booked");
  });
});

describe('a change of mind', () => {
  test.each([
    ['actually a facial', /^Facial on Tue, Nov 18:/],
    ['a facial instead of botox', /^Facial on Tue, Nov 18:/],
    ['friday instead', /^Botox on Fri, Nov 21:/],
    ['in the afternoon please', /^Botox on Tue, Nov 18:\n1\) 12:00 PM/],
    ['something later', /^Botox on Tue, Nov 18:\n1\) 10:30 AM/],
    ['anything earlier?', /^Botox on Mon, Nov 17:\n1\) 11:30 AM/],
    ['another day', /^Botox on Wed, Nov 19:/],
    ['none of these', /^Botox on Tue, Nov 18:\n1\) 10:30 AM/],
    ['do you have 4pm?', /^Botox on Tue, Nov 18:\n1\) 4:00 PM/],
  ])('"%s" after a list brings another list', async (words, list) => {
    expect(await afterwards('botox tomorrow', words)).toMatch(list);
  });
  test('without an appointment there is nothing to cancel, and a change is a new wish', async () => {
    expect(await afterwards('botox tomorrow', 'cancel that')).toMatch(/^All right\./);
    expect(await afterwards('botox tomorrow', 'change the time to 4pm')).toMatch(/^Botox on Tue, Nov 18:\n1\) 4:00 PM/);
  });
  test('a listed time with somebody else than listed is looked up, never booked with another', async () => {
    const shop = new Shop();
    expect(await lastAnswer(shop, 'botox tomorrow', '9:30 with maya')).toMatch(
      /^Botox on Tue, Nov 18 with Maya Chen:\n\d\) 9:/,
    );
    expect((await shop.state()).appointments).toEqual([]);
    expect(await lastAnswer(shop, '9:30', 'Sam', 'when is my appointment?')).toContain('9:30 AM with Maya Chen');
    expect(await afterwards('botox tomorrow', '9:30 with ana')).toContain("I've booked your Botox");
    expect(await afterwards('botox tomorrow', '9:30, my name is Maya')).toContain("I've booked your Botox");
  });
  test('somebody who is named after the list: the same service, day and time with that person', async () => {
    expect(await afterwards('botox tomorrow', 'with maya')).toMatch(/^Botox on Tue, Nov 18 with Maya Chen:/);
    expect(await afterwards('botox tomorrow', '2 or 3 with maya')).toMatch(/^Botox on Tue, Nov 18 with Maya Chen:/);
    expect(await afterwards('botox tomorrow', 'another day', 'with maya')).toMatch(
      /^Botox on Wed, Nov 19 with Maya Chen:/,
    );
  });
  test('"tomorrow instead" keeps the hour', async () => {
    expect(await afterwards('botox on friday at 3', 'thursday instead')).toMatch(/^Botox on Thu, Nov 20:\n1\) 3:00 PM/);
  });
  test('"next week", then "wednesday": the one of next week', async () => {
    expect(await afterwards('botox next week', 'wednesday')).toMatch(/^Botox on Wed, Nov 26:/);
  });
  test('a weekday that fits the list stays the day of the list', async () => {
    const words = ['botox on november 24', 'monday', 'after 5'];
    expect(await afterwards(...words)).toMatch(/^Botox on Mon, Nov 24:\n1\) 5:00 PM/);
    expect(await afterwards('botox on november 24', 'this monday, after 4')).toMatch(/^Botox on Mon, Nov 17:/);
  });
  test('after two refusals it asks instead of listing on', async () => {
    expect(await afterwards('botox tomorrow', 'none of these', 'no, none of them')).toMatch(/What day and time/);
  });
  test('"no thanks" ends the matter', async () => {
    expect(await afterwards('botox tomorrow', 'no thanks')).toBe(
      "No problem. Text me whenever you'd like to book.\nYou don't have an appointment with us yet.",
    );
  });
});

describe('words in doubt', () => {
  test('two that fit: it asks which one, with their numbers', async () => {
    expect(await afterwards('botox tomorrow', '2 or 3')).toBe('Did you mean 9:30 AM or 10:00 AM? Reply 2 or 3.');
    expect(await afterwards('botox tomorrow', '2 or 3', '3')).toContain('10:00 AM. What name');
  });
  test('a number that may be an hour: it asks in a way that can be answered', async () => {
    const list = ['botox tomorrow from 2 to 4pm', '2'];
    expect(await afterwards(...list)).toBe('Did you mean 2:00 PM or 2:30 PM? Reply option 1 or option 2.');
    expect(await afterwards(...list, 'option 2')).toContain('2:30 PM. What name');
    expect(await afterwards(...list, '2')).toMatch(
      /^Sorry, I'm not sure which one you mean\. .*\n1\) 2:00 PM[^]*\nReply with the time, or "option 1"\.$/,
    );
    expect(await afterwards('botox tomorrow', '2 or 3', '2 or 3')).toMatch(
      /^Sorry, I'm not sure[^]*\nReply with a number\.$/,
    );
  });
  test('"yes" to a list: it asks which one', async () => {
    expect(await afterwards('botox tomorrow', 'yes')).toMatch(
      /^Which one would you like\? Botox on Tue, Nov 18:\n1\) 9:00 AM/,
    );
  });
  test('hesitation is left its time', async () => {
    expect(await afterwards('botox tomorrow', 'hmm let me think')).toMatch(/^No hurry/);
    expect(await afterwards('botox tomorrow', 'hmm let me think', '2')).toContain('9:30 AM. What name');
  });
  test('nonsense never gets the same answer three times in a row', async () => {
    const shop = new Shop();
    const answers = [];
    for (const words of ['asdf', 'qwer', 'zxcv']) answers.push(await lastAnswer(shop, words));
    expect(new Set(answers).size).toBeGreaterThan(1);
    expect(answers.at(-1)).toContain('(518) 555-0134');
  });
});

describe('what cannot be had', () => {
  test('a closed day: the nearest openings, and why', async () => {
    expect(await afterwards('botox on sunday')).toMatch(
      /^We're closed on Sun, Nov 23\. The nearest openings: Botox on Mon, Nov 24:\n1\)/,
    );
  });
  test.each([
    ['at 2pm', ['2:00 PM', '2:30 PM', '1:30 PM'], 'option 1', '2:00 PM'],
    ['at 5pm', ['5:00 PM', '5:30 PM', '4:30 PM'], '1', '5:00 PM'],
    ['in the evening', ['5:00 PM', '5:30 PM', '4:30 PM'], '1', '5:00 PM'],
    ['', ['9:00 AM', '9:30 AM', '10:00 AM'], '1', '9:00 AM'],
  ])('a closed Sunday %s: Monday about that time, as it is recorded', async (when, times, choice, booked) => {
    const shop = new Shop();
    const [list] = await shop.text(`botox on sunday ${when}`.trim());
    expect(list).toMatch(/^We're closed .*on Sun, Nov 23\. The nearest openings: Botox on Mon, Nov 24:\n1\)/);
    expect(list?.match(/(?<=\d\) ).*/g)).toEqual(times);
    const checked = (await shop.state()).check?.slots;
    expect((await shop.all('OffersPresented')).at(-1)?.data.offers.map(({ slot }) => slot)).toEqual(checked);
    expect(await lastAnswer(shop, choice)).toContain(`${booked}. What name`);
    expect((await shop.all('AppointmentBooked'))[0]?.data.slot).toEqual(checked?.[0]);
  });
  test('a time on any day of a week: the days on which it is free', async () => {
    const shop = new Shop();
    expect(await shop.text('botox next week at 4pm')).toEqual([
      'Botox:\n1) Mon, Nov 24 4:00 PM\n2) Tue, Nov 25 4:00 PM\n3) Wed, Nov 26 4:00 PM\nReply with a number.',
    ]);
    expect(await lastAnswer(shop, 'tuesday')).toContain('November 25, 2025 at 4:00 PM. What name');
  });
  test('a time that has passed', async () => {
    expect(await afterwards('botox today at 9am')).toMatch(/^9:00 AM on Mon, Nov 17 is too soon or has passed\./);
  });
  test('a slot that somebody else got: told, and offered others', async () => {
    const shop = new Shop();
    await shop.text('botox tomorrow');
    shop.calendar.taken.add(Date.parse('2025-11-18T09:00:00-05:00'));
    const [answer] = await shop.text('1');
    expect(answer).toMatch(/^Sorry, that time was just taken\. Botox on Tue, Nov 18:\n1\) 9:30 AM/);
    expect(await lastAnswer(shop, '1')).toContain('9:30 AM. What name');
  });
  test('one more appointment than a customer can have: told, and nothing else is offered', async () => {
    const shop = new Shop();
    shop.calendar.declines = 'too_many';
    await shop.text('botox tomorrow');
    const [answer, ...more] = await shop.text('1');
    expect([answer, more]).toEqual([
      expect.stringMatching(/^No more appointments can be made for you here\. Please call us/),
      [],
    ]);
    expect(await shop.all('AppointmentBooked')).toEqual([]);
    expect((await shop.all('AssistantReplied')).at(-1)?.data).toMatchObject({ breaches: [], offers: [] });
  });
  test('a choice from a list of yesterday is looked up again, and booked when it is still free', async () => {
    const shop = new Shop();
    await shop.text('botox on friday');
    shop.at += 5 * 3_600_000;
    const [answer] = await shop.text('9:30');
    expect(answer).toContain("I've booked your Botox appointment for November 21, 2025 at 9:30 AM");
  });
  test.each([
    'no wait, 2pm',
    'wrong, I meant 5pm',
    'actually thursday',
    'make it 3pm',
    'sorry, can we do 4?',
    "I'm running late",
  ])('"%s" after a booking is about that appointment, and books no second one', async (words) => {
    const shop = new Shop({ business: radiance({ defaultService: 'consultation' }) });
    expect(await lastAnswer(shop, 'botox tomorrow', '1', 'Sam', words)).toBe(
      'You have an appointment: Botox on November 18, 2025 at 9:00 AM with Ana Reyes. ' +
        'To move it, text "move it to" and the new day and time.',
    );
    expect((await shop.state()).check).toBeUndefined();
  });
  describe.each([
    ['with no list open', []],
    ['with another list open', ['a facial on friday']],
  ] as const)('%s', (_, open) => {
    test.each(["I don't want it any more", "I can't make it any more", "I won't be coming on friday", 'can I cancel?'])(
      '"%s" cancels nothing yet: it is asked back',
      async (words) => {
        const shop = new Shop();
        expect(await lastAnswer(shop, 'botox tomorrow', '1', 'Sam', ...open, words)).toBe(
          'Do you want to cancel your Botox appointment on November 18, 2025 at 9:00 AM? Reply YES and I will.',
        );
        expect((await shop.state()).appointments).toHaveLength(1);
      },
    );
    test.each(['never mind', 'no thanks', "please don't cancel it"])(
      '"%s" cancels nothing, and says so',
      async (words) => {
        const answer = await afterwards('botox tomorrow', '1', 'Sam', ...open, words);
        expect(answer).not.toMatch(/All right|No problem/);
        expect(answer).toContain('You have an appointment: Botox on November 18, 2025 at 9:00 AM');
      },
    );
    test.each(['is it cancelled?', 'did you cancel it?', "so it's cancelled?"])(
      '"%s" is told what is booked',
      async (words) => {
        expect(await afterwards('botox tomorrow', '1', 'Sam', ...open, words)).toMatch(
          /^You have an appointment: Botox/,
        );
      },
    );
  });
  test('calling it off instead of giving a name is asked back too', async () => {
    expect(await afterwards('botox tomorrow', '1', "I don't want it any more")).toContain('Do you want to cancel');
  });
  test('"see you tomorrow" and a question that begins with "sorry" change nothing', async () => {
    expect(await afterwards('botox tomorrow', '1', 'Sam', 'ok great, see you tomorrow')).toBe("You're welcome!");
    expect(await afterwards('botox tomorrow', '1', 'Sam', 'sorry, are you open friday?')).toMatch(/^We're open/);
  });
  test('the usual service is no guess for a second appointment', async () => {
    const shop = new Shop({ business: radiance({ defaultService: 'consultation' }) });
    expect(await lastAnswer(shop, 'tomorrow please', '1', 'Sam', 'can I come friday too?')).toBe(
      'Which service would you like: Botox, Facial or Consultation?',
    );
    expect(await lastAnswer(shop, 'facial')).toMatch(/^Facial on Fri, Nov 21:/);
  });
});

describe('questions', () => {
  test.each([
    ['when are you open?', "We're open Mon to Sat 9:00 AM to 6:00 PM; closed Sun."],
    ['where are you located?', "We're at 214 Maple Avenue, Suite 3, Albany, NY 12203."],
    ['how much is a facial?', 'Facial: $140.'],
    ['how long does botox take', 'Botox takes 30 minutes.'],
    ['who does botox?', 'You can see Ana Reyes or Maya Chen for Botox.'],
    ['is there parking?', 'Free parking behind the building, entrance on Oak Street.'],
    [
      'can I talk to a human',
      "I'm leaving this to the team at Radiance Med Spa: a person will answer you here. You can also call (518) 555-0134.",
    ],
  ])('"%s"', async (words, answer) => {
    expect(await afterwards(words)).toBe(answer);
  });
  test('a question in between leaves the list open', async () => {
    const asked = ['botox tomorrow', 'how much is it?'];
    expect(await afterwards(...asked)).toMatch(/Botox: \$12 per unit.* Which of the times would you like\?$/);
    expect(await afterwards(...asked, '2')).toContain('9:30 AM. What name');
  });
  test('"it" is the service that is spoken of', async () => {
    expect(await afterwards('a facial tomorrow', 'how much is it?')).toMatch(/^Facial: \$140\. Which/);
  });
  test('comparing two services changes no wish', async () => {
    const words = ['botox tomorrow', "what's the difference between botox and a facial?", '2'];
    expect(await afterwards(...words)).toContain('Botox appointment for November 18');
  });
  test('a question and a wish in one text are both answered', async () => {
    expect(await afterwards('how much is botox and can I come tomorrow at 3?')).toMatch(
      /^Botox: \$12 per unit\. Botox on Tue, Nov 18:\n1\) 3:00 PM/,
    );
  });
  test('"did you book it?" is told what is booked, and a name is no question about parking', async () => {
    expect(await afterwards('botox tomorrow', 'did you book it?')).toBe("You don't have an appointment with us yet.");
    expect(await afterwards('botox tomorrow', 'Jo Park')).not.toContain('parking');
    expect(await afterwards('where can I park?')).toContain('parking');
  });
  test('what is booked is told when asked', async () => {
    expect(await afterwards('when is my appointment?')).toBe("You don't have an appointment with us yet.");
    expect(await afterwards('botox tomorrow', '1', 'Sam', 'when is my appointment?')).toBe(
      'You have an appointment: Botox on November 18, 2025 at 9:00 AM with Ana Reyes.',
    );
  });
  test('after a cancellation nobody is told that there is no appointment "yet"', async () => {
    const words = ['botox tomorrow', '1', 'Sam', 'cancel my appointment'];
    expect(await afterwards(...words)).toMatch(/^I've cancelled your Botox appointment/);
    expect(await afterwards(...words, 'when is my appointment?')).toBe(
      "You don't have an upcoming appointment with us.",
    );
  });
});

describe('small talk', () => {
  test('a greeting says who this is and what it can do', async () => {
    expect(await afterwards('hi!')).toMatch(/^Hi, this is Radiance Med Spa!/);
  });
  test('thanks after the booking asks for the name once more, and no more', async () => {
    const shop = new Shop();
    expect(await lastAnswer(shop, 'botox tomorrow', '1', 'thanks')).toBe(
      "You're welcome! What name should I put it under?",
    );
    expect(await lastAnswer(shop, 'no name')).toBe("That's fine, no name needed.");
  });
  test('a name that comes one turn later is still taken', async () => {
    expect(await afterwards('botox tomorrow', '1', 'is there parking?', 'Sam Miller')).toMatch(/^Thanks, Sam Miller!/);
    expect(await afterwards('botox tomorrow', '1', 'skip', 'Perfect')).not.toContain('Thanks, Perfect');
    expect(await afterwards('botox tomorrow', '1', 'can I come friday too?', 'hydrafacial')).not.toContain('Thanks');
  });
  test('only a "no" or "skip" declines to give a name', async () => {
    for (const words of ['no', 'skip', 'later', 'No thanks!'])
      expect(await afterwards('botox tomorrow', '1', words)).toBe("That's fine, no name needed.");
    for (const words of ['not friday', 'noon with maya', 'maya', 'a facial', 'facial', "no, that's wrong"])
      expect(await afterwards('botox tomorrow', '1', words)).not.toMatch(/no name needed|Thanks,/);
  });
  test('the name is asked for twice at most', async () => {
    const words = ['botox tomorrow', '1', '???'];
    expect(await afterwards(...words)).toMatch(
      /^Sorry, I didn't catch that\. What name should I put it under\?\nYou have an appointment/,
    );
    expect(await afterwards(...words, 'pat')).toMatch(/^Thanks, Pat!/);
    expect(await afterwards(...words, '???')).not.toContain('What name');
  });
  test('whoever claims to be booked is told what there is', async () => {
    expect(await afterwards("You already told me I'm booked for 3pm, right?")).toBe(
      "You don't have an appointment with us yet.",
    );
  });
  test('a call is spoken to, without numbers', async () => {
    const shop = new Shop({ channel: 'voice' });
    expect(await lastAnswer(shop, 'I need a facial tomorrow')).toBe(
      'On Tuesday, November 18 I have 9 AM, 9:30 AM or 10 AM for Facial. Which would you like?',
    );
    expect(await lastAnswer(shop, 'nine thirty')).toContain('for 9:30 AM on November 18, 2025.');
  });
});

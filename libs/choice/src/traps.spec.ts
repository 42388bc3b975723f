import { expect, test } from '@jest/globals';
import { extractChoice, type OfferedSlot } from './index.js';

const context = {
  timeZone: 'America/New_York',
  now: '2025-11-24T10:00:00-05:00',
  channel: 'sms',
  asked: 'slot',
} as const;

const offers = (...starts: string[]): OfferedSlot[] =>
  starts.map((start, i) => ({ number: i + 1, start: `${start}:00-05:00`, service: 'Botox', resource: 'Dr. Kim' }));
const lists = [
  offers('2025-11-25T14:00', '2025-11-25T14:30', '2025-11-25T15:00'),
  offers('2025-11-25T10:00', '2025-11-25T14:00', '2025-11-27T09:30', '2025-11-28T16:15'),
  offers('2025-11-25T14:00'),
];

/** Each names an hour, a day, a number or a place that was offered, and chooses nothing. */
const chooseNothing = `
my flight lands at 2pm
I have to pick up my kids at 3
I need to leave by 3
I finish work at 2:30
my husband has an appointment at 2
I had an appointment at 2pm last week
last time I came at 2pm
my last appointment was at 3
I already have something at 2:30
if I come at 2 can you fit me in
how busy are you at 3pm
can you remind me at 2pm
please call me at 3
send me a text at 2
do you close at 3
I called you at 2:30 and nobody picked up
you told me 3pm yesterday
I thought it was at 3pm
wasn't it 2pm?
why is it 2pm?
2pm is too late for me
2pm is a bit early
2pm is tough
2pm clashes with my lunch
2 is not possible
unfortunately 2pm is impossible
later than 3pm
2 hours from now
it takes 30 minutes right?
I paid $2.30
my zip is 10230
apt 2
suite 230
born 11/25/1990
3 kids
me plus 2
party of 3
just the 2 of us
first time patient
first I want to know the price
second question: do you take cash
hold on a sec
give me 2 minutes
I'll decide by 2
I'll get back to you tomorrow
ask me again tomorrow
not tomorrow
tuesday after next
every tuesday
I was there last tuesday
on tuesday I was busy
cancel the first one
delete the second one
I need to move my 2pm appointment
I'll be late to my 2pm
2pm or maybe 3pm
1, 2 or 3
options 2 and 3
not option 2
option 2 doesn't work
no option 2
what is option 2
option 2?
which doctor is at 2pm
which day is the first one
would the second one be longer
I liked the first one better last time
I want Dr. Lee
got anything at 2pm
any chance of 2pm
is 3 ok
I wish I could do 2pm
I could have done 2pm
2pm would have been nice
2pm no longer works
2pm nvm
2pm - just kidding
2pm but let me confirm with my boss
if my boss agrees 2pm
I'm thinking about 2pm
can you hold 2pm while I check
don't give away 2pm
I never said 2pm
stop texting me about 2pm
you booked me at 2pm by mistake
2pm my time?
2pm pacific
1-800-222-3333
yes and no
not yes
yes, actually no
sounds good but no
that's great news but I can't
that would be great if it was free
exactly two years ago
sure not
yeah right
maybe yes
I'd love to but I can't
go ahead and cancel
absolutely not
that works for Tuesday?
right?
yes no wait
2pm no wait
neither 2 nor 2:30
2pm with who?
10am or 2pm, no idea
`
  .trim()
  .split('\n');

test.each(chooseNothing)('"%s" books nothing', (text) => {
  for (const list of lists) expect(extractChoice(text, list, context).kind).not.toBe('selected');
});

import { describe, expect, test } from '@jest/globals';
import { parseEvent } from '@slotguard/contracts';
import { foldStory } from '@slotguard/conversation';
import { LogUnavailable, MemoryEventLog } from '@slotguard/event-log';
import fc from 'fast-check';
import { ingestText, INBOUND_TEXT_MAX, type InboundText } from './ingest.js';

let now = new Date('2026-11-16T19:00:00Z');
const clock = { now: () => now };
const text = (more: Partial<InboundText> = {}): InboundText => ({
  business: { id: 'radiance', timeZone: 'America/New_York' },
  conversation: 'abc',
  channel: 'sms',
  thread: 'number_pair',
  customerAddress: '+15185550199',
  businessAddress: '+15185550100',
  messageId: 'SM1',
  text: 'book me for 2pm',
  ...more,
});
const open = () => {
  const log = new MemoryEventLog({ clock });
  const take = (more?: Partial<InboundText>) => ingestText(log, text(more), clock);
  const story = async () =>
    (await log.readConversation({ business: 'radiance', conversation: 'abc' })).map((event) => parseEvent(event));
  return { log, take, story };
};

describe("a customer's text", () => {
  test('starts the conversation and is an utterance, by the clock of the business', async () => {
    const { take, story } = open();
    const { adopted, event } = await take();
    expect(adopted).toBe(false);
    expect(event).toMatchObject({
      id: 'utt-SM1',
      time: '2026-11-16T14:00:00-05:00',
      personal: { text: 'book me for 2pm' },
    });
    expect((await story()).map(({ id }) => id)).toEqual(['start-abc', 'utt-SM1']);
  });

  test('twice at once or ten minutes later is one utterance, as it came first', async () => {
    const { take, story } = open();
    await Promise.all(Array.from({ length: 20 }, () => take()));
    now = new Date(now.getTime() + 600_000);
    const again = await take({ text: 'something else' });
    expect(again).toMatchObject({ adopted: true, event: { personal: { text: 'book me for 2pm' } } });
    expect(await story()).toHaveLength(2);
  });

  test('STOP takes consent back and START gives it, and an old STOP that comes again changes nothing', async () => {
    const { take, story } = open();
    await take({ messageId: 'SM1', text: 'STOP', keyword: 'stop' });
    expect(foldStory(await story()).optedOut).toBe(true);
    now = new Date(now.getTime() + 1_000);
    await take({ messageId: 'SM2', text: 'START', keyword: 'start' });
    now = new Date(now.getTime() + 1_000);
    await take({ messageId: 'SM1', text: 'STOP', keyword: 'stop' });
    const events = await story();
    expect(foldStory(events).optedOut).toBe(false);
    expect(events.map(({ id }) => id)).toEqual(['start-abc', 'optout-utt-SM1', 'utt-SM1', 'optin-utt-SM2', 'utt-SM2']);
  });

  test.each([
    ['START', 'STOP', true],
    ['STOP', 'START', false],
  ] as const)('%s that comes late does not undo a newer %s', async (late, newer, optedOut) => {
    const { take, story } = open();
    const sentAt = new Date(now.getTime() - 60_000);
    const before = late === 'START' ? 'STOP' : 'START';
    const of = (word: 'STOP' | 'START') => ({ text: word, keyword: word === 'STOP' ? 'stop' : 'start' }) as const;
    await take({ messageId: 'SM0', ...of(before), sentAt: new Date(now.getTime() - 120_000) });
    await take({ messageId: 'SM2', ...of(newer) });
    for (let i = 0; i < 2; i++) await take({ messageId: 'SM1', ...of(late), sentAt });
    const events = await story();
    expect(foldStory(events).optedOut).toBe(optedOut);
    expect(events.filter(({ type }) => type === 'UserUtterance')).toHaveLength(3);
  });

  test('STOP and START at once, late or twice, in whichever order they come: what was sent last counts', async () => {
    const texts = fc.uniqueArray(fc.record({ stop: fc.boolean(), secondsAgo: fc.nat(600), twice: fc.boolean() }), {
      selector: ({ secondsAgo }) => secondsAgo,
      minLength: 1,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(texts, async (sent) => {
        const { take, story } = open();
        const comes = sent.flatMap((one) => (one.twice ? [one, one] : [one]));
        await Promise.all(
          comes.map(({ stop, secondsAgo }) =>
            take({
              messageId: `SM${secondsAgo}`,
              ...(stop ? ({ text: 'STOP', keyword: 'stop' } as const) : ({ text: 'START', keyword: 'start' } as const)),
              sentAt: new Date(now.getTime() - secondsAgo * 1_000),
            }),
          ),
        );
        const last = sent.reduce((a, b) => (a.secondsAgo < b.secondsAgo ? a : b));
        const events = await story();
        expect(foldStory(events).optedOut).toBe(last.stop);
        expect(events.filter(({ type }) => type === 'UserUtterance')).toHaveLength(sent.length);
      }),
      { numRuns: 50 },
    );
  });

  test('a provider’s clock that is ahead makes no START outlast the STOP that comes after it', async () => {
    const { take, story } = open();
    const ahead = new Date(now.getTime() + 60_000);
    await take({ messageId: 'SM1', text: 'START', keyword: 'start', sentAt: ahead });
    now = new Date(now.getTime() + 1_000);
    await take({ messageId: 'SM2', text: 'STOP', keyword: 'stop' });
    expect(foldStory(await story()).optedOut).toBe(true);
  });

  test('STOP that comes late counts where nothing newer was said of it', async () => {
    const { take, story } = open();
    await take({ messageId: 'SM2', text: 'hello?' });
    await take({ messageId: 'SM1', text: 'STOP', keyword: 'stop', sentAt: new Date(now.getTime() - 60_000) });
    expect(foldStory(await story()).optedOut).toBe(true);
  });

  test('that the carrier has answered says so', async () => {
    const { take } = open();
    const { event } = await take({ text: 'HELP', keyword: 'help', carrierAnswered: true });
    expect(event.data).toMatchObject({ keyword: 'help', carrierAnswered: true });
  });

  test('that the log could only take in part is completed by the next try', async () => {
    const { log, take, story } = open();
    log.capacity = 1;
    await expect(take({ text: 'STOP', keyword: 'stop' })).rejects.toThrow(LogUnavailable);
    log.capacity = 100;
    expect(await take({ text: 'STOP', keyword: 'stop' })).toMatchObject({ adopted: false });
    expect((await story()).map(({ id }) => id)).toEqual(['start-abc', 'optout-utt-SM1', 'utt-SM1']);
  });

  test('of any characters comes out as it went in, and one without end is refused', async () => {
    const { take } = open();
    const odd = `${'😀'.repeat(1_600)}\0\ud800__proto__`;
    expect((await take({ text: odd })).event.personal).toEqual({ text: odd });
    await expect(take({ text: 'x'.repeat(INBOUND_TEXT_MAX.sms + 1) })).rejects.toThrow(RangeError);
  });
});

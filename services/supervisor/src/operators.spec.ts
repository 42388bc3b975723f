import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { toBusinessTime } from '@slotguard/business-time';
import type { StoredEvent } from '@slotguard/contracts';
import type { ChannelPolicy, Decision } from '@slotguard/conversation';
import type { EventLog } from '@slotguard/event-log';
import { check, customer, request, slotAt, waitFor } from '@slotguard/testing';
import { slotguard } from './testing/by-command.js';
import { ask, launchDistributed, NUMBER, type LaunchedDistributed } from './testing/launch-distributed.js';
import { tell } from './testing/live-story.js';

const START_MS = 180_000;
const TEST_MS = 60_000;
const IN_EFFECT_MS = 2_000;
/** So many conversations fall to both guards. */
const CONVERSATIONS = 8;

let system: LaunchedDistributed;
let log: EventLog;
let ops: string;
beforeAll(async () => {
  system = await launchDistributed('booking-guard=2');
  log = await system.logAs('sms');
  ops = system.servers.natsUrl('ops');
}, START_MS);
afterAll(() => system?.close(), TEST_MS);

/** Nobody has chosen anything: enforced it is rejected, in shadow it is approved. Last year, so that no calendar books it. */
async function decisions(): Promise<Decision[]> {
  const start = toBusinessTime(Math.floor(Date.now() / 60_000) * 60_000 - 365 * 86_400_000);
  const slot = slotAt('14:00', { start });
  const stories = Array.from({ length: CONVERSATIONS }, () =>
    tell(log, 'sms', check(slot), customer('hello'), request({ slotId: slot.slotId })),
  );
  return (await Promise.all(stories)).map(({ decision }) => decision);
}

async function set(mode: ChannelPolicy['mode']): Promise<string> {
  const { code, out, err } = await slotguard(
    ops,
    'policy',
    'set',
    'sms',
    mode,
    '--reason',
    'a test',
    '--actor',
    'Dana',
  );
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return /\(policy (policy-\d+)/.exec(out)![1]!;
}

describe('operators on the bus', () => {
  test(
    'both guards heed a policy within two seconds of the command, back and forth, and name it in each decision',
    async () => {
      for (const { data } of await decisions())
        expect(data).toMatchObject({ mode: 'enforce', policy: expect.stringMatching(/^default-1\+/) });
      for (const mode of ['shadow', 'enforce', 'shadow'] as const) {
        const policy = await set(mode);
        const change = await log.get({ business: 'radiance', conversation: '_policy', id: policy });
        const all = await decisions();
        for (const { data } of all)
          expect(data).toMatchObject({ mode, policy: expect.stringMatching(new RegExp(`^${policy}\\+`)) });
        const recorded = await Promise.all(
          all.map(({ business, conversation, id }) => log.get({ business, conversation, id })),
        );
        const first = Math.min(...recorded.map((event) => Date.parse(event!.recordedAt)));
        expect(first - Date.parse(change!.recordedAt)).toBeLessThan(IN_EFFECT_MS);
      }
      expect((await slotguard(ops, 'policy', 'get', '--json')).out).toContain('"version": "policy-3"');
      expect((await slotguard(ops, 'policy', 'history')).out).toContain(`${CONVERSATIONS} no_selection`);
      expect((await slotguard(ops, 'verify')).out).toContain(`${2 * CONVERSATIONS} in shadow`);
    },
    TEST_MS,
  );
  test(
    'a person takes over on the bus: the gateway sends the reply, and the assistant is silent; and cancels, which the customer is told',
    async () => {
      const { twilio } = system;
      const from = '+15550004001';
      const texts = (): string[] => twilio.received(from).map(({ body }) => body);
      expect(await ask(twilio, from, 'can I talk to a person?')).toContain('a person will answer you here');
      const { out } = await slotguard(ops, 'timeline', '--json');
      const listed = JSON.parse(out) as { conversation: string; attended?: string }[];
      const { conversation } = listed.find(({ attended }) => attended === 'asked')!;
      const act = async (...args: string[]): Promise<void> => {
        const { code, err } = await slotguard(ops, ...args, '--actor', 'Dana');
        expect({ args, code, err }).toEqual({ args, code: 0, err: '' });
      };
      await act('takeover', conversation, '--reason', 'a test');
      await act('reply', conversation, 'Hi, Dana here.');
      await waitFor(() => texts().includes('Hi, Dana here.'), { timeoutMs: 30_000, what: "Dana's text" });
      await twilio.text(from, NUMBER, 'thanks');
      const story = (): Promise<StoredEvent[]> => log.readConversation({ business: 'radiance', conversation });
      const silent = async (): Promise<boolean> =>
        (await story()).some(({ type, data }) => type === 'TurnEnded' && 'how' in data && data.how === 'silent');
      await waitFor(silent, { timeoutMs: 30_000, what: 'the turn that says nothing' });
      expect(texts()).toHaveLength(2);
      await act('release', conversation, '--reason', 'done');
      expect(await ask(twilio, from, 'botox with Ana next week')).toMatch(/^1\)/m);
      // Quicker than any customer: before the list is known to be sent, the last word is Dana's.
      await waitFor(async () => (await story()).some(({ type }) => type === 'OffersPresented'));
      expect(await ask(twilio, from, '1')).toContain("I've booked");
      await act('cancel', conversation, '--reason', 'Ana is ill');
      const isTold = (): boolean => texts().at(-1)?.includes('has been cancelled by') === true;
      await waitFor(isTold, { timeoutMs: 30_000, what: 'the word of the cancellation' });
      expect((await slotguard(ops, 'verify')).code).toBe(0);
    },
    TEST_MS,
  );
  test('no other user of the bus may change it', async () => {
    const tried = await slotguard(system.servers.natsUrl('sms'), 'policy', 'set', 'voice', 'shadow', '--reason', 'no');
    expect(tried.code).toBe(1);
    expect(JSON.parse((await slotguard(ops, 'policy', 'get', '--json')).out)).toMatchObject({
      channels: { voice: { mode: 'enforce' } },
    });
  });
});

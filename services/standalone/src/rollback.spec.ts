import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { toBusinessTime } from '@slotguard/business-time';
import { newEvent, parseEvent } from '@slotguard/contracts';
import {
  decisionId,
  findBreaches,
  foldStory,
  outcomeId,
  type Decision,
  type Story,
  policyName,
} from '@slotguard/conversation';
import { loadStory, type EventLog } from '@slotguard/event-log';
import { launchPostgres, waitFor, type LaunchedPostgres } from '@slotguard/testing';
import { everything } from './testing/everything.js';
import { ask, launchStandalone, type LaunchedStandalone } from './testing/launch-standalone.js';
import { commandsOf, runLine, type Ran } from './testing/runbook.js';

const TEST_MS = 120_000;
/** What an operator is promised. */
const IN_EFFECT_MS = 2_000;
const BUSINESS = 'radiance';

let postgres: LaunchedPostgres;
let system: LaunchedStandalone;
beforeAll(async () => {
  postgres = await launchPostgres();
  system = await launchStandalone({ databaseUrl: await postgres.createDatabase() });
}, TEST_MS);
afterAll(async () => {
  await system?.close();
  await postgres.stop();
}, TEST_MS);

/** The conversation that has just been begun, by its first event. */
async function newest(log: EventLog): Promise<string> {
  const story = await everything(log);
  return story.findLast(({ type }) => type === 'ConversationStarted')!.conversation;
}

/** What a bad assistant does: asks for the first slot of the list although the customer has chosen none. */
async function requestUnchosen(log: EventLog, conversation: string): Promise<Decision> {
  const ref = { business: BUSINESS, conversation };
  const story = await loadStory(log, ref);
  const slot = foldStory(story).check!.slots[0]!;
  const number = story.filter(({ type }) => type === 'BookingRequested').length + 1;
  const id = `req-unchosen-${number}`;
  const envelope = { id, time: toBusinessTime(new Date()), channel: 'sms', writer: 'sms', correlation: id } as const;
  const { slotId, start, service } = slot;
  const validUntil = toBusinessTime(Date.now() + 120_000);
  await log.append(newEvent('BookingRequested', { ...ref, ...envelope }, { slotId, start, service, validUntil }, {}));
  const decision = await log.waitFor({ ...ref, id: decisionId(id) }, { timeoutMs: 15_000 });
  if (decision?.type === 'BookingApproved') await log.waitFor({ ...ref, id: outcomeId(id) }, { timeoutMs: 15_000 });
  return parseEvent(decision!) as unknown as Decision;
}

/** From when the policy was recorded to when the first decision under it was. */
function delayMs(story: Story, version: string): number {
  const change = story.find((event) => event.type === 'PolicyChanged' && event.data.policy.version === version);
  const first = story.find(
    (event) =>
      (event.type === 'BookingApproved' || event.type === 'BookingRejected') &&
      policyName(event.data.policy) === version,
  );
  return Date.parse(first!.recordedAt) - Date.parse(change!.recordedAt);
}

describe('the runbook for rolling a channel back', () => {
  test(
    'is followed on a running system: a conversation goes on before, in between and after',
    async () => {
      const { log, twilio, databaseUrl } = system;
      const commands = await commandsOf('rollback.md');
      const [look, back, history, verify, forth, lookAgain, ...more] = commands;
      expect(more).toEqual([]);
      const run = async (line: string | undefined): Promise<Ran & { endedAt: number }> => {
        const ran = await runLine(line!, { DATABASE_URL: databaseUrl });
        expect({ line, ...ran }).toMatchObject({ line, code: 0, err: '' });
        return { ...ran, endedAt: Date.now() };
      };

      expect((await run(look)).out).toMatch(/sms +enforce/);
      await ask(twilio, '+15550002001', 'botox with Ana next week');
      const first = await newest(log);
      expect(await requestUnchosen(log, first)).toMatchObject({
        type: 'BookingRejected',
        data: { reason: 'no_selection', mode: 'enforce', policy: expect.stringMatching(/^default-1\+/) },
      });

      const shadow = await run(back);
      expect(shadow.out).toContain('sms is in shadow from now on (policy policy-1');
      const approved = await requestUnchosen(log, first);
      expect(approved).toMatchObject({
        type: 'BookingApproved',
        data: { mode: 'shadow', policy: expect.stringMatching(/^policy-1\+/), wouldReject: 'no_selection' },
      });
      expect(Date.now() - shadow.endedAt).toBeLessThan(IN_EFFECT_MS);
      expect((await run(history)).out).toContain('enforcing would have rejected: 1 no_selection');
      const checked = (await run(verify)).out;
      expect(checked).toContain('1 approvals: 0 enforced, 1 in shadow');
      expect(checked).toContain(`in shadow: ${approved.id}`);
      const timeline = await runLine(`npx slotguard timeline ${first}`, { DATABASE_URL: databaseUrl });
      expect(timeline.out).toContain('enforcing would reject it: no_selection');

      const enforce = await run(forth);
      await ask(twilio, '+15550002002', 'botox with Ana next week');
      const second = await newest(log);
      expect(second).not.toBe(first);
      expect(await requestUnchosen(log, second)).toMatchObject({
        type: 'BookingRejected',
        data: { reason: 'no_selection', mode: 'enforce', policy: expect.stringMatching(/^policy-2\+/) },
      });
      expect(enforce.out).toContain('sms is in enforce from now on (policy policy-2');
      expect((await run(lookAgain)).out).toMatch(/^policy policy-2 .*sms +enforce/s);

      // A choice of the customer's own is booked as it was before.
      await waitFor(async () =>
        (await loadStory(log, { business: BUSINESS, conversation: second })).some(({ type }) => type === 'TurnEnded'),
      );
      expect(await ask(twilio, '+15550002002', '1')).toMatch(/I've booked/);
      const story = await everything(log);
      expect(delayMs(story, 'policy-1')).toBeLessThan(IN_EFFECT_MS);
      expect(findBreaches(story)).toMatchObject({ breaches: [], owed: [] });
    },
    TEST_MS,
  );
});

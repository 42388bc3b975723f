import { describe, expect, test } from '@jest/globals';
import { newEvent } from '@slotguard/contracts';
import type { ConversationEvent, Policy } from '@slotguard/conversation';
import { defaultPolicy, isGuardEvent } from '@slotguard/conversation';
import type { EventLog } from '@slotguard/event-log';
import { MemoryEventLog } from '@slotguard/event-log';
import { JetStreamEventLog } from '@slotguard/event-log-jetstream';
import { PostgresEventLog } from '@slotguard/event-log-postgres';
import { check, customer, given, request, slotAt, STORY_BEGINS } from '@slotguard/testing';
import { natsOfSpec, postgresOfSpec } from '@slotguard/testing/spec';
import { POLICY_CONVERSATION } from './policies.js';
import { settle } from './settle.js';

const two = slotAt('14:00');
const ref = { business: 'radiance', conversation: 'story' };
const shadow: Policy = {
  ...defaultPolicy(),
  version: 'shadow-1',
  channels: { ...defaultPolicy().channels, sms: { ...defaultPolicy().channels.sms, mode: 'shadow' } },
};
/** What the gateway wrote of a conversation in which nothing was chosen, and then something is. */
const unsettled = given(check(two), request({ slotId: two.slotId }), customer('1'), request())
  .when()
  .events.filter((event) => !isGuardEvent(event));
const clock = { now: () => new Date(unsettled.at(-1)!.time) };

const postgres = postgresOfSpec();
const nats = natsOfSpec();

const logs: [string, () => Promise<EventLog>][] = [
  ['the in-memory log', async () => new MemoryEventLog({ clock })],
  ['the Postgres log', async () => PostgresEventLog.open({ url: await postgres.createDatabase(), clock })],
  ['JetStream', async () => JetStreamEventLog.open({ url: nats.createAccount(), clock })],
];

async function tell(log: EventLog, events: readonly ConversationEvent[]): Promise<void> {
  for (const event of events) await log.append(event);
}
/** As an operator does it. */
async function changePolicy(log: EventLog, policy: Policy): Promise<void> {
  const envelope = {
    id: `policy-${policy.version}`,
    time: STORY_BEGINS,
    business: 'radiance',
    conversation: POLICY_CONVERSATION,
    channel: 'sms',
    writer: 'ops',
    correlation: 'ops',
  } as const;
  await log.append(newEvent('PolicyChanged', envelope, { policy, actor: 'dana', reason: 'to see' }, {}));
}
const decisions = (story: readonly ConversationEvent[]) =>
  story.flatMap((event) =>
    event.type === 'BookingApproved' || event.type === 'BookingRejected' ? [[event.type, event.data.policy]] : [],
  );

describe.each(logs)('settling a conversation on %s', (_, open) => {
  async function onLog(run: (log: EventLog) => Promise<void>): Promise<void> {
    const log = await open();
    try {
      await run(log);
    } finally {
      await log.close();
    }
  }

  test('adds one verdict per utterance and one decision per request, once', () =>
    onLog(async (log) => {
      await tell(log, unsettled);
      const story = await settle(log, ref, defaultPolicy());
      expect(story.filter(isGuardEvent).map(({ id }) => id)).toEqual(
        ['dec-req-1', 'sel-utt-3', 'dec-req-5'].map((id) => expect.stringMatching(id.slice(0, 3))),
      );
      expect(await settle(log, ref, defaultPolicy())).toEqual(await settle(log, ref, defaultPolicy()));
      expect((await log.readConversation(ref)).length).toBe(unsettled.length + 3);
    }));

  test('two guards with different policies on the same log agree on what was recorded first', () =>
    onLog(async (log) => {
      await tell(log, unsettled);
      const stories = await Promise.all([defaultPolicy(), shadow].map((policy) => settle(log, ref, policy)));
      const recorded = decisions((await log.readConversation(ref)) as unknown as ConversationEvent[]);
      expect(recorded).toHaveLength(2);
      for (const story of stories) expect(decisions(story)).toEqual(recorded);
    }));

  test('twenty guards race for one conversation and all adopt the same words', () =>
    onLog(async (log) => {
      await tell(log, unsettled);
      const stories = await Promise.all(Array.from({ length: 20 }, () => settle(log, ref, defaultPolicy())));
      for (const story of stories) expect(decisions(story)).toEqual(decisions(stories[0]!));
      expect((await log.readConversation(ref)).length).toBe(unsettled.length + 3);
    }));

  test('what a gateway writes in the name of the guard or of an operator decides nothing', () =>
    onLog(async (log) => {
      const envelope = {
        time: STORY_BEGINS,
        business: 'radiance',
        channel: 'sms',
        writer: 'sms',
        correlation: 'x',
      } as const;
      const change = { policy: shadow, actor: 'nobody', reason: 'none' };
      await log.append(
        newEvent('PolicyChanged', { ...envelope, id: 'policy-2', conversation: POLICY_CONVERSATION }, change, {}),
      );
      const [checked, ...rest] = unsettled;
      await tell(log, [checked!]);
      const { id, data } = given(check(two), customer('1')).when().verdict as Extract<
        ConversationEvent,
        { type: 'SlotSelected' }
      >;
      const forged = { ...data, evidence: { ...data.evidence, utterance: 'utt-9' } };
      await log.append(
        newEvent('SlotSelected', { ...envelope, id: `${id}9`, conversation: 'story' }, forged, { words: '1' }),
      );
      await tell(log, rest);
      expect(decisions(await settle(log, ref, defaultPolicy()))).toEqual([
        ['BookingRejected', 'default-1'],
        ['BookingApproved', 'default-1'],
      ]);
    }));

  test('a changed policy is in force for all that follows it in the log, and for nothing before', () =>
    onLog(async (log) => {
      await tell(log, unsettled.slice(0, 2));
      await changePolicy(log, shadow);
      await tell(log, unsettled.slice(2));
      expect(decisions(await settle(log, ref, defaultPolicy()))).toEqual([
        ['BookingRejected', 'default-1'],
        ['BookingApproved', 'shadow-1'],
      ]);
    }));

  test("names that a changed policy brings are read from the log, whatever the guard's own policy knows", () =>
    onLog(async (log) => {
      const kim = slotAt('14:00', { resource: 'grace' });
      const names = { services: [], resources: [{ name: 'grace', aliases: ['Dr. Kim'] }] };
      await changePolicy(log, { ...defaultPolicy(), version: 'named-1', names });
      const story = given(check(two, kim), request(), customer('2pm with Dr. Kim'), request()).when().events;
      await tell(
        log,
        story.filter((event) => !isGuardEvent(event)),
      );
      const settled = await settle(log, ref, defaultPolicy());
      expect(decisions(settled)).toEqual([
        ['BookingRejected', 'named-1'],
        ['BookingApproved', 'named-1'],
      ]);
      expect(await settle(log, ref, shadow)).toEqual(settled);
    }));

  test('a changed policy that says nothing of names leaves those of the business in force, and decisions tell both', () =>
    onLog(async (log) => {
      const kim = slotAt('14:00', { resource: 'grace' });
      await changePolicy(log, { ...defaultPolicy(), version: 'policy-1' });
      const story = given(check(two, kim), request(), customer('2pm with Dr. Kim'), request()).when().events;
      await tell(
        log,
        story.filter((event) => !isGuardEvent(event)),
      );
      const names = { services: [], resources: [{ name: 'grace', aliases: ['Dr. Kim'] }] };
      const own = { ...defaultPolicy(), version: 'default-1+abc', names };
      expect(decisions(await settle(log, ref, own))).toEqual([
        ['BookingRejected', 'policy-1+abc'],
        ['BookingApproved', 'policy-1+abc'],
      ]);
    }));
});

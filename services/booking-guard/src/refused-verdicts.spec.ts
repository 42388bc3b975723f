import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { connect, errors } from '@nats-io/transport-node';
import { parseEvent, type StoredEvent } from '@slotguard/contracts';
import { defaultPolicy, isDecision, isGuardEvent, type Policy } from '@slotguard/conversation';
import type { EventLog } from '@slotguard/event-log';
import { JetStreamEventLog } from '@slotguard/event-log-jetstream';
import { settle } from '@slotguard/guard';
import { inboxOf, NATS_ROLES, natsServerConfig, type NatsRole } from '@slotguard/service-kit';
import { check, given, launchNats, request, slotAt, waitFor, type LaunchedNats } from '@slotguard/testing';

const GUARDS = 20;
const two = slotAt('14:00');
/** Nobody has chosen anything: who enforces rejects, who only watches approves. */
const told = given(check(two), request({ slotId: two.slotId }))
  .when()
  .events.filter((event) => !isGuardEvent(event));
const clock = { now: () => new Date(told.at(-1)!.time) };
const at = (conversation: string) => told.map((event) => ({ ...event, conversation }));
const enforcing = defaultPolicy();
const { sms } = enforcing.channels;
const watching: Policy = {
  ...enforcing,
  version: 'watching-1',
  channels: { ...enforcing.channels, sms: { ...sms, mode: 'shadow' } },
};

let server: LaunchedNats;
const opened: { close(): Promise<unknown> }[] = [];
const ending = new AbortController();
beforeAll(async () => {
  server = await launchNats({ config: natsServerConfig((role) => role) });
  await (await open('setup')).close();
}, 120_000);
afterEach(() => Promise.all(opened.splice(0).map((each) => each.close())));
afterAll(async () => {
  ending.abort();
  await server.stop();
});

function urlOf(role: NatsRole): string {
  return Object.assign(new URL(server.url), { username: role, password: role }).href;
}
async function open(role: NatsRole): Promise<JetStreamEventLog> {
  const log = await JetStreamEventLog.open({ url: urlOf(role), inboxPrefix: inboxOf(role), clock });
  opened.push(log);
  return log;
}
const isAbout =
  (conversation: string) =>
  (event: StoredEvent): boolean =>
    event.conversation === conversation && event.writer === 'guard';

/** Holds every guard's word back until all of them are about to say theirs. */
function startingLine(guards: number): (log: EventLog) => EventLog {
  let waiting = 0;
  let go = (): void => undefined;
  const all = new Promise<void>((resolve) => (go = resolve));
  return (log) =>
    Object.assign(Object.create(log) as EventLog, {
      readConversation: (ref: Parameters<EventLog['readConversation']>[0]) => log.readConversation(ref),
      append: async (event: Parameters<EventLog['append']>[0]) => {
        if (++waiting === guards) go();
        await all;
        return log.append(event);
      },
    });
}

/** Twenty guards, each on a connection of its own, every other one with another policy; what each returns as the decision. */
async function race(conversation: string): Promise<unknown[]> {
  const guards = await Promise.all(Array.from({ length: GUARDS }, () => open('guard')));
  const line = startingLine(GUARDS);
  const stories = await Promise.all(
    guards.map((log, i) =>
      settle(line(log), { business: 'radiance', conversation }, i % 2 === 0 ? enforcing : watching),
    ),
  );
  return stories.map((story) => story.findLast(isDecision));
}

/** All that a user is handed of the log: as a reader, and as one who waits for the decision. */
async function listen(role: NatsRole, conversation: string) {
  const log = await open(role);
  const heard: StoredEvent[] = [];
  void (async () => {
    for await (const event of log.follow({ after: 0, signal: ending.signal })) heard.push(event);
  })();
  const id = `dec-${told.at(-1)!.id}`;
  return { heard, awaited: log.waitFor({ business: 'radiance', conversation, id }, { timeoutMs: 20_000 }) };
}

describe('twenty guards race for one decision, ten that would approve and ten that would reject', () => {
  test('one decision is in the stream, all twenty return that one, and no reader is ever handed another', async () => {
    const conversation = 'raced';
    const gateway = await open('sms');
    for (const event of at(conversation)) await gateway.append(event);
    const listeners = await Promise.all(NATS_ROLES.map((role) => listen(role, conversation)));

    const returned = await race(conversation);
    const recorded = (await gateway.readConversation({ business: 'radiance', conversation })).filter(
      isAbout(conversation),
    );
    expect(recorded).toHaveLength(1);
    expect(returned).toEqual(Array.from({ length: GUARDS }, () => parseEvent(recorded[0]!)));
    for (const { heard, awaited } of listeners) {
      expect(await awaited).toEqual(recorded[0]);
      await waitFor(async () => heard.at(-1)?.position === (await gateway.lastPosition()));
      expect(heard.filter(isAbout(conversation))).toEqual(recorded);
    }
  }, 60_000);
});

describe('who would listen beside the log, on the subjects themselves', () => {
  test('is refused by the server, whichever service it is, and hears nothing of a race', async () => {
    const conversation = 'eavesdropped';
    const gateway = await open('sms');
    for (const event of at(conversation)) await gateway.append(event);
    const heard: string[] = [];
    const ears = await Promise.all(NATS_ROLES.map((role) => eavesdrop(role, heard)));
    expect(await Promise.all(ears.flatMap(({ refusals }) => refusals))).toEqual(
      Array.from({ length: NATS_ROLES.length * WIDE.length }, () => expect.any(errors.PermissionViolationError)),
    );
    await race(conversation);
    for (const { nc } of ears) await nc.flush();
    expect(heard).toEqual([]);
  }, 60_000);
});

const WIDE = ['conv.>', 'conv.*.*.guard.*', '*.>', '>'];

async function eavesdrop(role: NatsRole, heard: string[]) {
  const nc = await connect({ servers: server.url, user: role, pass: role, inboxPrefix: inboxOf(role) });
  opened.push(nc);
  const refusals = WIDE.map(
    (subject) =>
      new Promise((resolve) => {
        nc.subscribe(subject, { callback: (error, msg) => void (error ? resolve(error) : heard.push(msg.subject)) });
      }),
  );
  return { nc, refusals };
}

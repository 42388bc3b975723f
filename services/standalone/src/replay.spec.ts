import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { Calendar, HoldKeeper } from '@slotguard/calendar';
import { policyOf } from '@slotguard/contracts';
import { findBreaches, isApprovalType, type Story } from '@slotguard/conversation';
import type { EventLog } from '@slotguard/event-log';
import { settle } from '@slotguard/guard';
import {
  launchNats,
  launchPostgres,
  runSql,
  waitFor,
  type LaunchedNats,
  type LaunchedPostgres,
} from '@slotguard/testing';
import { everything, storedEvents } from './testing/everything.js';
import { ask } from './testing/launch-standalone.js';
import { clockRunningFrom, MONDAY_AT_NINE } from './testing/running-clock.js';
import { BUS_CONFIG, SERVICES, ServicesApart } from './testing/services-apart.js';

const TEST_MS = 120_000;
const clock = clockRunningFrom(MONDAY_AT_NINE);
const [ann, bob, cyd, dan] = ['+15551000001', '+15551000002', '+15551000003', '+15551000004'] as const;

let nats: LaunchedNats;
let postgres: LaunchedPostgres;
let operator: NatsConnection;
let streams: JetStreamManager;
let system: ServicesApart;
let log: EventLog;
beforeAll(async () => {
  [nats, postgres] = await Promise.all([launchNats({ config: BUS_CONFIG }), launchPostgres()]);
  system = await ServicesApart.open({ natsUrl: nats.url, databaseUrl: postgres.url, clock });
  operator = await connect({ servers: nats.url, user: 'root', pass: 'root' });
  streams = await jetstreamManager(operator);
  log = await system.log('ops');
}, TEST_MS);
afterAll(async () => {
  await system.close();
  await operator.close();
  await Promise.all([nats.stop(), postgres.stop()]);
}, TEST_MS);

/** Two customers who want the same hour, of whom one moves later; one who gets another and cancels; one who is in doubt and then says stop. */
async function someConversations(): Promise<void> {
  const { twilio } = system;
  const wish = (name: string, time: string): string =>
    `book me for a facial with Ana tomorrow at ${time}, my name is ${name}`;
  await ask(twilio, ann, wish('Ann Morgan', '2pm'));
  await ask(twilio, bob, wish('Bob Morgan', '2pm'));
  expect(await ask(twilio, ann, '1')).toContain("I've booked");
  expect(await ask(twilio, bob, '1')).toMatch(/just taken/);
  await ask(twilio, cyd, wish('Cyd Morgan', '10am'));
  await ask(twilio, cyd, 'where can I park?');
  expect(await ask(twilio, cyd, '1')).toContain("I've booked");
  await ask(twilio, ann, 'can we move it to 4pm?');
  expect(await ask(twilio, ann, 'the 4pm one')).toContain("I've moved");
  expect(await ask(twilio, cyd, 'please cancel my appointment')).toContain("I've cancelled");
  await ask(twilio, dan, wish('Dan Morgan', '11am'));
  await ask(twilio, dan, 'hmm, I am not sure');
  await twilio.text(dan, '+15185550134', 'STOP');
  await waitFor(async () => isQuiet(await everything(log)), { what: 'every turn and every receipt' });
  await waitFor(async () => (await checkpointOfRows()) === (await log.lastPosition()));
}

/** Nothing is owed, every turn has ended, and of every text that went out the carrier has told how it went. */
function isQuiet(story: Story): boolean {
  const count = (type: string): number => story.filter((event) => event.type === type).length;
  const delivered = story.filter(
    ({ type, data }) => type === 'MessageSent' && (data as { status: string }).status === 'delivered',
  );
  const { owed } = findBreaches(story);
  return (
    owed.length === 0 &&
    count('SlotSelected') === count('HoldPlaced') + count('HoldRefused') &&
    count('HoldPlaced') === count('HoldReleased') &&
    count('TurnEnded') === count('UserUtterance') &&
    delivered.length === count('AssistantReplied')
  );
}

async function checkpointOfRows(): Promise<number> {
  const [row] = await runSql(postgres.url, 'select position from read_model.checkpoint');
  return Number(row?.['position']);
}

/** Every row of every table of ours. */
async function rows(): Promise<Record<string, unknown>> {
  const tables = await runSql(
    postgres.url,
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_schema in ('calendar', 'read_model') order by 1`,
  );
  const each = tables.map(async ({ name }) => [
    name,
    await runSql(postgres.url, `select to_jsonb(t)::text as row from ${String(name)} t order by 1`),
  ]);
  return Object.fromEntries(await Promise.all(each)) as Record<string, unknown>;
}

async function allThatThereIs() {
  const parked = await log.listParked();
  return { events: await storedEvents(log), rows: await rows(), texts: system.twilio.messages(), parked };
}

/** As if no reader and no queue had ever been there. */
async function forgetEveryReader(): Promise<void> {
  for (const stream of ['CONVERSATIONS', 'REDRIVEN'])
    expect(await streams.consumers.delete(stream, 'sms-turns')).toBe(true);
  for (const stream of ['KV_CHECKPOINTS', 'KV_RETRIES']) await streams.streams.purge(stream);
  await runSql(postgres.url, 'update read_model.checkpoint set position = 0');
}

async function allReadToTheEnd(): Promise<boolean> {
  const last = await log.lastPosition();
  const { num_pending, num_ack_pending } = await streams.consumers.info('CONVERSATIONS', 'sms-turns');
  const checkpoints = ['booking-guard', 'calendar'].map((reader) => log.loadCheckpoint(reader));
  const read = [...(await Promise.all(checkpoints)), await checkpointOfRows()];
  return num_pending === 0 && num_ack_pending === 0 && read.every((position) => position === last);
}

describe('the whole log once more, through readers and queues that know nothing', () => {
  test(
    'adds no event, no row and no message',
    async () => {
      await system.start(...SERVICES);
      await someConversations();
      await system.stop(...SERVICES);
      const before = await allThatThereIs();
      expect(before.events.length).toBeGreaterThan(60);

      await forgetEveryReader();
      await system.start(...SERVICES);
      await waitFor(allReadToTheEnd, { what: 'the fresh readers to come to the end', timeoutMs: 60_000 });
      await system.twilio.idle();
      expect(await allThatThereIs()).toEqual(before);
    },
    TEST_MS,
  );

  test(
    'settling and booking everything again by hand finds every word said already',
    async () => {
      const before = await allThatThereIs();
      const { business } = system;
      for (const conversation of new Set(before.events.map((event) => event.conversation)))
        await settle(log, { business: business.id, conversation }, policyOf(business));
      const calendar = system.app('calendar').get(Calendar, { strict: false });
      const approvals = before.events.filter(({ type }) => isApprovalType(type));
      // The third customer was told at once that the slot was held: there was nothing to approve.
      expect(approvals.map(({ type }) => type)).toEqual([
        ...['BookingApproved', 'BookingApproved'],
        ...['RescheduleApproved', 'CancellationApproved'],
      ]);
      for (const approval of approvals) expect(await calendar.pay(approval)).toMatchObject({ adopted: true });
      const keeper = system.app('calendar').get(HoldKeeper, { strict: false });
      const choices = before.events.filter(({ type }) => type === 'SlotSelected');
      expect(choices).toHaveLength(4);
      for (const choice of choices) expect(await keeper.pay(choice)).toMatchObject({ adopted: true });
      expect(await allThatThereIs()).toEqual(before);
    },
    TEST_MS,
  );

  test(
    'rows that were lost are made again from the log, the same to the letter',
    async () => {
      await system.stop('projector');
      const before = await rows();
      await runSql(postgres.url, 'drop schema read_model cascade');
      await system.start('projector');
      await waitFor(async () => (await checkpointOfRows()) === (await log.lastPosition()));
      const { 'read_model.migration': _, ...made } = await rows();
      expect(before).toMatchObject(made);
      expect(Object.keys(before)).toEqual(['read_model.migration', ...Object.keys(made)].toSorted());
    },
    TEST_MS,
  );
});

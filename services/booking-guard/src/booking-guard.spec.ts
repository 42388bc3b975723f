import { describe, expect, test } from '@jest/globals';
import type { INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { NewStoredEvent, StoredEvent } from '@slotguard/contracts';
import { defaultPolicy, isGuardEvent } from '@slotguard/conversation';
import type { EventLog } from '@slotguard/event-log';
import { MemoryEventLog } from '@slotguard/event-log';
import { JetStreamEventLog } from '@slotguard/event-log-jetstream';
import { PostgresEventLog } from '@slotguard/event-log-postgres';
import { connectServer } from '@slotguard/service-kit';
import { check, customer, given, request, slotAt, waitFor } from '@slotguard/testing';
import { natsOfSpec, postgresOfSpec } from '@slotguard/testing/spec';
import { BookingGuardModule } from './booking-guard.module.js';

const two = slotAt('14:00');
const told = given(check(two), customer('1'), request())
  .when()
  .events.filter((event) => !isGuardEvent(event));
const clock = { now: () => new Date(told.at(-1)!.time) };
const at = (conversation: string) => told.map((event): NewStoredEvent => ({ ...event, conversation }));

const postgres = postgresOfSpec();
const nats = natsOfSpec();

async function startGuard(log: EventLog): Promise<INestApplication> {
  const options = { log, clock, policy: defaultPolicy() };
  const module = await Test.createTestingModule({ imports: [BookingGuardModule.register(options)] }).compile();
  const app = module.createNestApplication({ logger: false });
  connectServer(app, BookingGuardModule.reader(options));
  await app.init();
  await app.startAllMicroservices();
  return app;
}

async function append(log: EventLog, events: readonly NewStoredEvent[]): Promise<void> {
  for (const event of events) await log.append(event);
}
const decisionOf = (log: EventLog, conversation: string): Promise<StoredEvent | undefined> =>
  log.waitFor({ business: 'radiance', conversation, id: `dec-${told.at(-1)!.id}` }, { timeoutMs: 10_000 });

describe.each<[string, () => Promise<EventLog>]>([
  ['the in-memory log', async () => new MemoryEventLog({ clock })],
  ['the Postgres log', async () => PostgresEventLog.open({ url: await postgres.createDatabase(), clock })],
  ['JetStream', async () => JetStreamEventLog.open({ url: nats.createAccount(), clock })],
])('the guard as a service on %s', (_, open) => {
  test('says its word on what was said before it started, and on what comes then', async () => {
    const log = await open();
    await append(log, at('before'));
    const app = await startGuard(log);
    await append(log, at('after'));
    expect((await decisionOf(log, 'before'))?.type).toBe('BookingApproved');
    expect((await decisionOf(log, 'after'))?.type).toBe('BookingApproved');
    await app.close();
    await log.close();
  });

  test('an event of a version that it does not know is parked, and its neighbours are judged', async () => {
    const log = await open();
    const app = await startGuard(log);
    const [checked, said, asked] = at('newer') as [NewStoredEvent, NewStoredEvent, NewStoredEvent];
    await append(log, [checked, { ...said, version: 99 }, asked]);
    await append(log, at('neighbour'));
    expect((await decisionOf(log, 'neighbour'))?.type).toBe('BookingApproved');
    await waitFor(async () => (await log.listParked('booking-guard')).length > 0);
    const [parked] = await log.listParked('booking-guard');
    expect(parked).toMatchObject({
      event: { conversation: 'newer' },
      reason: expect.stringContaining('unknown_version'),
    });
    const inDoubt = await log.readConversation({ business: 'radiance', conversation: 'newer' });
    expect(inDoubt.filter(({ writer }) => writer === 'guard')).toEqual([]);
    await app.close();
    await log.close();
  });

  test('several guards on one log add one verdict and one decision', async () => {
    const log = await open();
    const apps = await Promise.all([startGuard(log), startGuard(log), startGuard(log)]);
    await append(log, at('shared'));
    await decisionOf(log, 'shared');
    await Promise.all(apps.map((app) => app.close()));
    const story = await log.readConversation({ business: 'radiance', conversation: 'shared' });
    expect(story.filter(({ writer }) => writer === 'guard').map(({ type }) => type)).toEqual([
      'SlotSelected',
      'BookingApproved',
    ]);
    await log.close();
  });
});

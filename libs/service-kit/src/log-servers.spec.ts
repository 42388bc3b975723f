import 'reflect-metadata';
import { UnreadableEvent, type NewStoredEvent, type StoredEvent } from '@slotguard/contracts';
import { LogUnavailable, MemoryEventLog, Poison } from '@slotguard/event-log';
import { waitFor } from '@slotguard/testing';
import { afterEach, describe, expect, test } from '@jest/globals';
import { Controller, Module, type INestApplication, type INestMicroservice } from '@nestjs/common';
import { EventPattern, Payload, type Server } from '@nestjs/microservices';
import { Test } from '@nestjs/testing';
import { connectServer, currentContext, LogReaderServer, systemClock, WorkQueueServer } from './index.js';

const READER = Symbol('reader');
const QUEUE = Symbol('queue');

function anEvent(id: string, type = 'UserUtterance', conversation = 'c1'): NewStoredEvent {
  return {
    ...{ id, type, version: 1, time: '2026-11-16T10:00:00-05:00', business: 'b', conversation, channel: 'sms' },
    ...{ writer: 'sms', correlation: `of-${id}`, data: {}, personal: {} },
  };
}

/** Does what the test says with each event, and remembers it. */
class Work {
  readonly seen: string[] = [];
  do: (event: StoredEvent, attempt: number) => Promise<unknown> = async () => undefined;
}
const work = { reader: new Work(), queue: new Work() };

@Controller()
class Handlers {
  @EventPattern('UserUtterance', READER)
  async read(@Payload() event: StoredEvent): Promise<void> {
    work.reader.seen.push(`${event.id} of ${currentContext().correlation}`);
    await work.reader.do(event, 0);
  }
  @EventPattern('UserUtterance', QUEUE)
  async work(@Payload() event: StoredEvent): Promise<void> {
    const { attempt = 0 } = currentContext();
    work.queue.seen.push(`${event.id} ${attempt}`);
    await work.queue.do(event, attempt);
  }
}
@Module({ controllers: [Handlers] })
class HandlersModule {}

describe("the log's servers in a Nest app", () => {
  let close = async (): Promise<void> => undefined;
  afterEach(async () => {
    await close();
    work.reader = new Work();
    work.queue = new Work();
  });

  async function start(...servers: Server[]): Promise<INestMicroservice[]> {
    const module = await Test.createTestingModule({ imports: [HandlersModule] }).compile();
    const app: INestApplication = module.createNestApplication({ logger: false });
    const connected = servers.map((server) => connectServer(app, server));
    await app.startAllMicroservices();
    await app.init();
    close = () => app.close();
    return connected;
  }
  const reader = (log: MemoryEventLog): LogReaderServer =>
    new LogReaderServer({
      transportId: READER,
      log,
      name: 'reader',
      horizonMs: 0,
      clock: systemClock,
      owes: ({ id }) => `sel-${id}`,
    });
  const queue = (log: MemoryEventLog): WorkQueueServer =>
    new WorkQueueServer({
      ...{ transportId: QUEUE, log, queue: 'q', inFlight: 4, ackWaitMs: 5_000, maxAttempts: 3 },
      backoffMs: () => 1,
    });

  test('a reader and a queue live side by side, each with the handlers of its own, within the correlation of the event', async () => {
    const log = new MemoryEventLog();
    work.reader.do = async (event) => log.append(anEvent(`sel-${event.id}`, 'NoSlotSelected'));
    await start(reader(log), queue(log));
    await log.append(anEvent('utt-1'));
    await waitFor(() => work.reader.seen.length === 1 && work.queue.seen.length === 1);
    expect(work.reader.seen).toEqual(['utt-1 of of-utt-1']);
    expect(work.queue.seen).toEqual(['utt-1 1']);
  });

  test('what is owed is paid again after a failure that may pass', async () => {
    const log = new MemoryEventLog();
    let failures = 2;
    work.reader.do = async (event) => {
      if (failures-- > 0) throw new LogUnavailable('restart');
      await log.append(anEvent(`sel-${event.id}`, 'NoSlotSelected'));
    };
    await start(reader(log));
    await log.append(anEvent('utt-1'));
    await waitFor(() => log.get({ business: 'b', conversation: 'c1', id: 'sel-utt-1' }));
    expect(work.reader.seen).toHaveLength(3);
    expect(await log.listParked()).toEqual([]);
  });

  test('a reader parks what it can never pay, with the reason, and goes on', async () => {
    const log = new MemoryEventLog();
    work.reader.do = async (event) => {
      if (event.id === 'utt-1') throw new UnreadableEvent('unknown_version', event);
      await log.append(anEvent(`sel-${event.id}`, 'NoSlotSelected'));
    };
    await start(reader(log));
    await log.append(anEvent('utt-1'));
    await log.append(anEvent('utt-2'));
    await waitFor(() => log.get({ business: 'b', conversation: 'c1', id: 'sel-utt-2' }));
    const parked = await log.listParked('reader');
    expect(parked.map(({ event }) => event.id)).toEqual(['utt-1']);
    expect(parked[0]?.reason).toContain('unknown_version');
  });

  test('a queue parks poison and what cannot be read at once, tries the rest again, and bothers no neighbour', async () => {
    const log = new MemoryEventLog();
    work.queue.do = async (event, attempt) => {
      if (event.id === 'poison') throw new Poison('bad');
      if (event.id === 'newer') throw new UnreadableEvent('unknown_type', event);
      if (event.id === 'flaky' && attempt < 3) throw new Error('not yet');
    };
    await start(queue(log));
    for (const id of ['poison', 'newer', 'flaky', 'good']) await log.append(anEvent(id, 'UserUtterance', `c-${id}`));
    await waitFor(() => work.queue.seen.includes('flaky 3') && work.queue.seen.includes('good 1'));
    await waitFor(async () => (await log.listParked('q')).length === 2);
    expect((await log.listParked('q')).map(({ event }) => event.id).sort()).toEqual(['newer', 'poison']);
    expect(work.queue.seen.filter((seen) => seen.startsWith('poison'))).toEqual(['poison 1']);
  });

  test('closing the app lets the work in hand end, and takes no more', async () => {
    const log = new MemoryEventLog();
    let release = (): void => undefined;
    let ended = false;
    work.queue.do = async () => {
      await new Promise<void>((resolve) => (release = resolve));
      ended = true;
    };
    await start(queue(log));
    await log.append(anEvent('utt-1'));
    await waitFor(() => work.queue.seen.length === 1);
    const closed = close();
    close = async () => undefined;
    await log.append(anEvent('utt-2', 'UserUtterance', 'c2'));
    release();
    await closed;
    expect(ended).toBe(true);
    expect(work.queue.seen).toEqual(['utt-1 1']);
  });
});

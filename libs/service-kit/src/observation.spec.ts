import 'reflect-metadata';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Controller, Logger, Module, type INestApplication } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { Test } from '@nestjs/testing';
import type { NewStoredEvent, StoredEvent } from '@slotguard/contracts';
import { LogUnavailable, MemoryEventLog, type EventLog } from '@slotguard/event-log';
import { startOtlpReceiver, waitFor, type OtlpReceiver, type ReceivedSpan } from '@slotguard/testing';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  connectServer,
  LogReaderServer,
  observeLog,
  startObservation,
  systemClock,
  WorkQueueServer,
  type Observation,
} from './index.js';

/** As a process loads it. */
const BUILT = new URL('../dist/index.js', import.meta.url).href;
const READER = Symbol('reader');
const QUEUE = Symbol('queue');
const PLACE = { business: 'b', conversation: 'c1' };

function anEvent(id: string, type: string, data: object = {}): NewStoredEvent {
  return {
    ...{ id, type, version: 1, time: '2026-11-16T10:00:00-05:00', ...PLACE, channel: 'sms', writer: 'sms' },
    ...{ correlation: 'utt-1', data, personal: { text: 'my back hurts' } },
  };
}
const verdict = (): NewStoredEvent => anEvent('sel-utt-1', 'NoSlotSelected', { why: 'none' });

/** What the handlers of the running test do. */
let judge: (event: StoredEvent) => Promise<unknown>;
let answer: (event: StoredEvent) => Promise<unknown>;

@Controller()
class Handlers {
  @EventPattern('UserUtterance', READER)
  judge(@Payload() event: StoredEvent): Promise<unknown> {
    return judge(event);
  }
  @EventPattern('UserUtterance', QUEUE)
  answer(@Payload() event: StoredEvent): Promise<unknown> {
    return answer(event);
  }
}
@Module({ controllers: [Handlers] })
class HandlersModule {}

describe('a service that is watched', () => {
  let collector: OtlpReceiver;
  const closings: (() => Promise<unknown>)[] = [];
  const logger = new Logger();
  beforeEach(async () => {
    collector = await startOtlpReceiver();
    judge = answer = async () => undefined;
  });
  afterEach(async () => {
    for (const close of closings.splice(0).reverse()) await close();
    await collector.close();
  });

  async function observation(service: string): Promise<Required<Observation>> {
    return startObservation({ otlp: { endpoint: collector.endpoint, headers: { 'x-key': 'k' } } }, service, logger);
  }
  async function serve(log: EventLog, ...which: symbol[]): Promise<void> {
    const module = await Test.createTestingModule({ imports: [HandlersModule] }).compile();
    const app: INestApplication = module.createNestApplication({ logger: false });
    closings.push(() => app.close());
    if (which.includes(READER)) connectServer(app, reader(log));
    if (which.includes(QUEUE)) connectServer(app, queue(log));
    await app.startAllMicroservices();
    await app.init();
  }
  const reader = (log: EventLog): LogReaderServer =>
    new LogReaderServer({
      ...{ transportId: READER, log, name: 'guard', horizonMs: 0, clock: systemClock },
      owes: ({ id }) => `sel-${id}`,
    });
  const queue = (log: EventLog): WorkQueueServer =>
    new WorkQueueServer({
      ...{ transportId: QUEUE, log, queue: 'turns', inFlight: 4, ackWaitMs: 5_000, maxAttempts: 3 },
      backoffMs: () => 1,
    });
  const parentOf = (span: ReceivedSpan): string | undefined =>
    collector.spans.find(({ spanId }) => spanId === span.parentSpanId)?.name;

  test('what follows from an event in other processes lies in the trace that the event was written in', async () => {
    const log = new MemoryEventLog();
    const [gateway, guard] = [await observation('gateway'), await observation('guard')];
    const [theirs, ours] = [observeLog(log, gateway), observeLog(log, guard)];
    judge = () => ours.append(verdict());
    await serve(ours, READER);
    await gateway.tracing.span({ name: 'webhook sms', kind: 'server' }, () =>
      theirs.append(anEvent('utt-1', 'UserUtterance')),
    );
    await waitFor(() => log.get({ ...PLACE, id: 'sel-utt-1' }));
    for (const close of closings.splice(0)) await close();
    await Promise.all([gateway.tracing.shutdown(), guard.tracing.shutdown()]);
    expect(new Set(collector.spans.map(({ traceId }) => traceId)).size).toBe(1);
    expect(collector.spans.map((span) => [span.service, span.name, parentOf(span)])).toEqual(
      expect.arrayContaining([
        ['gateway', 'webhook sms', undefined],
        ['gateway', 'append UserUtterance', 'webhook sms'],
        ['guard', 'guard UserUtterance', 'append UserUtterance'],
        ['guard', 'append NoSlotSelected', 'guard UserUtterance'],
      ]),
    );
    expect(collector.spans).toHaveLength(4);
    expect(collector.headers[0]).toMatchObject({ 'x-key': 'k' });
    expect(JSON.stringify(collector.spans)).not.toContain('my back hurts');
  });

  test('what a second try finds done is adopted: counted once, and still of the first try’s trace', async () => {
    const log = new MemoryEventLog();
    const watching = await observation('gateway');
    const observed = observeLog(log, watching);
    let tries = 0;
    answer = async () => {
      await observed.append(verdict());
      if (++tries === 1) throw new LogUnavailable('crash');
    };
    await serve(observed, QUEUE);
    await observed.append(anEvent('utt-1', 'UserUtterance'));
    await waitFor(() => tries === 2);
    for (const close of closings.splice(0)) await close();
    await watching.tracing.shutdown();
    const appends = collector.spans.filter(({ name }) => name === 'append NoSlotSelected');
    expect(appends.map(({ attributes }) => attributes['slotguard.adopted'])).toEqual([undefined, true]);
    const first = await log.get({ ...PLACE, id: 'sel-utt-1' });
    expect(first?.traceparent).toContain(appends[0]!.spanId);
    const failed = collector.spans.filter(({ status }) => status.code === 2);
    expect(failed.map(({ name, status }) => [name, status.message])).toEqual([
      ['turns UserUtterance', 'LogUnavailable'],
    ]);
    const { text } = await watching.metrics.scrape();
    expect(text).toContain('slotguard_verdicts_total{channel="sms",verdict="none"} 1');
  });

  test('what a model costs, and where the rules answered in its place, is counted once per step', async () => {
    const { metrics, tracing } = await startObservation({}, 'sms-gateway', logger);
    const observed = observeLog(new MemoryEventLog(), { metrics, tracing });
    const usage = { model: 'm', inputTokens: 700, outputTokens: 30 };
    for (const id of ['step-utt-1-1', 'step-utt-1-1', 'step-utt-1-2'])
      await observed.append(anEvent(id, 'AssistantStepped', { usage, fallback: 'timed_out' }));
    await observed.append(anEvent('step-utt-1-3', 'AssistantStepped'));
    const { text } = await metrics.scrape();
    expect(text).toContain('slotguard_model_tokens_total{channel="sms",direction="input"} 1400');
    expect(text).toContain('slotguard_model_tokens_total{channel="sms",direction="output"} 60');
    expect(text).toContain('slotguard_model_fallbacks_total{channel="sms",fault="timed_out"} 2');
  });

  test('without an endpoint nothing is traced, and a trace of others goes on through it', async () => {
    const log = new MemoryEventLog();
    const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    const observed = observeLog(log, await startObservation({}, 'guard', logger));
    judge = () => observed.append(verdict());
    await serve(observed, READER);
    await log.append({ ...anEvent('utt-1', 'UserUtterance'), traceparent });
    const event = await waitFor(() => log.get({ ...PLACE, id: 'sel-utt-1' }));
    expect(event.traceparent).toBe(traceparent);
    expect(collector.spans).toEqual([]);
  });

  test.each([
    ['without an endpoint nothing of the SDK is loaded', '{}', 'false'],
    ['with one it is', "{ otlp: { endpoint: 'http://127.0.0.1:9', headers: {} } }", 'true'],
  ])('%s', async (_, settings, loaded) => {
    const program = `
      import { Session } from 'node:inspector';
      const session = new Session();
      const scripts = [];
      session.connect();
      session.on('Debugger.scriptParsed', ({ params }) => scripts.push(params.url));
      session.post('Debugger.enable');
      const { startObservation } = await import(${JSON.stringify(BUILT)});
      await startObservation(${settings}, 'guard', console);
      process.stdout.write(String(scripts.some((url) => /@opentelemetry.(sdk|exporter)/.test(url))));`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program]);
    expect(stdout).toBe(loaded);
  });

  test('the figures say who owes, who lags and what is parked, and leave out what a silent log does not tell', async () => {
    const log = new MemoryEventLog();
    const { metrics, tracing } = await startObservation({}, 'guard', logger);
    const observed = observeLog(log, { metrics, tracing });
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    judge = async () => {
      await held;
      throw new Error('a bug');
    };
    answer = async () => held;
    await serve(observed, READER, QUEUE);
    await observed.append(anEvent('utt-1', 'UserUtterance'));
    const scrape = async (): Promise<string> => (await metrics.scrape()).text;
    await waitFor(async () => (await scrape()).includes('slotguard_reader_owed{reader="guard"} 1'));
    await waitFor(async () => (await scrape()).includes('slotguard_queue_in_flight{queue="turns"} 1'));
    expect(await scrape()).toContain('slotguard_reader_lag{reader="guard"} 0');
    release();
    await waitFor(async () => (await scrape()).includes('slotguard_parked_events{consumer="guard"} 1'));
    expect(await scrape()).toContain('slotguard_reader_owed{reader="guard"} 0');
    await log.close();
    const silent = await scrape();
    expect(silent).not.toMatch(/^slotguard_reader_lag\{|^slotguard_parked_events\{/m);
    expect(silent).toContain('process_resident_memory_bytes');
  });
});

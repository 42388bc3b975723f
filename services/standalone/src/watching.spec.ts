import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { PostgresEventLog } from '@slotguard/event-log-postgres';
import { startOtlpReceiver, tempFolder, waitFor, type ReceivedSpan } from '@slotguard/testing';
import { cleanUpsOfTest, postgresOfSpec } from '@slotguard/testing/spec';
import { storedEvents } from './testing/everything.js';
import { ask, launchStandalone, NUMBER, startTwilio, type LaunchedStandalone } from './testing/launch-standalone.js';
import { run, type RunningProgram } from './testing/run-main.js';

const FIXTURE = fileURLToPath(new URL('../dist/testing/crash-fixture.js', import.meta.url));

const CUSTOMER = '+15550001234';
const TEST_MS = 90_000;

const postgres = postgresOfSpec();
const cleanUps = cleanUpsOfTest();

async function launch(env: Record<string, string>): Promise<LaunchedStandalone> {
  const system = await launchStandalone({ databaseUrl: await postgres.createDatabase(), env });
  cleanUps.push(() => system.close());
  return system;
}

async function book({ twilio }: LaunchedStandalone): Promise<void> {
  await ask(twilio, CUSTOMER, 'book me for botox at 2pm next wednesday');
  const answer = await ask(twilio, CUSTOMER, '1');
  if (/name/i.test(answer)) await ask(twilio, CUSTOMER, 'Alex Morgan');
  expect(twilio.received(CUSTOMER).at(-1)?.body).toContain("I've booked");
}

/** The names from a span up to the beginning of its trace. */
function pathOf(span: ReceivedSpan, spans: readonly ReceivedSpan[]): string[] {
  const parent = spans.find(({ spanId }) => spanId === span.parentSpanId);
  return [span.name, ...(parent ? pathOf(parent, spans) : span.parentSpanId ? ['lost'] : [])];
}

describe('whoever watches over a booking by text', () => {
  test(
    'sees each turn as one trace, from the webhook to the appointment and to the reply’s way to the provider',
    async () => {
      const collector = await startOtlpReceiver();
      cleanUps.push(() => collector.close());
      const system = await launch({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint });
      await book(system);
      await system.close();

      const { spans } = collector;
      const booked = spans.find(({ name }) => name === 'append AppointmentBooked')!;
      expect(pathOf(booked, spans)).toEqual([
        'append AppointmentBooked',
        'calendar BookingApproved',
        'append BookingApproved',
        'booking-guard BookingRequested',
        'append BookingRequested',
        'sms-turns UserUtterance',
        'append UserUtterance',
        'webhook sms',
      ]);
      const turn = spans.filter(({ traceId }) => traceId === booked.traceId).map((span) => pathOf(span, spans));
      expect(turn).toContainEqual(
        expect.arrayContaining(['append SlotSelected', 'booking-guard UserUtterance', 'append UserUtterance']),
      );
      expect(turn).toContainEqual(['send text', 'sms-turns UserUtterance', 'append UserUtterance', 'webhook sms']);
      expect(turn.filter((path) => path.includes('lost'))).toEqual([]);
      expect(turn.filter((path) => path.length === 1)).toEqual([['webhook sms']]);
      const lookup = spans.find(({ name }) => name === 'calendar.availability')!;
      expect(pathOf(lookup, spans)[1]).toBe('ask calendar.availability');
      // Each event was added within exactly one span, and nothing of the customer's left the house.
      const added = spans.filter(
        ({ name, attributes }) => name.startsWith('append ') && !attributes['slotguard.adopted'],
      );
      const ids = added.map(({ attributes }) => attributes['slotguard.event']);
      expect(new Set(ids).size).toBe(ids.length);
      expect(JSON.stringify(spans)).not.toMatch(/5550001234|Alex|Morgan|botox/i);
    },
    TEST_MS,
  );

  test(
    'sees a turn that a kill -9 cut in two as one trace, with nothing in it twice',
    async () => {
      const [collector, { twilio, env }] = await Promise.all([startOtlpReceiver(), startTwilio()]);
      const { path, remove } = await tempFolder('watching');
      const url = await postgres.createDatabase();
      const log = await PostgresEventLog.open({ url, poolSize: 2 });
      cleanUps.push(
        remove,
        () => log.close(),
        () => twilio.close(),
        () => collector.close(),
      );
      const told = { DATABASE_URL: url, SLOTGUARD_DATA_DIR: path, OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint };
      const start = async (more: Record<string, string>): Promise<RunningProgram> => {
        const program = run({ program: FIXTURE, env: { ...env, ...told, ...more } });
        cleanUps.push(async () => program.child.kill('SIGKILL'));
        await program.ready();
        return program;
      };
      const killed = await start({ KILL_AFTER: '4' });
      await twilio.text(CUSTOMER, NUMBER, 'book me for botox at 2pm next wednesday');
      expect(await killed.ended()).toMatchObject({ signal: 'SIGKILL' });
      const rest = await start({});
      await twilio.waitFor(({ to }) => to === CUSTOMER, TEST_MS);
      const events = async () => storedEvents(log);
      await waitFor(async () => (await events()).some(({ type }) => type === 'TurnEnded'));
      expect(await rest.stop()).toBe(0);

      // A receipt comes by a webhook of its own, and is a trace of its own.
      const all = await events();
      const turn = all.filter(({ data }) => (data as { status?: string }).status !== 'delivered');
      const traces = new Set(turn.map(({ traceparent }) => traceparent?.split('-')[1]));
      expect(traces.size).toBe(1);
      const added = collector.spans.filter(
        ({ name, attributes }) => name.startsWith('append ') && !attributes['slotguard.adopted'],
      );
      const ids = added.map(({ attributes }) => String(attributes['slotguard.event']));
      expect(new Set(ids).size).toBe(ids.length);
      for (const span of added) {
        const event = all.find(({ id }) => id === span.attributes['slotguard.event']);
        expect(event?.traceparent).toBe(`00-${span.traceId}-${span.spanId}-01`);
      }
    },
    TEST_MS,
  );

  test(
    'reads what was decided, booked and sent from the metrics, which name nobody',
    async () => {
      const system = await launch({ METRICS_TOKEN: 'a-token-of-16-letters' });
      await book(system);
      const scrape = async (authorization = 'Bearer a-token-of-16-letters') =>
        fetch(`${system.url}/metrics`, { headers: { authorization } });
      const sent = system.twilio.received(CUSTOMER).length;
      const text = await waitFor(async () => {
        const page = await (await scrape()).text();
        return page.includes(`slotguard_messages_total{channel="sms",outcome="sent"} ${sent}`) ? page : undefined;
      });
      expect(text).toContain(
        'slotguard_decisions_total{channel="sms",outcome="approved",reason="none",mode="enforce"} 1',
      );
      expect(text).toContain('slotguard_verdicts_total{channel="sms",verdict="selected"} 1');
      expect(text).toContain('slotguard_appointments_total{channel="sms",outcome="booked",reason="none"} 1');
      expect(text).toContain('slotguard_decision_latency_seconds_count{channel="sms"} 1');
      expect(text).toContain(`slotguard_webhook_seconds_count{webhook="sms",status="200"} ${sent}`);
      for (const reader of ['booking-guard', 'calendar']) {
        expect(text).toContain(`slotguard_reader_owed{reader="${reader}"} 0`);
        expect(text).toMatch(new RegExp(`slotguard_reader_lag\\{reader="${reader}"\\} \\d`));
      }
      expect(text).not.toMatch(/5550001234|15185550134|Alex|Morgan|\bconv/i);
      expect((await scrape('Bearer something-else')).status).toBe(401);
      expect(await (await fetch(`${system.url}/readyz`)).json()).toMatchObject({ checks: { readers: 'ok' } });
    },
    TEST_MS,
  );
});

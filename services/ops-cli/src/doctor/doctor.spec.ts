import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { conversationIdFor } from '@slotguard/channel-kit';
import { newEvent } from '@slotguard/contracts';
import { startEmbeddedPostgres } from '@slotguard/embedded-postgres';
import type { EventLog } from '@slotguard/event-log';
import { JetStreamEventLog } from '@slotguard/event-log-jetstream';
import { PostgresEventLog } from '@slotguard/event-log-postgres';
import type { LaunchedNats, LaunchedPostgres, TempFolder } from '@slotguard/testing';
import { launchNats, launchPostgres, runSql, tempFolder } from '@slotguard/testing';
import { slotguard, type Env, type Ran } from '../testing/slotguard.js';
import type { Finding } from './finding.js';

const KEY = 'a-key-that-tests-know-of-32-letters-and-more';
let postgres: LaunchedPostgres;
let forgetful: LaunchedPostgres;
let nats: LaunchedNats;
let folder: TempFolder;
beforeAll(async () => {
  [postgres, forgetful, nats] = await Promise.all([
    launchPostgres({ fsync: true }),
    launchPostgres({ settings: { synchronous_commit: 'off' } }),
    launchNats(),
  ]);
}, 120_000);
afterAll(() => Promise.all([postgres.stop(), forgetful.stop(), nats.stop()]));
beforeEach(async () => {
  folder = await tempFolder();
});
afterEach(() => folder.remove());

async function look(env: Env, ...options: string[]): Promise<Ran & { readonly findings: readonly Finding[] }> {
  const ran = await slotguard(['doctor', '--json', ...options], { SLOTGUARD_DATA_DIR: folder.path, ...env });
  return { ...ran, findings: (JSON.parse(ran.out) as { findings: Finding[] }).findings };
}
/** `version bad`, for each of an area. */
const of = (area: Finding['area'], findings: readonly Finding[]): string[] =>
  findings.filter((finding) => finding.area === area).map(({ check, verdict }) => `${check} ${verdict}`);

/** A conversation that was named with this key. */
async function converse(log: EventLog, key: string): Promise<void> {
  const [customer, business] = ['+15185550199', '+15185550134'];
  const conversation = conversationIdFor({ key, channel: 'sms', thread: [customer, business] });
  const envelope = { business: 'radiance', conversation, channel: 'sms', writer: 'sms', correlation: 'utt-1' } as const;
  const start = { ...envelope, id: `start-${conversation}`, time: '2026-11-16T14:00:00-05:00' };
  await log.append(newEvent('ConversationStarted', start, { thread: 'number_pair' }, { customer, business }));
  await log.close();
}

test('nothing is set up: nothing is bad, and each line says what to do', async () => {
  const { code, err, findings } = await look({});
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(findings.filter(({ verdict }) => verdict === 'good').map(({ area }) => area)).toEqual([
    'settings',
    'business',
  ]);
  for (const { verdict, mend } of findings) expect(verdict === 'good' || (mend?.length ?? 0) > 5).toBe(true);
});

test('in words, with what to do under each line, and a sum at the end', async () => {
  const { code, out } = await slotguard(['doctor'], {
    SLOTGUARD_DATA_DIR: folder.path,
    DATABASE_URL: 'postgres://a:secret@127.0.0.1:1/x',
  });
  expect(code).toBe(1);
  expect(out).toContain('  bad     reach: The database does not answer (ECONNREFUSED).\n          → Is it running');
  expect(out.trimEnd().split('\n').at(-1)).toMatch(/^\d+ good, 1 bad, \d+ in doubt, \d+ not set$/);
  expect(out).not.toContain('secret');
});

test('settings that can’t be used: each is named, and never its value', async () => {
  const { code, findings, out } = await look({ PORT: 'x-secret', CONVERSATION_ID_KEY: 'short-secret' });
  expect(code).toBe(1);
  expect(findings.map(({ says }) => says.split(':')[0])).toEqual(['PORT', 'CONVERSATION_ID_KEY']);
  expect(out).not.toContain('secret');
});

describe('the business’s file', () => {
  test('with a fault: its line; without one: its zone and what time it is there', async () => {
    const file = join(folder.path, 'business.yaml');
    await slotguard(['init', '--yes', '--name', 'Spa', '--time-zone', 'Asia/Tokyo', file]);
    const { findings } = await look({ SLOTGUARD_BUSINESS: file });
    expect(of('business', findings)).toEqual(['file good', 'zone good']);
    expect(findings.find(({ check }) => check === 'zone')?.says).toMatch(/Asia\/Tokyo: it is \w+day \d+:\d\d [AP]M/);
    await writeFile(file, 'id: spa\nname: Spa\n');
    const broken = await look({ SLOTGUARD_BUSINESS: file });
    expect(broken.code).toBe(1);
    expect(new Set(of('business', broken.findings))).toEqual(new Set(['file bad']));
    expect(JSON.stringify(broken.findings)).toContain('line 1, services');
  });
});

describe('the database and the log in it', () => {
  let url: string;
  beforeEach(async () => {
    url = await postgres.createDatabase();
  });
  const env = (): Env => ({ DATABASE_URL: url, CONVERSATION_ID_KEY: KEY });

  test('before the first start: its tables are not there, and looking does not make them', async () => {
    const { code, findings } = await look(env());
    expect(code).toBe(0);
    expect(of('database', findings)).toEqual(['reach good', 'tables not_set']);
    expect(of('log', findings)).toEqual(['version not_set', 'durability good']);
    expect(of('clock', findings)).toEqual(['the database good']);
    expect(await runSql(url, `select 1 from pg_namespace where nspname = 'event_log'`)).toEqual([]);
  });

  test('the key that named the conversations is kept, or another is in its place', async () => {
    await converse(await PostgresEventLog.open({ url }), KEY);
    expect(of('keys', (await look(env())).findings)).toEqual(['conversation ids good', 'metrics not_set', 'kept good']);
    const changed = await look({ ...env(), CONVERSATION_ID_KEY: `another ${KEY}` });
    expect([changed.code, of('keys', changed.findings)]).toEqual([1, expect.arrayContaining(['kept bad'])]);
    const gone = await look({ DATABASE_URL: url });
    expect([gone.code, of('keys', gone.findings)]).toEqual([
      1,
      expect.arrayContaining(['conversation ids not_set', 'kept bad']),
    ]);
    expect(changed.out + gone.out).not.toMatch(/tests-know|5550199/);
  });

  test('tables that a newer program made', async () => {
    await (await PostgresEventLog.open({ url })).close();
    expect(of('log', (await look(env())).findings)).toEqual(['version good', 'durability good']);
    await runSql(url, 'insert into event_log.migration (version) values (99)');
    const { code, findings } = await look(env());
    expect([code, of('log', findings)]).toEqual([1, ['version bad', 'durability good']]);
  });

  test('a server that acknowledges before its disk has it', async () => {
    const { code, findings } = await look({ DATABASE_URL: await forgetful.createDatabase() });
    expect(code).toBe(1);
    expect(of('log', findings)).toEqual(['version not_set', 'durability bad', 'durability bad', 'durability bad']);
  });
});

describe('the embedded database', () => {
  test('answers, and has no clock of its own to compare with: that is not called no database', async () => {
    // As the data folder is after the first start.
    await (await startEmbeddedPostgres({ dataDir: join(folder.path, 'postgres') })).stop();
    const { findings } = await look({});
    expect(of('database', findings)).toContain('reach good');
    const [time] = findings.filter(({ area }) => area === 'clock');
    expect(time).toMatchObject({ check: 'time', verdict: 'not_set' });
    expect(time?.says).toContain('the embedded Postgres goes by this one');
    expect(time?.says).not.toContain('no database');
  });
});

describe('the key that is kept in the data folder', () => {
  test.each([
    ['is there', KEY, 0o600, 'conversation ids good'],
    ['can be read by others', KEY, 0o644, 'conversation ids bad'],
    ['is cut short', 'short', 0o600, 'conversation ids bad'],
  ])('%s', async (_, key, mode, verdict) => {
    const file = join(folder.path, 'conversation-id.key');
    await writeFile(file, `${key}\n`);
    await chmod(file, mode);
    const { findings, out } = await look({});
    expect(of('keys', findings)[0]).toBe(verdict);
    expect(out).not.toContain(key);
  });
});

describe('the log on NATS', () => {
  test('its durability is told as far as its monitoring tells it, and its clock is compared', async () => {
    const url = nats.createAccount();
    await converse(await JetStreamEventLog.open({ url }), KEY);
    const env = { EVENT_LOG: 'jetstream', NATS_URL: url, CONVERSATION_ID_KEY: KEY };
    const { findings, code } = await look({ ...env, NATS_MONITOR_URL: nats.monitorUrl });
    expect(of('log', findings)).toEqual(['reach good', 'durability doubt', 'durability bad']);
    expect([of('clock', findings), of('keys', findings).at(-1)]).toEqual([['NATS good'], 'kept good']);
    expect([of('database', findings), code]).toEqual([['reach not_set'], 1]);
    const unasked = await look(env);
    expect(of('log', unasked.findings)).toEqual(['reach good', 'durability doubt', 'durability not_set']);
  });

  test('nobody there, and no key for gateways apart', async () => {
    const { findings, code } = await look({ EVENT_LOG: 'jetstream', NATS_URL: 'nats://a:secret@127.0.0.1:1' });
    expect([of('log', findings), of('keys', findings)[0], code]).toEqual([['reach bad'], 'conversation ids bad', 1]);
    expect(JSON.stringify(findings)).not.toContain('secret');
  });

  test('in memory: that is said', async () => {
    expect(of('log', (await look({ EVENT_LOG: 'memory' })).findings)).toEqual(['durability doubt']);
  });
});

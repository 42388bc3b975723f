import { conversationIdFor } from '@slotguard/channel-kit';
import type { StoredEvent } from '@slotguard/contracts';
import { LogUnavailable, type EventLog } from '@slotguard/event-log';
import { JetStreamEventLog } from '@slotguard/event-log-jetstream';
import { inspectPostgres, type PostgresFacts } from '@slotguard/event-log-postgres';
import { NoDatabase, openExistingDatabase, openLog, reasonToStop, type Settings } from '@slotguard/service-kit/records';
import { readAll } from '../read-all.js';
import { aheadOfNats, type ClockSeen } from './check-clock.js';
import { findingsOf, type Finding } from './finding.js';

const database = findingsOf('database');
const log = findingsOf('log');
const keys = findingsOf('keys');

/** The oldest that the program is tried with. */
const POSTGRES_MIN = 14;
/** How many events are looked through for a conversation whose id can be checked. */
const LOOKED_THROUGH_MAX = 5_000;

export interface RecordsChecked {
  readonly findings: readonly Finding[];
  readonly clocks: readonly ClockSeen[];
  /** The embedded database answers: on this machine, by this machine's clock. */
  readonly embedded: boolean;
}

/** The database and the log: there, of this version, and durable; and whether the key is still the one that its conversations were named with. */
export async function checkRecords(settings: Settings, key: string | undefined): Promise<RecordsChecked> {
  const ofDatabase = await checkDatabase(settings, key);
  if (settings.eventLog === 'memory') {
    const finding = log.doubt(
      'durability',
      'EVENT_LOG=memory: all is gone with the process.',
      'Leave EVENT_LOG out, unless this is for trying out.',
    );
    return { ...ofDatabase, findings: [...ofDatabase.findings, finding] };
  }
  if (settings.eventLog !== 'jetstream') return ofDatabase;
  const findings = [...ofDatabase.findings, ...(await checkBus(settings, key))];
  const { natsMonitorUrl } = settings;
  const bus = natsMonitorUrl === undefined ? [] : [{ of: 'NATS', aheadMs: await aheadOfNats(natsMonitorUrl) }];
  return { ...ofDatabase, findings, clocks: [...ofDatabase.clocks, ...bus] };
}

async function checkDatabase(settings: Settings, key: string | undefined): Promise<RecordsChecked> {
  const isApart = settings.eventLog === 'jetstream' && settings.databaseUrl === undefined;
  if (isApart) {
    const mend = 'Set DATABASE_URL: the calendar and the projector keep their tables there.';
    return unreached(database.notSet('reach', 'DATABASE_URL is not set.', mend));
  }
  const opened = await openExistingDatabase(settings).catch((error: unknown) => error as Error);
  if (opened instanceof Error) return unreached(notOpened(opened));
  try {
    const facts = await inspectPostgres(opened.url);
    const embedded = opened.kind === 'embedded';
    const of = embedded ? 'The embedded Postgres' : 'The Postgres of DATABASE_URL';
    const holdsLog = settings.eventLog === 'postgres';
    const findings = [reached(facts, of), ...(holdsLog ? ofLog(facts) : []), tables(facts)];
    if (holdsLog && facts.version === facts.versionHere) {
      const opening = openLog(settings, { databaseUrl: opened.url, poolSize: 1 });
      findings.push(...(await withLog(opening, (opened_) => checkKeyKept(opened_, key))));
    }
    return { findings, clocks: embedded ? [] : [{ of: 'the database', aheadMs: facts.aheadMs }], embedded };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return unreached(notOpened(error));
  } finally {
    await opened.close();
  }
}

const unreached = (finding: Finding): RecordsChecked => ({ findings: [finding], clocks: [], embedded: false });

function notOpened(error: Error): Finding {
  if (error instanceof NoDatabase)
    return database.notSet(
      'reach',
      'There is no database yet.',
      'npm start makes the embedded one; DATABASE_URL names another.',
    );
  if (error instanceof LogUnavailable)
    return database.bad(
      'reach',
      `The database does not answer (${error.code}).`,
      'Is it running, and is DATABASE_URL right?',
    );
  return database.bad(
    'reach',
    reasonToStop(error).split('\n')[0] ?? 'The database does not open.',
    'See what it says.',
  );
}

function reached({ major }: PostgresFacts, of: string): Finding {
  return major < POSTGRES_MIN
    ? database.bad('reach', `${of} is version ${major}.`, `Take ${POSTGRES_MIN} or newer.`)
    : database.good('reach', `${of} answers (version ${major}).`);
}

function ofLog({ version, versionHere, durabilityDoubts: doubts }: PostgresFacts): Finding[] {
  const mend = 'Set it back to on in postgresql.conf.';
  const durable = doubts.map((says) => log.bad('durability', says, mend));
  const kept = durable.length === 0 ? [log.good('durability', 'An acknowledged event is on disk.')] : durable;
  if (version === 0)
    return [log.notSet('version', 'The log has no tables yet.', 'They are made at the first start.'), ...kept];
  if (version > versionHere)
    return [
      log.bad(
        'version',
        `The log's tables are of version ${version}, this program knows ${versionHere}.`,
        'Use a newer one.',
      ),
      ...kept,
    ];
  if (version < versionHere)
    return [
      log.doubt(
        'version',
        `The log's tables are of version ${version} of ${versionHere}.`,
        'They are brought up at the next start.',
      ),
      ...kept,
    ];
  return [log.good('version', `The log's tables are up to date (version ${version}).`), ...kept];
}

function tables({ migrated }: PostgresFacts): Finding {
  const missing = ['calendar', 'read_model'].filter((schema) => !migrated.includes(schema));
  if (missing.length === 0)
    return database.good('tables', 'The tables of appointments and of conversations are there.');
  return database.notSet(
    'tables',
    `These tables are missing: ${missing.join(', ')}.`,
    'The services make them when they first start.',
  );
}

async function checkBus(settings: Settings, key: string | undefined): Promise<readonly Finding[]> {
  const opening = openLog(settings, { name: 'ops' });
  return withLog(opening, async (opened) => [
    log.good('reach', 'NATS answers, and the streams are as they should be.'),
    ...(opened instanceof JetStreamEventLog ? await ofStream(opened, settings) : []),
    ...(await checkKeyKept(opened, key)),
  ]).catch((error: unknown) => {
    const [says = 'NATS does not answer.', ...more] = reasonToStop(error).split('. ');
    return [log.bad('reach', `${says}.`, more.join('. ') || 'Look at NATS_URL.')];
  });
}

async function ofStream(opened: JetStreamEventLog, { natsMonitorUrl }: Settings): Promise<Finding[]> {
  const doubts = await opened.kindsOfDurabilityDoubt(natsMonitorUrl);
  if (doubts.length === 0) return [log.good('durability', 'An acknowledged event is on three disks.')];
  const mend = 'See deploy/nats: file storage, three servers, sync_interval: always.';
  return doubts.map(({ code, says }) => {
    if (code === 'unknown') return log.notSet('durability', says, 'Set NATS_MONITOR_URL, like http://nats:8222.');
    // One server is a choice, as one Postgres is; what forgets on a power cut is none.
    return code === 'few_copies' ? log.doubt('durability', says, mend) : log.bad('durability', says, mend);
  });
}

/** A conversation's id follows from its two numbers and the key: one that is there tells whether the key is still the same. */
async function checkKeyKept(opened: EventLog, key: string | undefined): Promise<Finding[]> {
  const started = await firstOfTexts(opened);
  if (!started) return [];
  const mend =
    'Put the old CONVERSATION_ID_KEY back, from your backup: with this one returning customers are strangers.';
  if (key === undefined)
    return [keys.bad('kept', 'There are conversations, but the key that named them is gone.', mend)];
  const { customer, business } = started.personal as { readonly customer: string; readonly business: string };
  const id = conversationIdFor({ key, channel: 'sms', thread: [customer, business] });
  return [
    id === started.conversation
      ? keys.good('kept', 'The key is the one that the conversations were named with.')
      : keys.bad('kept', 'The key is not the one that the conversations were named with.', mend),
  ];
}

async function firstOfTexts(opened: EventLog): Promise<StoredEvent | undefined> {
  let seen = 0;
  for await (const event of readAll(opened)) {
    const { customer, business } = event.personal as Readonly<Record<string, unknown>>;
    const hasNumbers = typeof customer === 'string' && typeof business === 'string';
    if (event.type === 'ConversationStarted' && event.channel === 'sms' && hasNumbers) return event;
    if (++seen >= LOOKED_THROUGH_MAX) return undefined;
  }
  return undefined;
}

async function withLog<T>(opening: Promise<EventLog>, work: (opened: EventLog) => Promise<T>): Promise<T> {
  const opened = await opening;
  try {
    return await work(opened);
  } finally {
    await opened.close();
  }
}

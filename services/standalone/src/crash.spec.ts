import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { findBreaches, type Story } from '@slotguard/conversation';
import { PostgresEventLog } from '@slotguard/event-log-postgres';
import { launchPostgres, tempFolder, waitFor, type LaunchedPostgres, type TempFolder } from '@slotguard/testing';
import { fileURLToPath } from 'node:url';
import { everything } from './testing/everything.js';
import { NUMBER, startTwilio } from './testing/launch-standalone.js';
import { run, type RunningProgram } from './testing/run-main.js';

const FIXTURE = fileURLToPath(new URL('../dist/testing/crash-fixture.js', import.meta.url));
const CUSTOMER = '+15550001234';
/** A named day: "tomorrow" would be another one for runs after midnight. */
const TALK = [`book me for botox at 2pm on ${aWeekday()}`, '1', 'Alex Morgan'];
/** Runs at once: as many as there are cores to start them on. */
const LANES = 2;
/** Far more than a busy machine needs. */
const TEST_MS = 900_000;

let postgres: LaunchedPostgres;
let folder: TempFolder;
beforeAll(async () => {
  [postgres, folder] = await Promise.all([launchPostgres(), tempFolder('crash')]);
}, TEST_MS);
afterAll(async () => {
  await postgres.stop();
  await folder.remove();
});

interface Told {
  readonly story: Story;
  /** What the provider has taken, in its order. */
  readonly texts: readonly string[];
  readonly starts: number;
}

/** A Wednesday one to two weeks ahead, as a customer writes it: "December 2". */
function aWeekday(): string {
  const today = new Date();
  const days = 7 + ((3 - today.getDay() + 7) % 7);
  return new Date(today.getTime() + days * 86_400_000).toLocaleDateString('en-US', { month: 'long', day: 'numeric' });
}

/** Holds the whole talk with a process that is killed after its nth event, and started again whenever it is gone. */
async function talk(killAfter?: number): Promise<Told> {
  const url = await postgres.createDatabase();
  const { twilio, env: provider } = await startTwilio();
  const log = await PostgresEventLog.open({ url, poolSize: 2 });
  const env = {
    DATABASE_URL: url,
    SLOTGUARD_DATA_DIR: folder.path,
    LOG_LEVEL: 'error',
    ...provider,
  };
  let starts = 0;
  let over = false;
  let program: RunningProgram | undefined;

  /** Keeps a process running: the first one is the one to be killed. */
  const keep = async (): Promise<void> => {
    while (!over) {
      const deadly = starts++ === 0 && killAfter !== undefined ? { KILL_AFTER: String(killAfter) } : {};
      program = run({ program: FIXTURE, env: { ...env, ...deadly } });
      const { code, signal } = await program.ended();
      if (!over && signal !== 'SIGKILL') throw new Error(`the process ended by itself (${code}):\n${program.output()}`);
    }
  };
  const keeping = keep();
  const talking = converse();

  /** As Twilio with retries: a text that was not taken comes again, with the same MessageSid. */
  async function converse(): Promise<void> {
    for (const [i, words] of TALK.entries()) {
      const messageSid = `SM${String(i).padStart(32, '0')}`;
      const taken = async (): Promise<boolean> =>
        (await twilio.text(CUSTOMER, NUMBER, words, { messageSid })).status === 200;
      await waitFor(taken, { timeoutMs: 40_000, everyMs: 100, what: `text ${i + 1} to be taken` });
      const answered = async (): Promise<boolean> => {
        const story = await everything(log);
        return story.some((event) => event.type === 'TurnEnded' && event.data.answers.includes(`utt-${messageSid}`));
      };
      await waitFor(answered, { timeoutMs: 40_000, everyMs: 50, what: `the answer to text ${i + 1}` });
    }
    // The last events are receipts, which follow the last turn.
    await twilio.idle();
    if (killAfter !== undefined) await waitFor(() => starts === 2, { what: 'the kill' });
  }

  try {
    await Promise.race([talking, keeping]);
    over = true;
    await program?.stop();
    await keeping;
    return { story: await everything(log), texts: twilio.received(CUSTOMER).map(({ body }) => body), starts };
  } finally {
    over = true;
    program?.child.kill('SIGKILL');
    await log.close();
    await twilio.close();
  }
}

/** What a story says, without when it was said and under which number the provider took it. Receipts may get lost with a process. */
function tale(story: Story): readonly unknown[] {
  return story
    .filter((event) => !(event.type === 'MessageSent' && event.data.status === 'delivered'))
    .map(({ id, type, writer, correlation, causation, data, personal }) => ({
      id,
      type,
      writer,
      correlation,
      causation,
      data: timeless(data),
      personal,
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

const WHEN = new Set(['beganAt', 'reachedAt', 'until', 'validUntil', 'providerId', 'now']);

function timeless(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(timeless);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, WHEN.has(key) ? '…' : timeless(inner)]));
}

describe('a kill between any two events of a conversation', () => {
  test(
    'ends in the same story as without it, and the customer is told nothing twice',
    async () => {
      const whole = await talk();
      expect(whole.texts.at(-1)).toContain("I've booked");
      expect(findBreaches(whole.story)).toMatchObject({ breaches: [], owed: [] });
      const points = Array.from({ length: whole.story.length - 1 }, (_, i) => i + 1);
      expect(points.length).toBeGreaterThan(20);

      const lane = async (): Promise<void> => {
        for (let point = points.shift(); point !== undefined; point = points.shift()) {
          const { story, texts, starts } = await talk(point);
          const where = `killed after event ${point}`;
          expect({ where, starts }).toEqual({ where, starts: 2 });
          expect({ where, texts }).toEqual({ where, texts: whole.texts });
          expect({ where, tale: tale(story) }).toEqual({ where, tale: tale(whole.story) });
          expect({ where, ...findBreaches(story) }).toMatchObject({ where, breaches: [], owed: [] });
        }
      };
      await Promise.all(Array.from({ length: LANES }, lane));
    },
    TEST_MS,
  );
});

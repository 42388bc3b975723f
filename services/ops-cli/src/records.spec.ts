import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { NewStoredEvent } from '@slotguard/contracts';
import { newEvent } from '@slotguard/contracts';
import type { ConversationEvent, Policy } from '@slotguard/conversation';
import { defaultPolicy } from '@slotguard/conversation';
import { startEmbeddedPostgres } from '@slotguard/embedded-postgres';
import { PostgresEventLog } from '@slotguard/event-log-postgres';
import type { LaunchedPostgres } from '@slotguard/testing';
import {
  assistant,
  booked,
  check,
  customer,
  Given,
  given,
  held,
  launchPostgres,
  letGo,
  notHeld,
  request,
  runSql,
  shows,
  slotAt,
  tempFolder,
} from '@slotguard/testing';
import { RECORDED_THEN } from './testing/recorded-then.js';
import { slotguard } from './testing/slotguard.js';

const two = slotAt('14:00');
const four = slotAt('16:00');
const offered = [customer('botox tomorrow'), check(two, four), shows(two, four)];
const BOOKING = [
  ...offered,
  customer('1'),
  request({ slotId: two.slotId, start: '2025-11-16T14:00:00Z' }),
  booked(two),
];

async function tell(url: string, events: readonly ConversationEvent[], conversation = 'story'): Promise<void> {
  const log = await PostgresEventLog.open({ url });
  try {
    for (const event of events) await log.append({ ...strip(event), conversation });
  } finally {
    await log.close();
  }
  await runSql(url, RECORDED_THEN);
}

/** An event as it was before the log recorded it. */
function strip(event: ConversationEvent): NewStoredEvent {
  const { position: _, recordedAt: __, ...rest } = event as ConversationEvent & Record<string, unknown>;
  return rest as unknown as NewStoredEvent;
}

describe('on a database of one’s own', () => {
  let postgres: LaunchedPostgres;
  let env: { DATABASE_URL: string };
  beforeAll(async () => {
    postgres = await launchPostgres();
  });
  afterAll(() => postgres.stop());
  beforeEach(async () => {
    env = { DATABASE_URL: await postgres.createDatabase() };
  });

  describe('slotguard verify', () => {
    test('finds that everything holds after a booking, and says what it looked at', async () => {
      const { events } = given(...BOOKING).when();
      await tell(env.DATABASE_URL, events);
      await tell(env.DATABASE_URL, given(customer('hello')).when().events, 'another');
      const { code, out, err } = await slotguard(['verify'], env);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toContain(`${events.length + 2} events in 2 conversations`);
      expect(out).toContain('1 approvals: 1 enforced, 0 in shadow');
      expect(out).toContain('everything holds');
    });

    test('finds nothing wrong with an empty log', async () => {
      await tell(env.DATABASE_URL, []);
      expect(await slotguard(['verify'], env)).toMatchObject({ code: 0 });
    });

    test('names the rule and the event when somebody forged an approval', async () => {
      const { events } = given(...offered, request({ slotId: two.slotId })).when();
      await tell(env.DATABASE_URL, events);
      const asked = events.find(({ type }) => type === 'BookingRequested')!;
      const forged = newEvent(
        'BookingApproved',
        { ...asked, id: 'dec-forged', writer: 'guard', causation: asked.id },
        { request: 'req-never', args: two, adjustments: {}, mode: 'enforce', policy: 'default-1', validUntil: two.end },
        {},
      );
      await tell(env.DATABASE_URL, [forged]);
      const { code, out } = await slotguard(['verify'], env);
      expect(code).toBe(1);
      expect(out).toContain('approval_without_request in conversation story');
      expect(out).toContain('event dec-forged');

      const json = await slotguard(['verify', '--json'], env);
      expect(json.code).toBe(1);
      expect(JSON.parse(json.out)).toMatchObject({
        ok: false,
        breaches: expect.arrayContaining([
          expect.objectContaining({ rule: 'approval_without_request', conversation: 'story', events: ['dec-forged'] }),
        ]),
      });
    });

    test('counts an event that nobody can read as a breach', async () => {
      const [hello] = given(customer('hello')).when().events;
      await tell(env.DATABASE_URL, [{ ...hello!, id: 'utt-future', version: 99 } as ConversationEvent]);
      const { code, out } = await slotguard(['verify'], env);
      expect(code).toBe(1);
      expect(out).toContain('unreadable_event');
      expect(out).toContain('event utt-future');
    });

    test('says in which conversation something is still owed', async () => {
      const { events } = given(customer('hello')).when();
      await tell(
        env.DATABASE_URL,
        events.filter(({ writer }) => writer !== 'guard'),
      );
      const { code, out } = await slotguard(['verify'], env);
      expect(code).toBe(0);
      expect(out).toContain('1 still owed\n  owed: sel-utt-0 in conversation story\n');
      const json = await slotguard(['verify', '--json'], env);
      expect(JSON.parse(json.out)).toMatchObject({ owed: [{ id: 'sel-utt-0', conversation: 'story' }] });
    });

    test('lists what a shadow let through', async () => {
      const policy: Policy = defaultPolicy();
      const shadow = {
        ...policy,
        channels: { ...policy.channels, sms: { ...policy.channels.sms, mode: 'shadow' as const } },
      };
      const asked = request({ id: 'req-1', start: two.start, service: 'botox', resource: 'dana' });
      await tell(env.DATABASE_URL, new Given('sms', shadow, [customer('now'), asked]).when().events);
      const { code, out } = await slotguard(['verify'], env);
      expect(code).toBe(0);
      expect(out).toContain('1 approvals: 0 enforced, 1 in shadow');
      expect(out).toMatch(
        /in shadow: dec-req-1 in conversation \S+, enforcing rejects it \(availability_not_checked\)/,
      );
    });
  });

  describe('slotguard timeline', () => {
    test('tells a booking with the words that chose, the evidence, and what was put right', async () => {
      await tell(env.DATABASE_URL, given(...BOOKING).when().events);
      const { code, out } = await slotguard(['timeline', 'story'], env);
      expect(code).toBe(0);
      expect(out).not.toContain('\u001b');
      const lines = out.split('\n').map((text) => text.trim());
      expect(lines[0]).toBe('story  radiance, sms');
      expect(lines).toContain('Sunday, November 16, 2025 (UTC-05:00)');
      expect(lines).toContain('9:01:00 AM  customer   "botox tomorrow"  [utt-0]');
      expect(lines).toContain('1) Sun, Nov 16, 2:00–2:30 PM, botox, dana');
      expect(lines).toContain(
        '9:04:00 AM  guard      "1" chooses Sun, Nov 16, 2:00–2:30 PM, botox, dana (by number)  [sel-utt-4]',
      );
      expect(
        lines.some((text) => /guard +approves Sun, Nov 16, 2:00–2:30 PM.*\(enforce, policy default-1\)/.test(text)),
      ).toBe(true);
      expect(lines.some((text) => /^check +availabilitychecked-2 \(9:02:00 AM, 2 slots\)$/.test(text))).toBe(true);
      expect(lines.some((text) => /^presentation +offerspresented-3 \(9:03:00 AM, 2 offers shown\)$/.test(text))).toBe(
        true,
      );
      expect(lines.some((text) => /^utterance +utt-4 \(9:04:00 AM, "1"\)$/.test(text))).toBe(true);
      expect(
        lines.some((text) => /^start put right \(mislabelled offset\): "2025-11-16T14:00:00Z" → /.test(text)),
      ).toBe(true);
      expect(lines.some((text) => /calendar +booked Sun, Nov 16/.test(text))).toBe(true);
    });

    test('says why a booking was rejected, and what would help', async () => {
      await tell(env.DATABASE_URL, given(...offered, request({ slotId: two.slotId })).when().events);
      const { out } = await slotguard(['timeline', 'story'], env);
      expect(out).toContain('rejects: no_selection (enforce, policy default-1)');
      expect(out).toContain('what would help: Ask which of the offered times it shall be.');
    });

    test('shows what was held until when, what could not be, and why it was let go', async () => {
      const steps = [...offered, customer('1'), held(), customer('option 2'), letGo('replaced'), notHeld()];
      await tell(env.DATABASE_URL, given(...steps).when().events);
      const { out } = await slotguard(['timeline', 'story'], env);
      expect(out).toMatch(/calendar +holds Sun, Nov 16, 2:00–2:30 PM, botox, dana until 9:15:00 AM {2}\[hld-utt-4\]/);
      expect(out).toMatch(/calendar +lets go of hld-utt-4: replaced {2}\[rel-hld-utt-4\]/);
      expect(out).toMatch(/calendar +can't hold Sun, Nov 16, 4:00–4:30 PM, botox, dana: slot taken/);
      expect(await slotguard(['verify'], env)).toMatchObject({ code: 0 });
    });

    test('names two who were held the same time', async () => {
      const kept = given(...offered, customer('1'), held()).when().events;
      await tell(env.DATABASE_URL, kept, 'ann');
      await tell(env.DATABASE_URL, kept, 'bob');
      const { code, out } = await slotguard(['verify'], env);
      expect(code).toBe(1);
      expect(out).toContain('holds_overlap in conversation bob');
    });

    test('puts a verdict behind its utterance, wherever it lies in the log', async () => {
      const { events } = given(customer('botox'), ...assistant('other')).when();
      const late = [
        ...events.filter(({ writer }) => writer !== 'guard'),
        ...events.filter(({ writer }) => writer === 'guard'),
      ];
      await tell(env.DATABASE_URL, late);
      const { out } = await slotguard(['timeline', 'story', '--json'], env);
      const { steps } = JSON.parse(out) as { steps: { event: { id: string }; guard?: { id: string } }[] };
      expect(steps[0]).toMatchObject({ event: { id: 'utt-0' }, guard: { id: 'sel-utt-0' } });
    });

    test('lists the conversations, finds one by how its id begins, and asks when that is several', async () => {
      await tell(env.DATABASE_URL, given(customer('hello')).when().events, 'abc-1');
      await tell(env.DATABASE_URL, given(...offered).when().events, 'abd-2');
      const list = await slotguard(['timeline'], env);
      expect(list.out.split('\n').map((text) => text.slice(0, 5))).toEqual(['abd-2', 'abc-1', '']);
      expect(await slotguard(['timeline', 'abc'], env)).toMatchObject({
        code: 0,
        out: expect.stringContaining('hello'),
      });
      expect(await slotguard(['timeline', 'ab'], env)).toMatchObject({
        code: 1,
        err: expect.stringContaining('abc-1'),
      });
      expect(await slotguard(['timeline', 'zzz'], env)).toMatchObject({
        code: 1,
        out: '',
        err: 'slotguard: No conversation begins with zzz. slotguard timeline lists them.\n',
      });
    });

    test('shows what tries to steer the terminal, and does not obey it', async () => {
      await tell(env.DATABASE_URL, given(customer('\u001b[2Jhi\u202e\nthere')).when().events);
      const { out } = await slotguard(['timeline', 'story'], env);
      expect(out).toContain('"\\u{1b}[2Jhi\\u{202e}⏎ there"');
    });
  });
});

describe('on the data folder of a system', () => {
  test('looks at a running one beside it, and at one that has ended by itself', async () => {
    const folder = await tempFolder('ops');
    const env = { SLOTGUARD_DATA_DIR: folder.path };
    try {
      const server = await startEmbeddedPostgres({ dataDir: join(folder.path, 'postgres'), fsync: false });
      await tell(server.url, given(...BOOKING).when().events);
      const running = await slotguard(['verify'], env);
      expect(running).toMatchObject({ code: 0, out: expect.stringContaining('everything holds') });
      await server.stop();
      expect(await slotguard(['verify', '--data-dir', folder.path])).toEqual(running);
      expect(await slotguard(['timeline', 'st'], env)).toMatchObject({ code: 0 });
    } finally {
      await folder.remove();
    }
  });

  test('operators act on a running one, and on one that has ended, which finds it when it starts again', async () => {
    const folder = await tempFolder('ops');
    const env = { SLOTGUARD_DATA_DIR: folder.path };
    const why = ['--reason', 'a test', '--actor', 'Dana'];
    try {
      const server = await startEmbeddedPostgres({ dataDir: join(folder.path, 'postgres'), fsync: false });
      await tell(server.url, given(...offered).when().events);
      expect(await slotguard(['policy', 'set', 'sms', 'shadow', ...why], env)).toMatchObject({ code: 0 });
      await server.stop();
      expect(await slotguard(['takeover', 'story', ...why], env)).toMatchObject({ code: 0, err: '' });
      const { out } = await slotguard(['policy', 'get'], env);
      expect(out).toMatch(/sms +shadow/);
      expect((await slotguard(['timeline'], env)).out).toContain('a person attends');
    } finally {
      await folder.remove();
    }
  });

  test('makes nothing where there is nothing, and says what to do', async () => {
    const folder = await tempFolder('ops');
    const nowhere = join(folder.path, 'nowhere');
    const { code, err } = await slotguard(['verify'], { SLOTGUARD_DATA_DIR: nowhere });
    expect(code).toBe(1);
    expect(err).toContain(`There is no data in ${nowhere} yet. Start it once with npm start`);
    await folder.remove();
  });

  test('says so, without a stack trace, when the database does not answer', async () => {
    const { code, err } = await slotguard(['verify'], { DATABASE_URL: 'postgres://u:secret@127.0.0.1:9/none' });
    expect(code).toBe(1);
    expect(err).toMatch(/^slotguard: The database does not answer \(ECONNREFUSED\)/);
    expect(err).not.toContain('secret');
    expect(err).not.toContain('    at ');
  });
});

describe('slotguard', () => {
  test('explains itself, with its exit codes', async () => {
    const { code, out } = await slotguard(['--help']);
    expect(code).toBe(0);
    for (const word of ['chat', 'timeline', 'verify', 'choose', 'Exit codes']) expect(out).toContain(word);
  });

  test('ends with 2 when it is called wrongly', async () => {
    expect(await slotguard(['nonsense'])).toMatchObject({ code: 2, err: expect.stringContaining('nonsense') });
    expect(await slotguard(['verify', '--nonsense'])).toMatchObject({ code: 2 });
    expect(await slotguard([])).toMatchObject({ code: 2 });
    expect(await slotguard(['chat', '--from', 'me'])).toMatchObject({ code: 2 });
  });
});

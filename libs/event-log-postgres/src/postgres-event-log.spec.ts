import { afterEach, describe, expect, test } from '@jest/globals';
import { LogUnavailable, type EventLog } from '@slotguard/event-log';
import { describeEventLog } from '@slotguard/event-log/conformance';
import { runSql, waitFor } from '@slotguard/testing';
import { postgresOfSpec } from '@slotguard/testing/spec';
import pg from 'pg';
import { tagOfEvent } from './append-batches.js';
import { PostgresEventLog } from './postgres-event-log.js';

const server = postgresOfSpec();
let schemas = 0;

describeEventLog('in Postgres', {
  features: { restarts: true, fillsUp: true },
  fresh: async () => {
    const schema = `log_${++schemas}`;
    return {
      open: () => PostgresEventLog.open({ url: server.url, schema, poolSize: 3 }),
      restartServer: (meanwhile) => server.restart(meanwhile),
      // The server's own error for a full disk, from the place where it would arise.
      fillStore: async () => {
        await runSql(
          server.url,
          `create function ${schema}.disk_full() returns trigger language plpgsql as $$
           begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$;
           create trigger disk_full before insert on ${schema}.event execute function ${schema}.disk_full()`,
        );
      },
      freeStore: async () => void (await runSql(server.url, `drop trigger disk_full on ${schema}.event`)),
    };
  },
});

describe('the log in Postgres', () => {
  const opened: EventLog[] = [];
  const clients: pg.Client[] = [];
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.end()));
    await Promise.all(opened.splice(0).map((log) => log.close()));
  });
  async function open(more: Partial<Parameters<typeof PostgresEventLog.open>[0]> = {}): Promise<PostgresEventLog> {
    const log = await PostgresEventLog.open({ url: server.url, schema: `log_${++schemas}`, ...more });
    opened.push(log);
    return log;
  }
  async function rawClient(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: server.url });
    client.on('error', () => undefined);
    await client.connect();
    clients.push(client);
    return client;
  }

  test('an event that commits late is not skipped: nothing gets a later place before it is there', async () => {
    const log = await open();
    const schema = `log_${schemas}`;
    const late = await rawClient();
    await late.query('begin');
    const event = utterance('late', 'utt-1');
    await late.query(`select * from ${schema}.append($1, $2, $3, $4, $5, $6, null)`, [
      [event.business],
      [event.conversation],
      [event.id],
      [event.type],
      [JSON.stringify(event)],
      [tagOfEvent(event)],
    ]);
    const seen: string[] = [];
    const reader = new AbortController();
    const reading = (async () => {
      for await (const { conversation } of log.follow({ after: 0, signal: reader.signal })) seen.push(conversation);
    })();
    const early = log.append(utterance('early', 'utt-1'));
    await waitFor(async () => {
      const waiting = await runSql(server.url, `select from pg_locks where locktype = 'advisory' and not granted`);
      return waiting.length === 1;
    });
    expect(await log.lastPosition()).toBe(0);
    await late.query('commit');
    const { event: second } = await early;
    await waitFor(() => seen.length === 2);
    expect(seen).toEqual(['late', 'early']);
    expect(second.position).toBeGreaterThan((await log.get(event))!.position);
    reader.abort();
    await reading;
  });

  test('an append that a dead writer’s open transaction holds up goes on when that is rolled back', async () => {
    const log = await open();
    const schema = `log_${schemas}`;
    const dying = await rawClient();
    await dying.query(`begin; select ${schema}.lock_log()`);
    const appending = log.append(utterance('ann', 'utt-1'));
    const { pid } = (await dying.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]!;
    await runSql(server.url, 'select pg_terminate_backend($1)', [pid]);
    expect((await appending).adopted).toBe(false);
  });

  test('several processes open a new log at once, and opening it again changes nothing', async () => {
    const schema = `log_${++schemas}`;
    const logs = await Promise.all(Array.from({ length: 5 }, () => open({ schema })));
    await logs[0]!.append(utterance('ann', 'utt-1'));
    const again = await open({ schema });
    expect(await again.get(utterance('ann', 'utt-1'))).toBeDefined();
    const rows = await runSql(server.url, `select version from ${schema}.migration`);
    expect(rows).toEqual([{ version: 1 }]);
  });

  test('a log that a newer program made is not opened', async () => {
    const log = await open();
    await runSql(server.url, `insert into log_${schemas}.migration (version) values (1000)`);
    await expect(open({ schema: `log_${schemas}` })).rejects.toThrow('use a newer one');
    await log.ping();
  });

  test('a server that is not there, or takes no writes, is unavailable', async () => {
    await expect(PostgresEventLog.open({ url: 'postgres://a:b@127.0.0.1:1/c' })).rejects.toBeInstanceOf(LogUnavailable);
    const log = await open();
    await runSql(server.url, `alter role current_user set default_transaction_read_only = on`);
    try {
      await expect(open({ schema: `log_${schemas}` }).then((other) => other.ping())).rejects.toMatchObject({
        name: 'LogUnavailable',
        code: '25006',
      });
    } finally {
      await runSql(
        server.url,
        `set transaction_read_only = off; alter role current_user reset default_transaction_read_only`,
      );
    }
    await log.ping();
  });

  test.each(['40001', '40P01'])('an append that lost a race (%s) is tried again by itself', async (code) => {
    const log = await open();
    const schema = `log_${schemas}`;
    await runSql(
      server.url,
      `create sequence ${schema}.tries;
       create function ${schema}.lose() returns trigger language plpgsql as $$
       begin
         if nextval('${schema}.tries') <= 3 then raise exception 'lost' using errcode = '${code}'; end if;
         return new;
       end $$;
       create trigger lose before insert on ${schema}.event for each row execute function ${schema}.lose()`,
    );
    expect((await log.append(utterance('ann', 'utt-1'))).adopted).toBe(false);
    await runSql(server.url, `alter sequence ${schema}.tries restart minvalue -1000000 start -1000000`);
    await expect(log.append(utterance('ann', 'utt-2'))).rejects.toMatchObject({ name: 'LogUnavailable', code });
  });

  test('an event that the server won’t have takes no neighbour with it', async () => {
    const log = await open();
    const schema = `log_${schemas}`;
    await runSql(server.url, `alter table ${schema}.event add constraint no_bad_id check (id <> 'bad')`);
    const results = await Promise.allSettled(['a', 'bad', 'b'].map((id) => log.append(utterance('ann', id))));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(results[1]).toMatchObject({ reason: { code: '23514' } });
  });

  test('names that Postgres has no text for stay apart', async () => {
    const log = await open();
    const names = ['a\u0000', 'a\ud800', 'a\udfff', 'a\\u0000', 'a"', 'a'];
    for (const id of names) expect((await log.append(utterance(id, id))).adopted).toBe(false);
    for (const id of names) expect((await log.get(utterance(id, id)))?.id).toBe(id);
  });

  test('a pinned clock says when an event was recorded', async () => {
    const log = await open({ clock: { now: () => new Date('2025-11-16T14:00:00Z') } });
    const { event } = await log.append(utterance('ann', 'utt-1'));
    expect(event.recordedAt).toBe('2025-11-16T14:00:00.000Z');
    await log.park('guard', event, 'why');
    expect((await log.listParked())[0]?.parkedAt).toBe('2025-11-16T14:00:00.000Z');
  });

  test('a killed server loses nothing that was acknowledged', async () => {
    const log = await open();
    const names = Array.from({ length: 50 }, (_, index) => `utt-${index}`);
    await Promise.all(names.map((id) => log.append(utterance('ann', id))));
    await server.kill();
    await expect(log.append(utterance('ann', 'utt-0'))).rejects.toBeInstanceOf(LogUnavailable);
    await server.restart();
    expect(await log.readConversation(utterance('ann', ''))).toHaveLength(50);
  });
});

function utterance(conversation: string, id: string) {
  return {
    id,
    type: 'UserUtterance',
    version: 1,
    time: '2025-11-16T09:00:00-05:00',
    business: 'radiance',
    conversation,
    channel: 'sms',
    writer: 'sms',
    correlation: id,
    data: {},
    personal: {},
  };
}

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Poison } from '@slotguard/event-log';
import { PostgresEventLog } from '@slotguard/event-log-postgres';
import { customer, given, waitFor } from '@slotguard/testing';
import { postgresOfSpec } from '@slotguard/testing/spec';
import { slotguard } from '../testing/slotguard.js';

const QUEUE = { queue: 'sms-turns', types: ['UserUtterance'], inFlight: 4, ackWaitMs: 5_000, maxAttempts: 1 };

const postgres = postgresOfSpec();
let env: { DATABASE_URL: string };
let log: PostgresEventLog;
beforeEach(async () => {
  env = { DATABASE_URL: await postgres.createDatabase() };
  log = await PostgresEventLog.open({ url: env.DATABASE_URL });
});
afterEach(() => log.close());

/** A worker that can't handle anything, until both texts are set aside. */
async function parkTwo(): Promise<void> {
  const [text] = given(customer('hello')).when().events;
  for (const conversation of ['ann', 'bob']) await log.append({ ...text!, conversation });
  const broken = await log.consume({ ...QUEUE, backoffMs: () => 0 }, async () => {
    throw new Poison('the words are upside down');
  });
  await waitFor(async () => (await log.listParked()).length === 2, { what: 'both texts to be parked' });
  await broken.close();
}
const stillParked = async (): Promise<string[]> => (await log.listParked()).map(({ event }) => event.conversation);

describe('slotguard parked', () => {
  test('says so when nothing is set aside', async () => {
    expect(await slotguard(['parked'], env)).toMatchObject({ code: 0, out: '✓ nothing is parked\n' });
  });

  test('lists what was set aside and why, without what the customer wrote', async () => {
    await parkTwo();
    const { code, out } = await slotguard(['parked'], env);
    expect(code).toBe(1);
    expect(out).toMatch(/sms-turns {2}UserUtterance utt-0\n {2}conversation ann\n {2}.*the words are upside down/);
    expect(out).toContain('2 parked');
    expect(out).not.toContain('hello');
    const { out: json } = await slotguard(['parked', '--json'], env);
    expect(JSON.parse(json)).toMatchObject([
      { consumer: 'sms-turns', event: 'utt-0', conversation: 'ann' },
      { consumer: 'sms-turns', event: 'utt-0', conversation: 'bob' },
    ]);
  });
});

describe('slotguard redrive', () => {
  test('hands one to its queue again, and asks which when its id stands in two conversations', async () => {
    await parkTwo();
    const unclear = await slotguard(['redrive', 'sms-turns', 'utt-0'], env);
    expect(unclear).toMatchObject({ code: 2, err: expect.stringContaining('--conversation bob') });
    expect(await stillParked()).toEqual(['ann', 'bob']);
    expect(await slotguard(['redrive', 'sms-turns', 'utt-0', '--conversation', 'bo'], env)).toMatchObject({ code: 0 });
    expect(await stillParked()).toEqual(['ann']);
    const handled: string[] = [];
    const mended = await log.consume({ ...QUEUE, backoffMs: () => 0 }, async (event) => {
      handled.push(event.conversation);
    });
    await waitFor(() => handled.length === 1, { what: 'the mended worker to get it' });
    await mended.close();
    expect(handled).toEqual(['bob']);
  });

  test('hands all of a queue out again', async () => {
    await parkTwo();
    expect(await slotguard(['redrive', 'sms-turns', '--all'], env)).toMatchObject({ code: 0 });
    expect(await stillParked()).toEqual([]);
  });

  test('says so when that is not parked, and when it is called wrongly', async () => {
    await parkTwo();
    expect(await slotguard(['redrive', 'sms-turns', 'utt-9'], env)).toMatchObject({
      code: 1,
      err: expect.stringContaining('Nothing like that is parked'),
    });
    expect(await slotguard(['redrive', 'sms-turns'], env)).toMatchObject({ code: 2 });
    expect(await slotguard(['redrive', 'sms-turns', 'utt-0', '--all'], env)).toMatchObject({ code: 2 });
    expect(await stillParked()).toHaveLength(2);
  });
});

import { describe, expect, test } from '@jest/globals';
import { ServiceLogger, withContext } from './index.js';

function logger(json = true, secrets: string[] = []) {
  const lines: string[] = [];
  const log = new ServiceLogger({ level: 'debug', json, secrets, write: (line) => lines.push(line) });
  return { log, text: () => lines.join(''), line: () => JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown> };
}

describe('the log', () => {
  test('is JSON lines in production, with level, time, context and fields', () => {
    const { log, line } = logger();
    log.log({ msg: 'appointment booked', appointment: 'apt-1', tookMs: 12 }, 'Calendar');
    expect(line()).toMatchObject({ level: 'info', context: 'Calendar', msg: 'appointment booked', tookMs: 12 });
    expect(Date.parse(String(line()['time']))).not.toBeNaN();
  });

  test('is one readable line otherwise', () => {
    const { log, text } = logger(false);
    log.warn({ msg: 'tried again', attempt: 2 }, 'Calendar');
    expect(text()).toMatch(/^\d\d:\d\d:\d\d\.\d{3} WARN {3}Calendar {2}tried again {2}attempt=2\n$/);
  });

  test('carries the correlation of the work it was written in, also after an await', async () => {
    const { log, line } = logger();
    await withContext({ correlation: 'utt-1', conversation: 'c1' }, async () => {
      await Promise.resolve();
      withContext({ event: 'req-1' }, () => log.log('deciding'));
    });
    expect(line()).toMatchObject({ correlation: 'utt-1', conversation: 'c1', event: 'req-1' });
    log.log('elsewhere');
    expect(line()).not.toHaveProperty('correlation');
  });

  test('names the trace of the work, by its id alone', () => {
    const { log, line } = logger();
    const traceId = 'a'.repeat(32);
    withContext({ traceparent: `00-${traceId}-${'b'.repeat(16)}-01` }, () => log.log('deciding'));
    expect(line()).toMatchObject({ trace: traceId });
    expect(line()).not.toHaveProperty('traceparent');
    withContext({ traceparent: 'no trace at all' }, () => log.log('deciding'));
    expect(line()).not.toHaveProperty('trace');
  });

  test('never shows what a customer wrote or who they are, however it gets into a line', () => {
    const { log, text } = logger();
    const personal = { text: 'my back hurts, Dolores', customer: { name: 'Dolores' } };
    log.log({ msg: 'received', personal, event: { id: 'utt-1', body: 'my back hurts' }, customerName: 'Dolores' });
    log.log({ msg: 'sent', to: '+15185550199', From: '+15185550198', Phone_Number: 5185550199 });
    log.log('texted +1 (518) 555-0199, then dolores@example.com');
    log.error(Object.assign(new Error('bad text from 518-555-0199'), { detail: 'Key (name)=(Dolores)' }));
    log.error({
      msg: 'not stored',
      err: Object.assign(new Error('value "Dolores"'), { code: '22P02', query: 'select' }),
    });
    log.error('failed', 'Error: Dolores\n    at x', 'Calendar');
    log.log({ msg: 'deep', a: { b: { c: { d: { text: 'Dolores' } } } }, list: [{ words: 'my back' }] });
    // Whole words and numbers: a time or a folder in a stack may well hold a "555" or a "back" of its own.
    expect(text()).not.toMatch(/dolores|my back|518\D{0,2}555|555\D?019|example\.com/i);
    expect(text()).toContain('22P02');
  });

  test('never shows a secret', () => {
    const { log, text } = logger(true, ['s3cr3t-token']);
    log.log({ msg: 'starting with s3cr3t-token', twilio: { authToken: 'abc-token', accountSid: 'AC1' } });
    log.log({
      msg: 'at postgres://u:hunter2@db/x',
      DATABASE_URL: 'postgres://u:hunter2@db/x',
      headers: { cookie: 'hunter2' },
    });
    log.error(new Error('refused s3cr3t-token', { cause: new Error('postgres://u:hunter2@db') }));
    expect(text()).not.toMatch(/s3cr3t|hunter2|abc-token/);
    expect(text()).toContain('AC1');
  });

  test('keeps ids, times and counts as they are', () => {
    const { log, line } = logger();
    const fields = { event: 'utt-SM0123456789012345', at: '2026-11-16T14:00:00-05:00', position: 1234567890 };
    log.log({ msg: 'read', ...fields });
    expect(line()).toMatchObject(fields);
  });
});

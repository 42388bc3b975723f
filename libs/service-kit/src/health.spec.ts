import 'reflect-metadata';
import { describe, expect, test } from '@jest/globals';
import { EventEmitter } from 'node:events';
import { Logger } from '@nestjs/common';
import { checkAll, HealthController, readersKeepUp, shutdownOnSignal, type Closing } from './index.js';

describe('readiness', () => {
  test('is there when every part answers', async () => {
    const checks = { log: async () => undefined, database: async () => 1 };
    expect(await checkAll(checks)).toEqual({ status: 'ready', checks: { log: 'ok', database: 'ok' } });
    expect(new HealthController(checks).alive()).toEqual({ status: 'alive' });
  });

  test('names the part that fails by its code, never by its message, and answers 503', async () => {
    const checks = {
      log: () => Promise.reject(Object.assign(new Error('at postgres://u:hunter2@db'), { code: 'ECONNREFUSED' })),
      database: () => Promise.reject(new TypeError('hunter2')),
      bus: (): never => {
        throw new RangeError('hunter2');
      },
    };
    const readiness = await checkAll(checks);
    expect(readiness).toEqual({
      status: 'not_ready',
      checks: { log: 'ECONNREFUSED', database: 'TypeError', bus: 'RangeError' },
    });
    await expect(new HealthController(checks).ready()).rejects.toMatchObject({ status: 503, response: readiness });
  });

  test('is over when the process begins to end, while it still answers that it lives', async () => {
    const controller = new HealthController({ log: async () => undefined });
    await controller.ready();
    controller.onModuleDestroy();
    const response = { status: 'not_ready', checks: { process: 'draining' } };
    await expect(controller.ready()).rejects.toMatchObject({ status: 503, response });
    expect(controller.alive()).toEqual({ status: 'alive' });
  });

  test('needs readers that keep up: one that is far behind is named so', async () => {
    const readers = (lag: number) => () => readersKeepUp({ lags: async () => new Map([['guard', lag]]) });
    expect(await checkAll({ readers: readers(100) })).toMatchObject({ status: 'ready' });
    expect(await checkAll({ readers: readers(50_000) })).toMatchObject({ checks: { readers: 'behind' } });
  });

  test('does not wait for ever for a part that is silent', async () => {
    const silent = { log: () => new Promise(() => undefined) };
    expect(await checkAll(silent, 10)).toEqual({ status: 'not_ready', checks: { log: 'no_answer' } });
  });
});

describe('the end of a process', () => {
  function ending(closings: readonly Closing[], timeoutMs = 5_000) {
    const signals = new EventEmitter();
    const code = new Promise<number>((resolve) => {
      shutdownOnSignal({
        ...{ closings, timeoutMs, exit: resolve, logger: new Logger() },
        signals: signals as unknown as NodeJS.Process,
      });
    });
    Logger.overrideLogger(false);
    return { signals, code };
  }

  test('closes one part after another, then exits with 0', async () => {
    const closed: string[] = [];
    const part = (name: string): Closing => [name, async () => void closed.push(name)];
    const { signals, code } = ending([part('app'), part('log'), part('database')]);
    signals.emit('SIGTERM');
    expect(await code).toBe(0);
    expect(closed).toEqual(['app', 'log', 'database']);
  });

  test('closes the rest when one part fails, and exits with 1', async () => {
    const closed: string[] = [];
    const { signals, code } = ending([
      ['app', () => Promise.reject(new Error('stuck'))],
      ['log', () => closed.push('log')],
    ]);
    signals.emit('SIGINT');
    expect(await code).toBe(1);
    expect(closed).toEqual(['log']);
  });

  test('does not wait for ever, and a second signal ends it at once', async () => {
    const stuck: Closing = ['app', () => new Promise(() => undefined)];
    const slow = ending([stuck], 10);
    slow.signals.emit('SIGTERM');
    expect(await slow.code).toBe(1);
    const impatient = ending([stuck], 500);
    impatient.signals.emit('SIGTERM');
    impatient.signals.emit('SIGTERM');
    expect(await impatient.code).toBe(1);
  });
});

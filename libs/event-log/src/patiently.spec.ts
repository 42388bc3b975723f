import { expect, test } from '@jest/globals';
import { LogUnavailable } from './errors.js';
import { patiently } from './patiently.js';

test('a log that restarts is waited for', async () => {
  let tries = 0;
  const opened = async (): Promise<string> => {
    if (++tries < 3) throw new LogUnavailable('disconnected');
    return 'open';
  };
  expect(await patiently(opened, 10_000)).toBe('open');
});

test('one that stays away is not waited for without end, and a fault not at all', async () => {
  await expect(patiently(() => Promise.reject(new LogUnavailable('away')), 100)).rejects.toThrow('away');
  let tries = 0;
  const fails = (): Promise<never> => Promise.reject(new TypeError(`try ${++tries}`));
  await expect(patiently(fails, 10_000)).rejects.toThrow('try 1');
});

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { MemoryEventLog } from '@slotguard/event-log';
import { radiance } from '../testing/shop.js';
import { openAssistant } from './open-assistant.js';

/** As a process loads it. */
const BUILT = new URL('../../dist/index.js', import.meta.url).href;
const clock = { now: () => new Date('2025-11-17T10:00:00-05:00') };

describe('who answers, by the settings', () => {
  const parts = { log: new MemoryEventLog({ clock }), business: radiance(), clock };

  test('without a key the rules', async () => {
    const { assistant, close } = await openAssistant({ ...parts, openai: undefined });
    expect(assistant.name).toBe('rules-1');
    expect(assistant.thinksMaxMs).toBeUndefined();
    await close();
  });
  test('with one the model, which takes half as much again as one request at most', async () => {
    const openai = { apiKey: 'sk-x', model: 'gpt-test', callMaxMs: 2_000 };
    const { assistant, close } = await openAssistant({ ...parts, openai });
    expect([assistant.name, assistant.thinksMaxMs]).toEqual(['openai/gpt-test', 3_000]);
    await close();
  });
  test.each([
    ['without a key nothing of the SDK is loaded', 'undefined', 'false'],
    ['with one it is', "{ apiKey: 'sk-x', model: 'm' }", 'true'],
  ])('%s', async (_, openai, loaded) => {
    const program = `
      import { Session } from 'node:inspector';
      const session = new Session();
      const scripts = [];
      session.connect();
      session.on('Debugger.scriptParsed', ({ params }) => scripts.push(params.url));
      session.post('Debugger.enable');
      const { openAssistant } = await import(${JSON.stringify(BUILT)});
      const log = { positionBefore: async () => 0, async *follow() {} };
      await openAssistant({ openai: ${openai}, log, business: { id: 'b', timeZone: 'UTC' }, clock: { now: () => new Date() } });
      process.stdout.write(String(scripts.some((url) => url.includes('/node_modules/openai/'))));
      process.exit(0);`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program]);
    expect(stdout).toBe(loaded);
  });
});

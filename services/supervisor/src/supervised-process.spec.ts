import { describe, expect, test } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tempFolder, waitFor } from '@slotguard/testing';
import { cleanUpsOfTest } from '@slotguard/testing/spec';
import { SupervisedProcess, type Running } from './supervised-process.js';

const cleanUps = cleanUpsOfTest();

async function supervise(source: string) {
  const folder = await tempFolder('supervised');
  cleanUps.push(folder.remove);
  const program = join(folder.path, 'program.mjs');
  await writeFile(program, source);
  const lines: string[] = [];
  const states: (Running | undefined)[] = [];
  const one = new SupervisedProcess(
    { name: 'calendar-0', program, env: { GREETING: 'hello' } },
    { line: (name, line) => lines.push(`${name}: ${line}`), changed: (_, running) => states.push(running) },
  );
  cleanUps.push(() => one.stop());
  return { one, lines, states };
}
const works = `console.log(process.env.GREETING, 'is ready: http://127.0.0.1:1'); setInterval(() => {}, 1000);`;

describe('a supervised process', () => {
  test('is ready when it says so; what it writes bears its name', async () => {
    const { one, lines, states } = await supervise(works);
    await one.ready;
    expect(lines).toEqual(['calendar-0: hello is ready: http://127.0.0.1:1']);
    expect(states).toEqual([{ pid: expect.any(Number), url: 'http://127.0.0.1:1' }]);
  });

  test('killed, it is started again', async () => {
    const { one, lines, states } = await supervise(works);
    await one.ready;
    process.kill((states[0] as Running).pid, 'SIGKILL');
    await waitFor(async () => states.filter((state) => state !== undefined).length === 2);
    expect(states[1]).toBeUndefined();
    expect(states[2]?.pid).not.toBe(states[0]?.pid);
    expect(lines).toContainEqual('calendar-0: has ended (SIGKILL): starting it again');
  });

  test('one that can not start is a failure with its exit code, and goes on being tried', async () => {
    const { one, lines } = await supervise(`process.exit(3)`);
    await expect(one.ready).rejects.toThrow('calendar-0 ended before it worked (exit code 3)');
    await waitFor(async () => lines.length >= 2);
  });

  test('stopped, it may end its work first, and is not started again', async () => {
    const { one, lines, states } = await supervise(
      `process.on('SIGTERM', () => { console.log('draining'); process.exit(0); }); ${works}`,
    );
    await one.ready;
    await one.stop();
    expect(lines.at(-1)).toBe('calendar-0: draining');
    expect(states.at(-1)).toBeUndefined();
    expect(lines.join()).not.toContain('starting it again');
  });
});

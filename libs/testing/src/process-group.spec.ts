import { afterEach, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { tempFolder } from './temp-folder.js';
import { waitFor } from './wait-for.js';

interface ProcessGroup {
  stopGroup(group: number, options?: { killAfterMs?: number }): Promise<void>;
  membersOf(group: number): number[];
}
// Runs before anything is built: it is no part of a library.
const script = join(import.meta.dirname, '../../../scripts/fresh-clone/process-group.mjs');
const { stopGroup, membersOf } = (await import(script)) as ProcessGroup;

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** A program whose first process has ended, while another of its group goes on in a folder. */
async function started(goesOn: string): Promise<{ group: number; folder: string }> {
  const { path: folder, remove } = await tempFolder('group');
  cleanUps.push(remove);
  const child = spawn('sh', ['-c', `(${goesOn}) & exit 0`], { cwd: folder, detached: true, stdio: 'ignore' });
  const group = child.pid!;
  cleanUps.push(() => stopGroup(group, { killAfterMs: 0 }));
  await once(child, 'exit');
  await waitFor(() => existsSync(join(folder, 'at-work')), { what: 'the second process to be at work' });
  return { group, folder };
}

test('a fresh clone is removed only when nobody works in it any more: who does not listen is killed', async () => {
  const { group, folder } = await started('trap "" TERM; while :; do : > at-work; sleep 0.05; done');
  expect(membersOf(group)).not.toEqual([]);
  await stopGroup(group, { killAfterMs: 200 });
  expect(membersOf(group)).toEqual([]);
  await rm(folder, { recursive: true });
});

test('who ends in its own time is waited for', async () => {
  const { group, folder } = await started(
    'trap "sleep 0.3; : > finished; exit" TERM; : > at-work; while :; do sleep 0.05; done',
  );
  await stopGroup(group);
  expect(existsSync(join(folder, 'finished'))).toBe(true);
});

test('a group that has ended by itself is no fault', async () => {
  const { group } = await started(': > at-work');
  await waitFor(() => membersOf(group).length === 0, { what: 'the group to end' });
  await stopGroup(group);
});

import { execFile } from 'node:child_process';
import { chmod, chown, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { crowding, freePort, tempFolder, waitFor } from '@slotguard/testing';
import { cleanUpsOfTest } from '@slotguard/testing/spec';
import { residentMegabytes, run, type RunningProgram, type RunOptions } from './testing/run-main.js';

const TEST_MS = 240_000;
/** Far more than a busy machine needs. */
const ANSWER_MS = 60_000;
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const cleanUps = cleanUpsOfTest();

async function folder(): Promise<string> {
  const { path, remove } = await tempFolder('standalone');
  cleanUps.push(remove);
  return path;
}

function start(env: Record<string, string>, options: Omit<RunOptions, 'env'> = {}): RunningProgram {
  const program = run({ ...options, env: { PORT: '0', ...env } });
  cleanUps.push(async () => {
    program.child.kill('SIGKILL');
    await program.ended();
  });
  return program;
}

const FROM = '+15550001111';

async function text(url: string, words: string): Promise<void> {
  const response = await fetch(`${url}/phone/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ from: FROM, text: words }),
  });
  if (response.status !== 202) throw new Error(`${response.status} ${await response.text()}`);
}

/** The texts that the phone has got so far, as its stream tells them on connecting. */
async function answers(url: string): Promise<string[]> {
  const ending = new AbortController();
  const response = await fetch(`${url}/phone/api/stream?from=${encodeURIComponent(FROM)}`, { signal: ending.signal });
  let heard = '';
  try {
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      heard += Buffer.from(chunk).toString();
      if (heard.includes('event: state')) break;
    }
  } finally {
    ending.abort();
  }
  return [...heard.matchAll(/event: message\n(?:id: .*\n)?data: (.*)\n/g)]
    .map(([, json]) => JSON.parse(json as string) as { direction: string; text: string })
    .flatMap((message) => (message.direction === 'out' ? message.text : []));
}

async function answered(url: string, words: string): Promise<string> {
  const before = (await answers(url)).length;
  await text(url, words);
  return waitFor(async () => (await answers(url))[before], { timeoutMs: ANSWER_MS, what: `the answer to ${words}` });
}

describe('one process that a newcomer starts', () => {
  test(
    'it answers its first text within 15 s of the start, and everything together stays under 400 MB',
    async () => {
      const begun = performance.now();
      const program = start({ SLOTGUARD_DATA_DIR: await folder() });
      const url = await program.ready();
      await answered(url, 'book me for botox at 2pm tomorrow');
      expect(performance.now() - begun).toBeLessThan(15_000 * crowding());
      await answered(url, 'the first one');
      await answered(url, 'Alex Morgan');
      expect(await residentMegabytes(program.child.pid as number)).toBeLessThan(400);
      expect(program.output()).toContain('Data: ');
      expect(await program.stop()).toBe(0);
    },
    TEST_MS,
  );

  test(
    'two run side by side on two ports, each with its own data',
    async () => {
      const [first, second] = [
        start({ SLOTGUARD_DATA_DIR: await folder() }),
        start({ SLOTGUARD_DATA_DIR: await folder() }),
      ];
      const [one, two] = await Promise.all([first.ready(), second.ready()]);
      expect(await answered(one, 'hello')).toBeTruthy();
      expect(await answers(two)).toEqual([]);
      expect(await Promise.all([first.stop(), second.stop()])).toEqual([0, 0]);
    },
    TEST_MS,
  );

  test(
    'without a chosen folder the second takes one of its own beside the first',
    async () => {
      const cwd = await folder();
      const first = start({}, { cwd });
      await first.ready();
      const port = await freePort();
      const second = start({ PORT: String(port) }, { cwd });
      expect(await second.ready()).toBe(`http://127.0.0.1:${port}`);
      expect((await stat(join(cwd, '.slotguard'))).isDirectory()).toBe(true);
      expect((await stat(join(cwd, `.slotguard-${port}`))).isDirectory()).toBe(true);
    },
    TEST_MS,
  );

  test(
    'after kill -9 it starts again, and the talk is still there',
    async () => {
      const env = { SLOTGUARD_DATA_DIR: await folder() };
      const first = start(env);
      const url = await first.ready();
      const offers = await answered(url, 'book me for botox at 2pm tomorrow');
      first.child.kill('SIGKILL');
      await first.ended();
      const again = await start(env).ready();
      expect(await answers(again)).toEqual([offers]);
      expect(await answered(again, 'the first one')).toBeTruthy();
    },
    TEST_MS,
  );

  test(
    'as an ordinary user it works too, wherever the checkout lies',
    async () => {
      if (process.getuid?.() !== 0) return expect(process.getuid?.()).toBeGreaterThan(0); // every other test ran as one
      const { uid, gid } = await nobody();
      const checkout = await openCopy();
      const dataDir = await folder();
      await chown(dataDir, uid, gid);
      const program = start(
        { SLOTGUARD_DATA_DIR: join(dataDir, 'data'), HOME: dataDir },
        { program: join(checkout, 'services/standalone/dist/main.js'), cwd: dataDir, uid, gid },
      );
      const url = await program.ready();
      expect(await answered(url, 'hello')).toBeTruthy();
      expect((await stat(join(dataDir, 'data'))).uid).toBe(uid);
      expect(await program.stop()).toBe(0);
    },
    TEST_MS,
  );
});

describe('a start that cannot work says why and ends', () => {
  async function failed(program: RunningProgram): Promise<string> {
    const { code } = await program.ended();
    expect(code).toBe(1);
    expect(program.output()).not.toMatch(/^\s+at /m);
    return program.output();
  }

  test(
    'settings that cannot be used are all named',
    async () => {
      const output = await failed(start({ PORT: 'three thousand', LOG_LEVEL: 'loud' }));
      expect(output).toContain('PORT: must be a port number');
      expect(output).toContain('LOG_LEVEL:');
    },
    TEST_MS,
  );

  test(
    "a fault in the business's file is told with its line",
    async () => {
      const dir = await folder();
      const file = join(dir, 'shop.yaml');
      await writeFile(file, 'id: shop\nname: Shop\nservices: []\nresources: []\nhours: {}\n');
      const output = await failed(start({ SLOTGUARD_BUSINESS: file, SLOTGUARD_DATA_DIR: join(dir, 'data') }));
      expect(output).toContain('line 3');
    },
    TEST_MS,
  );

  test(
    'a port that is taken is told at once, with what to do',
    async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      cleanUps.push(() => new Promise((resolve) => server.close(resolve)));
      const { port } = server.address() as { port: number };
      const output = await failed(start({ PORT: String(port), SLOTGUARD_DATA_DIR: await folder() }));
      expect(output).toContain(`Port ${port} is taken`);
      expect(output).toContain('PORT=');
    },
    TEST_MS,
  );

  test(
    'a second start on the same chosen folder is refused and harms nothing',
    async () => {
      const env = { SLOTGUARD_DATA_DIR: await folder() };
      const url = await start(env).ready();
      expect(await failed(start(env))).toContain('is in use by process');
      expect((await fetch(`${url}/readyz`)).status).toBe(200);
    },
    TEST_MS,
  );

  test(
    'a database of your own that does not answer is named by its setting',
    async () => {
      const port = await freePort();
      const DATABASE_URL = `postgres://me:secret@127.0.0.1:${port}/none`;
      const output = await failed(start({ DATABASE_URL, SLOTGUARD_DATA_DIR: await folder() }));
      expect(output).toContain('DATABASE_URL');
      expect(output).not.toContain('secret');
    },
    TEST_MS,
  );
});

async function nobody(): Promise<{ uid: number; gid: number }> {
  const line = (await readFile('/etc/passwd', 'utf8')).split('\n').find((entry) => entry.startsWith('nobody:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  return { uid: Number(uid), gid: Number(gid) };
}

/** The checkout under a folder that everybody may enter: hard links where the disk allows, so it costs a second. */
async function openCopy(): Promise<string> {
  const copy = join(await folder(), 'slotguard');
  await chmod(join(copy, '..'), 0o755);
  const cp = (how: string) =>
    promisify(execFile)(
      'sh',
      ['-c', `mkdir -p "$0" && cp ${how} node_modules libs services deploy package.json "$0"`, copy],
      { cwd: ROOT },
    );
  await cp('-al').catch(async () => {
    await rm(copy, { recursive: true, force: true });
    await cp('-a');
  });
  return copy;
}

import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { choosePort } from '@slotguard/service-kit';
import { tempFolder, waitFor } from '@slotguard/testing';
import { cleanUpsOfTest } from '@slotguard/testing/spec';
import { TwilioEmulator } from '@slotguard/twilio-emulator';
import { run, type RunningProgram } from './testing/run-main.js';

const DOC = readFileSync(join(import.meta.dirname, '../../../docs/how-to/first-contact.md'), 'utf8');
const SLOTGUARD = fileURLToPath(new URL('../../ops-cli/bin/slotguard.js', import.meta.url));
const CUSTOMER = '+15185550199';
const NUMBER = '+13125550134';
const TEST_MS = 120_000;
/** More than the gateway leaves to the webhook, less than clocks may differ. */
const OLD_MS = 45_000;

const cleanUps = cleanUpsOfTest();

interface Ran {
  readonly code: number;
  readonly out: string;
}
function slotguard(args: readonly string[], env: Readonly<Record<string, string>>, cwd: string): Promise<Ran> {
  const options = { cwd, env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...env } };
  return new Promise((resolve) => {
    execFile(process.execPath, [SLOTGUARD, ...args], options, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code ?? 1) : 0, out: stdout + stderr }),
    );
  });
}
/** The words of a command of the page, without `npx slotguard`. */
function commandOf(beginning: string): string[] {
  const [, command = ''] = new RegExp(`^npx slotguard (${beginning}(?:.*\\\\\\n)*.*)$`, 'm').exec(DOC) ?? [];
  return [...command.replaceAll('\\\n', ' ').matchAll(/"([^"]*)"|(\S+)/g)].map(
    ([, quoted, bare]) => quoted ?? bare ?? '',
  );
}
/** Of the doctor's output what does not depend on paths, addresses and the time: `twilio: bad webhook`. */
function linesOf(output: string): string[] {
  let area = '';
  return output.split('\n').flatMap((line) => {
    if (/^[a-z]+$/.test(line)) area = line;
    const [, verdict = '', check = ''] = /^ {2}(good|bad|doubt|not set) +([\w -]+):/i.exec(line) ?? [];
    return verdict === '' ? [] : [`${area}: ${verdict} ${check}`];
  });
}
/** On the page it is Twilio itself, which has to come by https; here it is not. */
const shown = (n: number): string[] =>
  linesOf([...DOC.matchAll(/```text\n(.*?)```/gs)][n]?.[1] ?? '').filter((line) => line !== 'twilio: good address');

test(
  'as the page tells it: a newcomer asks for a file, starts, mends what the doctor names, and is answered, also what came while it was away',
  async () => {
    const { path: folder, remove } = await tempFolder('first-contact');
    cleanUps.push(remove);
    const init = await slotguard(commandOf('init --yes'), {}, folder);
    expect(init).toMatchObject({ code: 0, out: expect.stringContaining('Oak Street Barbers') });

    // By Twilio's records a text is old enough to be fetched at once, so that nobody has to wait for it here.
    const clock = { now: () => new Date(Date.now() - OLD_MS) };
    const port = await choosePort(0, '127.0.0.1');
    const twilio = await TwilioEmulator.start({ numbers: [NUMBER], authToken: 'secret', clock });
    cleanUps.push(() => twilio.close());
    const here = `http://127.0.0.1:${port}`;
    const env = {
      SLOTGUARD_BUSINESS: join(folder, 'business.yaml'),
      SLOTGUARD_DATA_DIR: join(folder, 'data'),
      NODE_ENV: 'production',
      PORT: String(port),
      PUBLIC_BASE_URL: here,
      TWILIO_ACCOUNT_SID: twilio.accountSid,
      TWILIO_AUTH_TOKEN: 'secret',
      TWILIO_FROM: NUMBER,
      TWILIO_API_BASE_URL: twilio.apiBaseUrl,
    };
    const start = async (): Promise<RunningProgram> => {
      const program = run({ env });
      cleanUps.push(() => program.stop());
      await program.ready();
      return program;
    };

    const program = await start();
    twilio.configureNumber(NUMBER, { smsUrl: 'https://demo.twilio.com/welcome/sms/reply' });
    const before = await slotguard(['doctor'], env, folder);
    expect(linesOf(before.out)).toEqual(shown(0));
    expect(before.code).toBe(1);
    const [, url] = /→ In the console, set "A message comes in" of the number to (\S+)/.exec(before.out) ?? [];
    expect(url).toMatch(/^http:.*#rc=2&rp=all$/);
    twilio.configureNumber(NUMBER, { smsUrl: url! });
    const after = await slotguard(['doctor'], env, folder);
    expect(linesOf(after.out).filter((line) => line.startsWith('twilio: '))).toEqual(shown(1));
    expect(after.code).toBe(0);

    const heard = (): string[] => twilio.received(CUSTOMER).map(({ body }) => body);
    expect((await twilio.text(CUSTOMER, NUMBER, 'haircut on Tuesday')).status).toBe(200);
    await waitFor(() => heard().length === 1, { timeoutMs: 30_000, what: 'an answer' });
    expect(heard()[0]).toMatch(/^1\) /m);

    program.child.kill('SIGKILL');
    await program.ended();
    expect(await twilio.text(CUSTOMER, NUMBER, 'where are you?')).toMatchObject({ status: 0, attempts: 3 });
    const again = await start();
    await waitFor(() => heard().length === 2, { timeoutMs: 30_000, what: 'an answer to what came meanwhile' });
    expect(again.output()).toContain('missed text taken');
    const { out: timeline } = await slotguard(['timeline', '--json'], env, folder);
    expect(JSON.parse(timeline)).toHaveLength(1);
    expect(await slotguard(['verify'], env, folder)).toMatchObject({ code: 0 });
    expect(heard()).toHaveLength(2);
  },
  TEST_MS,
);

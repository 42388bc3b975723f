import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PostgresEventLog } from '@slotguard/event-log-postgres';
import { readSettings, ServiceLogger } from '@slotguard/service-kit';
import {
  CHROMIUM_FLAGS,
  findChromium,
  launchPostgres,
  tempFolder,
  waitFor,
  type LaunchedPostgres,
  type TempFolder,
} from '@slotguard/testing';
import { cleanUpsOfTest } from '@slotguard/testing/spec';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import { bootStandalone, type Standalone } from './boot.js';
import { clockRunningFrom } from './testing/running-clock.js';

/** The first run on a machine may have to install the browser. */
const SETUP_MS = 300_000;
const TEST_MS = 90_000;
const ANSWER_MS = 20_000;
const RESULTS = fileURLToPath(new URL('../test-results/', import.meta.url));

/** Tomorrow is open. */
const clock = clockRunningFrom('2025-11-17T09:30:00-05:00');

let browser: Browser;
let postgres: LaunchedPostgres;
let folder: TempFolder;

beforeAll(async () => {
  const executablePath = await findChromium();
  [postgres, folder, browser] = await Promise.all([
    launchPostgres(),
    tempFolder('page'),
    chromium.launch({ executablePath, args: [...CHROMIUM_FLAGS], headless: true }),
  ]);
  await mkdir(RESULTS, { recursive: true });
}, SETUP_MS);
afterAll(async () => {
  await browser?.close();
  await postgres?.stop();
  await folder?.remove();
});

const cleanUps = cleanUpsOfTest();

async function boot(databaseUrl: string, port = '0'): Promise<Standalone> {
  const settings = readSettings({ DATABASE_URL: databaseUrl, SLOTGUARD_DATA_DIR: folder.path, PORT: port });
  const log = await PostgresEventLog.open({ url: databaseUrl, clock });
  cleanUps.push(() => log.close());
  const system = await bootStandalone({
    settings,
    log,
    clock,
    logger: new ServiceLogger({ level: 'silent', json: true }),
  });
  cleanUps.push(() => system.close());
  return system;
}

async function newContext(options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const context = await browser.newContext(options);
  cleanUps.push(() => context.close());
  return context;
}

/** A page of a newcomer's, and whatever its console complains of. */
async function open(url: string, context: BrowserContext): Promise<{ page: Page; complaints: string[] }> {
  const page = await context.newPage();
  page.setDefaultTimeout(ANSWER_MS);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (line) => {
    if (line.type() === 'error') complaints.push(line.text());
  });
  await page.goto(url);
  await page.getByText('Live', { exact: true }).waitFor();
  return { page, complaints };
}

const bubbles = (page: Page): Promise<string[]> => page.locator('.bubble:not(.typing) p').allTextContents();
const theirs = (page: Page) => page.locator('.bubble.theirs:not(.typing) p');

/** Resolves with the text that comes in answer. */
async function text(page: Page, words: string): Promise<string> {
  const before = await theirs(page).count();
  await page.getByLabel('Text message').fill(words);
  await page.keyboard.press('Enter');
  return answerAfter(page, before);
}

async function answerAfter(page: Page, before: number): Promise<string> {
  const answer = theirs(page).nth(before);
  await answer.waitFor();
  await page.locator('.typing').waitFor({ state: 'detached' });
  return (await answer.textContent()) ?? '';
}

/** What the guard answers to a dishonest assistant. */
async function trick(page: Page, name: RegExp): Promise<string> {
  await page.getByRole('button', { name }).click();
  const result = page.locator('#trick-result');
  return waitFor(async () => {
    const said = await result.textContent();
    return said && !/^Trying/.test(said) ? said : undefined;
  });
}

describe('the phone page', () => {
  test(
    'a newcomer books by clicking and typing, sees why, and cannot trick the guard',
    async () => {
      const system = await boot(await postgres.createDatabase());
      const context = await newContext({ viewport: { width: 1440, height: 900 } });
      const { page, complaints } = await open(system.url, context);
      await page.getByRole('heading', { level: 1, name: 'Radiance Med Spa', exact: true }).waitFor();

      await page.getByRole('button', { name: 'book me for botox at 2pm tomorrow' }).click();
      expect(await answerAfter(page, 0)).toMatch(/^1\) /m);
      await page.locator('.knows .slot em', { hasText: 'shown' }).first().waitFor();
      expect(await trick(page, /did not choose/)).toContain('Refused: the customer has chosen nothing');
      expect(await trick(page, /Muddle the time zone/)).toContain('Refused');
      const said = (await bubbles(page)).length;
      expect(await trick(page, /Claim/)).toContain('A false text was held back');
      await waitFor(async () => (await bubbles(page)).length > said, { what: 'what is said instead' });
      expect((await bubbles(page)).at(-1)).not.toContain('5:00 PM');

      expect(await text(page, '1')).toContain("I've booked your Botox appointment");
      await page.locator('.event.guard.good', { hasText: '“1” chooses Botox' }).waitFor();
      expect(await text(page, 'Alex Morgan')).toContain('Alex Morgan');
      await page.locator('.knows .slot.booked').waitFor();
      expect(await trick(page, /Book it twice/)).toContain('Refused: the slot, or one that overlaps it, is booked');
      expect(await trick(page, /nobody offered/)).toContain('Refused: nothing is offered');

      const approval = page.locator('.event.good', { hasText: 'Approved' });
      await approval.locator('> details > summary').click();
      await approval.getByText('Customer said').waitFor();
      await page.locator('#happened-title').click();
      await page.screenshot({ path: `${RESULTS}phone.png` });
      expect(await page.evaluate('document.documentElement.scrollHeight - innerHeight')).toBe(0);

      const before = await bubbles(page);
      await page.reload();
      await waitFor(async () => (await bubbles(page)).length === before.length, { what: 'the same talk' });
      expect(await bubbles(page)).toEqual(before);
      expect(complaints).toEqual([]);
    },
    TEST_MS,
  );

  test(
    'a newcomer is led on by clicking: moves, cancels, asks for a person, and sees what became of each',
    async () => {
      const system = await boot(await postgres.createDatabase());
      const { page, complaints } = await open(system.url, await newContext({ viewport: { width: 1440, height: 900 } }));
      const click = async (name: string): Promise<string> => {
        const before = await theirs(page).count();
        await page.getByRole('button', { name, exact: true }).click();
        return answerAfter(page, before);
      };
      const asked = page.locator('.ruling');
      /** The newest of what was asked for, with what became of it. */
      const newest = async (badge: string): Promise<string | null> => {
        await asked.first().locator('.badge', { hasText: badge }).waitFor();
        return asked.first().locator('summary > span').last().textContent();
      };
      const chosen = page.locator('.part', { hasText: 'Chosen' });

      await click('book me for botox at 2pm tomorrow');
      expect(await text(page, '1')).toContain("I've booked");
      expect(await click('Alex Morgan')).toContain('Thanks, Alex Morgan');
      expect(await click('Can I move it to 4pm?')).toContain('4:00 PM');
      expect(await click('option 1')).toMatch(/^I've moved your Botox appointment .* at 4:00 PM\.$/);
      expect(await newest('moved')).toMatch(/^Move Botox, Tue, Nov 18, 2:00 PM, to Tue, Nov 18, 4:00 PM/);

      expect(await click('Cancel my appointment')).toContain("I've cancelled");
      expect(await newest('cancelled')).toMatch(/^Cancel Botox, Tue, Nov 18, 4:00 PM, .*own words$/);
      expect(await asked.locator('small').allTextContents()).toEqual([
        'asked for in the customer’s own words',
        'cancelled since',
        'cancelled since',
      ]);
      expect(await chosen.textContent()).toContain('Nothing is chosen.');

      await click('book me for botox at 2pm tomorrow');
      await text(page, '1');
      expect(await click('Can I talk to a person?')).toContain('a person will answer you here');
      await page.getByText('the assistant is silent until somebody calls').waitFor();
      await waitFor(async () => (await page.locator('.chip').count()) === 0, { what: 'nothing more to click' });

      await page.setViewportSize({ width: 390, height: 844 });
      const hidden =
        "(() => { const talk = document.getElementById('talk'); return talk.scrollHeight - talk.scrollTop - talk.clientHeight; })()";
      await waitFor(async () => Number(await page.evaluate(hidden)) < 2, { what: 'the last text in sight' });
      expect(complaints).toEqual([]);
    },
    TEST_MS,
  );

  test(
    'when the connection is lost it says so, keeps what could not be sent, and goes on afterwards',
    async () => {
      const databaseUrl = await postgres.createDatabase();
      const system = await boot(databaseUrl);
      const context = await newContext();
      const { page } = await open(system.url, context);
      expect(await text(page, 'hello')).toBeTruthy();
      const { port } = new URL(system.url);
      await system.close();

      await page.getByText('Connection lost. Trying again…').waitFor();
      await page.getByLabel('Text message').fill('are you there?');
      await page.keyboard.press('Enter');
      expect(await page.getByRole('alert').textContent()).toContain('Is it still running?');
      expect(await page.getByLabel('Text message').inputValue()).toBe('are you there?');

      await boot(databaseUrl, port);
      await page.getByText('Live', { exact: true }).waitFor();
      expect((await bubbles(page))[0]).toBe('hello');
      expect(await text(page, 'are you there?')).toBeTruthy();
    },
    TEST_MS,
  );

  test(
    'it fits a phone, works with the keyboard alone, and starts over as somebody else',
    async () => {
      const system = await boot(await postgres.createDatabase());
      const context = await newContext({ viewport: { width: 390, height: 844 }, colorScheme: 'dark' });
      const { page } = await open(system.url, context);
      expect(await text(page, 'hello')).toBeTruthy();
      const wider = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
      expect(wider).toBe(0);

      await page.getByRole('button', { name: 'Start over' }).focus();
      await page.keyboard.press('Enter');
      await page.getByText('Say hello to Radiance Med Spa.').waitFor();
      expect(await bubbles(page)).toEqual([]);
      expect(await trick(page, /Book it twice/)).toContain('Send a text first');
    },
    TEST_MS,
  );
});

describe('who may have the phone', () => {
  test(
    'only this machine under its own name, and only while no Twilio account is configured',
    async () => {
      const databaseUrl = await postgres.createDatabase();
      const demo = await boot(databaseUrl);
      const { port } = new URL(demo.url);
      expect(await statusOf(demo.url, '/', `127.0.0.1:${port}`)).toBe(200);
      expect(await statusOf(demo.url, '/', `rebound.example:${port}`)).toBe(403);
      expect(await statusOf(demo.url, '/phone/api/stream?from=%2B15550001234', 'spa.example')).toBe(403);
      expect(await statusOf(demo.url, '/healthz', 'spa.example')).toBe(200);
      await demo.close();

      const settings = readSettings({
        DATABASE_URL: databaseUrl,
        SLOTGUARD_DATA_DIR: folder.path,
        PORT: '0',
        TWILIO_ACCOUNT_SID: 'AC00000000000000000000000000000001',
        TWILIO_AUTH_TOKEN: 'token',
        TWILIO_API_BASE_URL: 'http://127.0.0.1:9',
      });
      const real = await bootStandalone({ settings, logger: new ServiceLogger({ level: 'silent', json: true }) });
      cleanUps.push(() => real.close());
      expect(await (await fetch(real.url)).text()).toContain('The demo phone is there only without one');
      expect(await statusOf(real.url, '/phone/api/messages', 'localhost')).toBe(404);
    },
    TEST_MS,
  );
});

/** `fetch` does not let one choose the Host. */
async function statusOf(url: string, path: string, host: string): Promise<number> {
  const { get } = await import('node:http');
  return new Promise((resolve, reject) => {
    get(new URL(path, url), { headers: { host } }, (response) => {
      resolve(response.statusCode ?? 0);
      response.destroy();
    }).on('error', reject);
  });
}

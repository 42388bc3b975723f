import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from '@jest/globals';
import { findBreaches, type Story } from '@slotguard/conversation';
import { PostgresEventLog } from '@slotguard/event-log-postgres';
import { isSigned, type SignedHeaders } from '@slotguard/notices';
import { tempFolder, waitFor } from '@slotguard/testing';
import { cleanUpsOfTest, postgresOfSpec } from '@slotguard/testing/spec';
import { everything } from './testing/everything.js';
import { ask, launchStandalone, NUMBER, startTwilio } from './testing/launch-standalone.js';
import { run, type RunningProgram } from './testing/run-main.js';
import { commandsOf, runLine, type Ran } from './testing/runbook.js';

const TEST_MS = 120_000;
const CUSTOMER = '+15550003001';
const SECRET = 'a secret that tests know, of 24 letters and more';
const COMING = /a person will answer you here/;

const postgres = postgresOfSpec();
const cleanUps = cleanUpsOfTest();

interface Post {
  readonly headers: SignedHeaders;
  readonly body: string;
}

/** The business's own server, which is not there at the first try. */
async function office(): Promise<{ url: string; posts: Post[] }> {
  const posts: Post[] = [];
  let tries = 0;
  const server = createServer(async (request, response) => {
    const body = await text(request);
    tries += 1;
    if (tries > 1) posts.push({ headers: request.headers as never, body });
    response.writeHead(tries > 1 ? 200 : 503).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanUps.push(() => new Promise((resolve) => server.close(resolve)));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/person`, posts };
}

async function folder(): Promise<string> {
  const { path, remove } = await tempFolder('take-over');
  cleanUps.push(remove);
  return path;
}

const conversationIn = (story: Story): string => story.find(({ type }) => type === 'ConversationStarted')!.conversation;
const turnsEnded = (story: Story): number => story.filter(({ type }) => type === 'TurnEnded').length;

describe('the runbook for taking a conversation over', () => {
  test(
    'is followed on a running system: the customer asks for a person, one answers, and the assistant goes on after it',
    async () => {
      const databaseUrl = await postgres.createDatabase();
      const { url, posts } = await office();
      const env = { NOTIFY_WEBHOOK_URL: url, NOTIFY_WEBHOOK_SECRET: SECRET };
      const system = await launchStandalone({ databaseUrl, env });
      cleanUps.push(() => system.close());
      const { twilio, log } = system;
      const texts = (): string[] => twilio.received(CUSTOMER).map(({ body }) => body);
      const over = (words: string, before: number): Promise<boolean> =>
        waitFor(async () => turnsEnded(await everything(log)) > before, { what: `the turn of "${words}"` });
      /** Nobody answers faster than the answer before was recorded as sent. */
      const talk = async (words: string): Promise<string> => {
        const before = turnsEnded(await everything(log));
        const answer = await ask(twilio, CUSTOMER, words);
        await over(words, before);
        return answer;
      };
      /** A text that nobody answers. */
      const unanswered = async (words: string): Promise<void> => {
        const before = turnsEnded(await everything(log));
        await twilio.text(CUSTOMER, NUMBER, words);
        await over(words, before);
      };

      expect(await talk('botox with Ana next week')).toMatch(/^1\)/m);
      expect(await talk('can I talk to a person?')).toMatch(COMING);
      const conversation = conversationIn(await everything(log));
      await waitFor(() => posts.length > 0, { what: 'the notice, tried again' });
      const [{ headers, body } = {} as Post] = posts;
      expect(isSigned(SECRET, headers, body, new Date())).toBe(true);
      expect(JSON.parse(body)).toMatchObject({ type: 'person_requested', conversation });
      expect(body).not.toContain(CUSTOMER);
      expect(body).not.toContain('talk');

      const [list, look, take, reply, lookAgain, letGo, verify, cancel, ...more] = await commandsOf('take-over.md');
      expect(more).toEqual([]);
      const perform = async (line: string | undefined): Promise<Ran> => {
        const own = line!.replaceAll('CONVERSATION', conversation);
        const ran = await runLine(own, { DATABASE_URL: databaseUrl });
        expect({ own, ...ran }).toMatchObject({ own, code: 0, err: '' });
        return ran;
      };
      expect((await perform(list)).out).toMatch(new RegExp(`${conversation}.*waits for a person`));
      expect((await perform(look)).out).toContain('wants a person: the assistant is silent from here');
      expect((await perform(take)).out).toContain(`Dana Reyes attends ${conversation} from now on`);
      const soFar = texts().length;
      expect((await perform(reply)).out).toContain('Recorded as say-1');
      await waitFor(() => texts().length > soFar, { what: "Dana's text" });
      expect(texts().at(-1)).toBe('Hi, this is Dana. How can I help?');
      await unanswered('is it safe with allergies? and 2pm sounds good');
      await unanswered('1');
      await waitFor(() => posts.length > 1, { what: 'the notice that the customer has written' });
      expect(texts()).toHaveLength(soFar + 1);
      const told = (await perform(lookAgain)).out;
      expect(told).toMatch(/operator +"Hi, this is Dana\. How can I help\?"/);
      expect(told).toContain('the business is told of');
      expect(told).toContain('Dana Reyes attends');

      expect((await perform(letGo)).out).toContain('answers');
      expect(await talk('botox with Ana next week')).toMatch(/^1\)/m);
      expect(await talk('1')).toMatch(/I've booked/);
      const booked = texts().length;
      expect((await perform(cancel)).out).toMatch(
        /^Recorded as cancel-1\. Cancelled: .* The gateway tells the customer\./,
      );
      await waitFor(() => texts().length > booked, { what: 'the word of the cancellation' });
      expect(texts().at(-1)).toMatch(/^Your Botox appointment on .* has been cancelled by Radiance Med Spa\./);
      expect((await perform(cancel)).out).toContain('is cancelled already');
      expect(await talk('when is my appointment?')).toContain("don't have an upcoming appointment");
      expect((await perform(verify)).out).toContain('everything holds');
      const story = await everything(log);
      expect(findBreaches(story)).toMatchObject({ breaches: [], owed: [] });
      expect(story.filter(({ type }) => type === 'SlotSelected')).toHaveLength(1);
      // Both were written while Dana attended, and she had done nothing between them: she is told once.
      const [, another, ...others] = posts.map((post) => JSON.parse(post.body) as object);
      expect(another).toMatchObject({ type: 'customer_wrote', conversation });
      expect(others).toEqual([]);
      expect(JSON.stringify(posts)).not.toContain('allergies');
      expect(texts().filter((body) => body.includes('has been cancelled'))).toHaveLength(1);
    },
    TEST_MS,
  );

  test(
    'a customer who has opted out is not written to, and the operator is told why',
    async () => {
      const databaseUrl = await postgres.createDatabase();
      const system = await launchStandalone({ databaseUrl });
      cleanUps.push(() => system.close());
      const { twilio, log } = system;
      expect(await ask(twilio, CUSTOMER, 'human please')).toMatch(COMING);
      const conversation = conversationIn(await everything(log));
      await twilio.text(CUSTOMER, NUMBER, 'STOP', { optOutType: 'STOP' });
      await waitFor(async () => (await everything(log)).some(({ type }) => type === 'CustomerOptedOut'));
      const before = twilio.received(CUSTOMER).length;
      const { code, err } = await runLine(`npx slotguard reply ${conversation} "Hi!" --actor Dana`, {
        DATABASE_URL: databaseUrl,
      });
      expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('has opted out of messages') });
      const story = await everything(log);
      expect(story.filter(({ type }) => type === 'OperatorReplied')).toEqual([]);
      expect(twilio.received(CUSTOMER)).toHaveLength(before);
    },
    TEST_MS,
  );
});

describe('a process that is killed between the takeover and the reply', () => {
  test(
    'comes back with the person still attending, and sends the reply once',
    async () => {
      const databaseUrl = await postgres.createDatabase();
      const [{ twilio, env: provider }, dataDir] = await Promise.all([startTwilio(), folder()]);
      cleanUps.push(() => twilio.close());
      const log = await PostgresEventLog.open({ url: databaseUrl, poolSize: 2 });
      cleanUps.push(() => log.close());
      const env = {
        DATABASE_URL: databaseUrl,
        SLOTGUARD_DATA_DIR: dataDir,
        LOG_LEVEL: 'error',
        ...provider,
      };
      const start = async (): Promise<RunningProgram> => {
        const program = run({ env });
        cleanUps.push(() => program.stop());
        await program.ready();
        return program;
      };
      const command = (line: string): Promise<Ran> => runLine(`npx slotguard ${line}`, { DATABASE_URL: databaseUrl });

      const first = await start();
      await ask(twilio, CUSTOMER, 'botox with Ana next week');
      const conversation = conversationIn(await everything(log));
      expect((await command(`takeover ${conversation} --reason "a test" --actor Dana`)).code).toBe(0);
      first.child.kill('SIGKILL');
      await first.ended();
      const soFar = twilio.received(CUSTOMER).length;
      expect((await command(`reply ${conversation} "Hi, Dana here." --actor Dana`)).code).toBe(0);

      await start();
      await waitFor(() => twilio.received(CUSTOMER).length > soFar, { timeoutMs: 40_000, what: "Dana's text" });
      await twilio.text(CUSTOMER, NUMBER, '1');
      const silent = (): Promise<boolean> =>
        everything(log).then((story) =>
          story.some(({ type, data }) => type === 'TurnEnded' && 'how' in data && data.how === 'silent'),
        );
      await waitFor(silent, { timeoutMs: 40_000, what: 'the turn that says nothing' });
      expect(
        twilio
          .received(CUSTOMER)
          .slice(soFar)
          .map(({ body }) => body),
      ).toEqual(['Hi, Dana here.']);
      expect(findBreaches(await everything(log))).toMatchObject({ breaches: [], owed: [] });
    },
    TEST_MS,
  );
});

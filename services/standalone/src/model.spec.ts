import { LLMock } from '@copilotkit/aimock';
import { describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { findBreaches } from '@slotguard/conversation';
import { MemoryEventLog } from '@slotguard/event-log';
import { tempFolder } from '@slotguard/testing';
import { cleanUpsOfTest, postgresOfSpec } from '@slotguard/testing/spec';
import { everything } from './testing/everything.js';
import { ask, launchStandalone, startTwilio } from './testing/launch-standalone.js';
import { run } from './testing/run-main.js';

const CUSTOMER = '+15550001234';
const KEY = 'sk-a-key-that-only-tests-know';
const FIXTURES = join(import.meta.dirname, '../../../docs/how-to/model-fixtures.json');

const postgres = postgresOfSpec();
const cleanUps = cleanUpsOfTest();

async function fixtureServer(): Promise<LLMock> {
  const server = new LLMock({ port: 0, host: '127.0.0.1', logLevel: 'silent' });
  server.loadFixtureFile(FIXTURES);
  await server.start();
  cleanUps.push(() => server.stop());
  return server;
}

describe('a model by settings, as the how-to says', () => {
  test('books what was chosen, and a confirmation that it made up does not go out', async () => {
    const model = await fixtureServer();
    const log = new MemoryEventLog();
    const env = { OPENAI_API_KEY: KEY, OPENAI_BASE_URL: `${model.url}/v1` };
    const system = await launchStandalone({ databaseUrl: await postgres.createDatabase(), log, env });
    cleanUps.push(() => system.close());
    expect(await ask(system.twilio, CUSTOMER, 'botox please')).toMatch(/^1\) /m);
    expect(await ask(system.twilio, CUSTOMER, 'the first one')).toMatch(/^Perfect! I've booked your Botox/);
    expect(await ask(system.twilio, CUSTOMER, 'so am I booked?')).not.toContain('all set');
    await system.close();
    const story = await everything(log);
    const steps = story.flatMap((event) => (event.type === 'AssistantStepped' ? [event.data.assistant] : []));
    expect(new Set(steps)).toEqual(new Set(['openai/gpt-4.1-mini']));
    expect(story.filter(({ type }) => type === 'AppointmentBooked')).toHaveLength(1);
    expect(findBreaches(story)).toMatchObject({ breaches: [], owed: [] });
  }, 60_000);

  test('its outage is a line in the log, without the key and without what was said; the customer is answered', async () => {
    const { path: dataDir, remove } = await tempFolder('model');
    cleanUps.push(remove);
    const { twilio, env } = await startTwilio();
    cleanUps.push(() => twilio.close());
    const model = await fixtureServer();
    model.nextRequestError(401, {
      message: `Incorrect API key provided: ${KEY}. You said: botox`,
      code: 'invalid_api_key',
    });
    const program = run({
      env: {
        ...env,
        ...{ DATABASE_URL: await postgres.createDatabase(), SLOTGUARD_DATA_DIR: dataDir },
        ...{ OPENAI_API_KEY: KEY, OPENAI_BASE_URL: `${model.url}/v1`, OPENAI_LOG: 'debug', LOG_LEVEL: 'trace' },
      },
    });
    cleanUps.push(() => program.stop());
    await program.ready();
    expect(await ask(twilio, CUSTOMER, 'botox on my sore elbow')).toMatch(/^1\) /m);
    expect(await program.stop()).toBe(0);
    const lines = program.output();
    expect(lines).toMatch(/answers the customers.*openai\/gpt-4\.1-mini/s);
    expect(lines).toMatch(/the rules answered in place of the model.*not_accepted.*401/s);
    expect(lines).not.toMatch(/sk-a-key|sore|elbow|You said/i);
  }, 60_000);
});

import { LLMock } from '@copilotkit/aimock';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEvent } from '@slotguard/contracts';
import type { EventNamed } from '@slotguard/conversation';
import type { EventLog } from '@slotguard/event-log';
import type { SystemFile } from './system-file.js';
import { ask, launchDistributed, type LaunchedDistributed } from './testing/launch-distributed.js';

const START_MS = 180_000;
const CUSTOMER = '+15550001234';
const KEY = 'sk-a-key-that-only-tests-know';
/** More than one answer costs, less than two do. */
const DAY_TOKENS = 1_500;

let model: LLMock;
let system: LaunchedDistributed;
let log: EventLog;
beforeAll(async () => {
  model = new LLMock({ port: 0, host: '127.0.0.1', logLevel: 'silent' });
  model.on({}, { content: 'How can I help you today?', usage: { input_tokens: 900, output_tokens: 100 } });
  await model.start();
  system = await launchDistributed('1', {
    OPENAI_API_KEY: KEY,
    OPENAI_BASE_URL: `${model.url}/v1`,
    OPENAI_MODEL: 'gpt-test',
    OPENAI_DAY_TOKENS: String(DAY_TOKENS),
  });
  log = await system.logAs('sms');
}, START_MS);
afterAll(async () => {
  await system?.close();
  await model?.stop();
}, 60_000);

async function steps(): Promise<EventNamed<'AssistantStepped'>['data'][]> {
  const last = await log.lastPosition();
  const ending = new AbortController();
  const all: EventNamed<'AssistantStepped'>['data'][] = [];
  for await (const stored of log.follow({ after: 0, signal: ending.signal })) {
    const event = parseEvent(stored);
    if (event.type === 'AssistantStepped') all.push(event.data);
    if (stored.position >= last) ending.abort();
  }
  return all;
}

test("services that run apart: the model answers until the day's tokens are used up, as the log counts them; then the rules", async () => {
  expect(await ask(system.twilio, CUSTOMER, 'hi')).toContain('How can I help you today?');
  expect(await ask(system.twilio, CUSTOMER, 'hm')).toContain('How can I help you today?');
  await ask(system.twilio, CUSTOMER, 'botox please');
  const [first, second, third] = await steps();
  const usage = { model: 'gpt-test', inputTokens: 900, outputTokens: 100 };
  expect([first, second]).toMatchObject([
    { assistant: 'openai/gpt-test', usage },
    { assistant: 'openai/gpt-test', usage },
  ]);
  expect(third).toMatchObject({ assistant: 'rules-1', fallback: 'over_budget' });
  expect(model.getRequests()).toHaveLength(2);
}, 120_000);

test('only who talks with customers knows the key, and nobody writes it', async () => {
  const file = JSON.parse(await readFile(join(system.dataDir, 'distributed.json'), 'utf8')) as SystemFile;
  const knows: string[] = [];
  for (const [name, { pid }] of Object.entries(file.processes))
    if ((await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '')).includes(KEY)) knows.push(name);
  if (process.platform === 'linux') expect(knows).toEqual(['sms-gateway-0']);
  expect(system.lines.join('\n')).not.toContain(KEY);
});

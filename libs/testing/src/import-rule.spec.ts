import { describe, expect, test } from '@jest/globals';
import { ESLint } from 'eslint';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');
const eslint = new ESLint({ cwd: root });

async function breaches(file: string, imported: string): Promise<string[]> {
  const [result] = await eslint.lintText(`import '${imported}';\n`, { filePath: join(root, file) });
  return (result?.messages ?? []).filter(({ severity }) => severity === 2).map(({ message }) => message);
}

describe('imports run one way', () => {
  test.each([
    ['the domain', 'libs/conversation/src/decide.ts', '@slotguard/contracts'],
    ['the domain', 'libs/conversation/src/decide.ts', 'luxon'],
    ['the reader of choices', 'libs/choice/src/extract-choice.ts', 'node:fs'],
    ['the contracts', 'libs/contracts/src/parse-event.ts', '@slotguard/event-log'],
    ['the port of the log', 'libs/event-log/src/event-log.ts', '@slotguard/event-log-postgres'],
    ['a kit', 'libs/channel-kit/src/index.ts', '@slotguard/calendar'],
    ['a service', 'services/calendar/src/index.ts', '@slotguard/booking-guard'],
    ['a service', 'services/sms-gateway/src/index.ts', '@slotguard/testing'],
    ['a service', 'services/sms-gateway/src/index.ts', '../../calendar/src/index.js'],
  ])('%s (%s) may not import %s', async (_, file, imported) => {
    expect(await breaches(file, imported)).not.toEqual([]);
  });
  test.each([
    ['the reader of choices', 'libs/choice/src/extract-choice.ts', 'luxon'],
    ['a service', 'services/calendar/src/index.ts', '@slotguard/service-kit'],
    ['standalone', 'services/standalone/src/index.ts', '@slotguard/calendar'],
    ['a test', 'services/calendar/src/any.spec.ts', '@slotguard/testing'],
  ])('%s (%s) may import %s', async (_, file, imported) => {
    expect(await breaches(file, imported)).toEqual([]);
  });
});

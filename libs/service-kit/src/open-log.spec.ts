import type { NewStoredEvent } from '@slotguard/contracts';
import { EmbeddedPostgresError } from '@slotguard/embedded-postgres';
import { tempFolder, type TempFolder } from '@slotguard/testing';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase, openLog, type OpenedDatabase } from './index.js';

const event: NewStoredEvent = {
  ...{ id: 'utt-1', type: 'UserUtterance', version: 1, time: '2026-11-16T10:00:00-05:00', business: 'b' },
  ...{ conversation: 'c', channel: 'sms', writer: 'sms', correlation: 'utt-1', data: {}, personal: {} },
};
const ref = { business: 'b', conversation: 'c', id: 'utt-1' };

describe('what a process keeps its data in', () => {
  let folder: TempFolder;
  let open: OpenedDatabase[] = [];
  const said: string[] = [];
  beforeAll(async () => {
    folder = await tempFolder('service-kit');
  });
  afterEach(async () => {
    for (const database of open) await database.close();
    open = [];
  });
  afterAll(() => folder.remove());

  async function start(name: string, dataDirIsDefault = true, port = 3000): Promise<OpenedDatabase> {
    const settings = { dataDir: join(folder.path, name), dataDirIsDefault, port };
    const database = await openDatabase(settings, (line) => said.push(line));
    open.push(database);
    return database;
  }

  test('is a database of its own in the data folder, and the log in it is there again at the next start', async () => {
    const first = await start('own');
    expect(first).toMatchObject({ kind: 'embedded', dataDir: join(folder.path, 'own') });
    const log = await openLog({ eventLog: 'postgres' }, { databaseUrl: first.url });
    await log.append(event);
    await log.close();
    await first.close();

    const again = await openLog({ eventLog: 'postgres' }, { databaseUrl: (await start('own')).url });
    expect((await again.get(ref))?.id).toBe('utt-1');
    await again.close();
  });

  test('a second process beside a running one takes a folder named after its port, and says so', async () => {
    await start('shared', true, 3000);
    const second = await start('shared', true, 3001);
    expect(second.dataDir).toBe(join(folder.path, 'shared-3001'));
    expect(existsSync(join(folder.path, 'shared-3001', 'postgres'))).toBe(true);
    expect(said.at(-1) ?? '').not.toContain('postgres://');
    expect(said.join('\n')).toContain('keeps its data in');
  });

  test('but a folder that was chosen is never changed for another', async () => {
    await start('chosen', false);
    await expect(start('chosen', false)).rejects.toThrow(EmbeddedPostgresError);
  });

  test('or the database that was named, which is not started here', async () => {
    const databaseUrl = 'postgres://u:p@localhost:1/d';
    const settings = { databaseUrl, dataDir: '/nowhere', dataDirIsDefault: true, port: 3000 };
    const database = await openDatabase(settings, () => undefined);
    expect(database).toMatchObject({ url: databaseUrl, kind: 'given' });
    await expect(openLog({ eventLog: 'postgres' }, { databaseUrl })).rejects.toMatchObject({ retryable: true });
  });

  test('or memory, for trying out', async () => {
    const log = await openLog({ eventLog: 'memory' }, {});
    await log.append(event);
    expect((await log.get(ref))?.id).toBe('utt-1');
    await log.close();
  });
});

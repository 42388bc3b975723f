import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { launchPostgres, runSql, type LaunchedPostgres } from './postgres-launcher.js';

describe('a Postgres for tests', () => {
  let server: LaunchedPostgres;
  beforeAll(async () => {
    server = await launchPostgres();
  });
  afterAll(() => server.stop());

  test('gives every test a database of its own', async () => {
    const [one, two] = [await server.createDatabase(), await server.createDatabase()];
    await runSql(one, 'create table note ()');
    await runSql(two, 'create table note ()');
  });

  test('keeps address and data over a restart and over a kill', async () => {
    const url = await server.createDatabase();
    await runSql(url, 'create table note as select 1 as n');
    await server.restart();
    await runSql(url, 'insert into note values ($1)', [2]);
    await server.kill();
    await expect(runSql(url, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await server.restart();
    expect(await runSql(url, 'select n from note order by n')).toEqual([{ n: 1 }, { n: 2 }]);
  });
});

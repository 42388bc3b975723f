import { expect, test } from '@jest/globals';
import { startNatsServer } from '@slotguard/embedded-nats';
import { natsServerConfig } from '@slotguard/service-kit';
import { tempFolder } from '@slotguard/testing';
import { natsPasswords, withUser } from './nats-passwords.js';

test.each(['-1x', 'a"b\\c'])('the bus takes %s for a password', async (start) => {
  const folder = await tempFolder('passwords');
  const config = natsServerConfig((role) => `${start}${role}`);
  const server = await startNatsServer({ dataDir: folder.path, config, keepAlive: false, fsync: false });
  await server.stop();
  await folder.remove();
});

test('each user of the bus has a password of its own, the same after a restart', async () => {
  const folder = await tempFolder('passwords');
  const [first, second] = [await natsPasswords(folder.path), await natsPasswords(folder.path)];
  expect(first('guard')).toBe(second('guard'));
  expect(first('guard')).not.toBe(first('ops'));
  expect(withUser('nats://127.0.0.1:4222', 'ops', 'p/w')).toBe('nats://ops:p%2Fw@127.0.0.1:4222');
  await folder.remove();
});

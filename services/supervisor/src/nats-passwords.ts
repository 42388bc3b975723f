import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { keptKey, type NatsRole } from '@slotguard/service-kit';

/** Passwords that nobody needs to choose, of the bus that is ours: they follow from a key in the data folder. */
export async function natsPasswords(dataDir: string): Promise<(role: NatsRole) => string> {
  const key = await keptKey(join(dataDir, 'nats-passwords.key'));
  return (role) => createHmac('sha256', key).update(role).digest('base64url');
}

export function withUser(url: string, username: string, password: string): string {
  return Object.assign(new URL(url), { username, password }).href;
}

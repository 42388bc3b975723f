import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { KEY_FILE, readKeptKey, type Settings } from '@slotguard/service-kit/records';
import { findingsOf, type Finding } from './finding.js';

const { good, bad, notSet } = findingsOf('keys');

export interface KeysChecked {
  readonly findings: readonly Finding[];
  /** Of the conversations' ids, if there is one. */
  readonly conversationIdKey?: string;
}

/** Whether each key is there, and out of others' reach. Never shows one. */
export async function checkKeys(settings: Settings): Promise<KeysChecked> {
  const { conversationIdKey: set, dataDir, natsUrl } = settings;
  const rest = [checkToken(settings)];
  if (set !== undefined) {
    return { conversationIdKey: set, findings: [good('conversation ids', 'CONVERSATION_ID_KEY is set.'), ...rest] };
  }
  const file = join(dataDir, KEY_FILE);
  const mend = 'Put the key from your backup back: with another one returning customers are strangers.';
  const kept = await readKeptKey(file).catch((error: Error) => error);
  if (kept instanceof Error)
    return { findings: [bad('conversation ids', `${file} holds no key that can be used.`, mend), ...rest] };
  if (kept === undefined) {
    if (natsUrl !== undefined)
      return {
        findings: [
          bad(
            'conversation ids',
            'CONVERSATION_ID_KEY is not set: services apart need one.',
            'Set it for all gateways: openssl rand -base64 32',
          ),
          ...rest,
        ],
      };
    const says = `There is no key yet: it is made in ${dataDir} at the first start.`;
    return {
      findings: [notSet('conversation ids', says, 'Start it once, then put the key into your backup.'), ...rest],
    };
  }
  const { mode } = await stat(file);
  const isOpen = (mode & 0o077) !== 0;
  const found = isOpen
    ? bad('conversation ids', `${file} can be read by others.`, `chmod 600 ${file}`)
    : good('conversation ids', `${file} is there; have it in your backup.`);
  return { conversationIdKey: kept, findings: [found, ...rest] };
}

function checkToken({ metricsToken, host }: Settings): Finding {
  if (metricsToken !== undefined) return good('metrics', 'METRICS_TOKEN is set.');
  const isOpen = !/^(localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host);
  const says = isOpen
    ? 'METRICS_TOKEN is not set: whoever reaches the port can read /metrics.'
    : 'METRICS_TOKEN is not set; the port is open to this machine only.';
  return notSet('metrics', says, 'Set METRICS_TOKEN where strangers reach the port.');
}

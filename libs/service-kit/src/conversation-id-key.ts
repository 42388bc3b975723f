import { join } from 'node:path';
import { keptKey } from './kept-key.js';
import type { Settings } from './settings.js';

/** Of the kept key, inside the data folder. */
export const KEY_FILE = 'conversation-id.key';

/** The key that was set, else the one that is kept in the data folder. */
export async function conversationIdKey(
  settings: Pick<Settings, 'conversationIdKey'>,
  dataDir: string,
): Promise<string> {
  return settings.conversationIdKey ?? keptKey(join(dataDir, KEY_FILE));
}

import { expect, test } from '@jest/globals';
import { describeEventLog } from './conformance.js';
import { utterance } from './conformance/log-under-test.js';
import { MemoryEventLog } from './memory-event-log.js';

describeEventLog('in memory', {
  features: { restarts: false, fillsUp: true },
  fresh: async () => {
    const log = new MemoryEventLog();
    return {
      open: async () => log.connect(),
      fillStore: async () => void (log.capacity = await log.lastPosition()),
      freeStore: async () => void (log.capacity = Infinity),
    };
  },
});

test('a pinned clock says when an event was recorded', async () => {
  const now = new Date('2025-11-16T14:00:00Z');
  const log = new MemoryEventLog({ clock: { now: () => now } });
  expect((await log.append(utterance('ann', 'utt-1'))).event.recordedAt).toBe('2025-11-16T14:00:00.000Z');
});

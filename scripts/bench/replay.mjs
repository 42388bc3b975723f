// The whole log read once: raw, and into every conversation's state as the guard knows it.
import { parseEvent } from '@slotguard/contracts';
import { foldStory } from '@slotguard/conversation';
import { rate } from './load.mjs';

/** A long log on a busy machine is read once, not three times. */
const BUDGET_MS = 8_000;

export async function replay(log) {
  const raw = await rate(async () => {
    let n = 0;
    for await (const { position } of upToNow(log)) n = position;
    return n;
  }, BUDGET_MS);
  const folded = await rate(async () => {
    const stories = new Map();
    let n = 0;
    for await (const stored of upToNow(log)) {
      const story = stories.get(stored.conversation) ?? [];
      if (story.push(parseEvent(stored)) === 1) stories.set(stored.conversation, story);
      n++;
    }
    for (const story of stories.values()) foldStory(story);
    return n;
  }, BUDGET_MS);
  return { raw, folded };
}

async function* upToNow(log) {
  const last = await log.lastPosition();
  const ending = new AbortController();
  for await (const event of log.follow({ after: 0, signal: ending.signal })) {
    yield event;
    if (event.position >= last) ending.abort();
  }
}

import { describe, expect, test } from '@jest/globals';
import { LogUnavailable } from '../errors.js';
import {
  appendUntilStored,
  follow,
  ids,
  numbered,
  ref,
  until,
  utterance,
  type Current,
  type EventLogHarness,
} from './log-under-test.js';

export function describeFailing(current: Current, { features }: EventLogHarness): void {
  if (features.restarts) describe('while the server restarts', () => describeRestarts(current));
  if (features.fillsUp) describe('while the store is full', () => describeFullStore(current));
  describe('a closed log', () => {
    test('says that it is unavailable', async () => {
      const log = await current.another();
      await log.close();
      await log.close();
      await expect(log.append(utterance('ann', 'utt-1'))).rejects.toBeInstanceOf(LogUnavailable);
      await expect(log.get(ref('ann', 'utt-1'))).rejects.toBeInstanceOf(LogUnavailable);
      await expect(log.ping()).rejects.toBeInstanceOf(LogUnavailable);
    });

    test('ends its followers', async () => {
      const log = await current.another();
      const ended = (async () => {
        for await (const { id } of log.follow({ after: 0, signal: new AbortController().signal })) expect(id).toBe('');
      })();
      await log.close();
      await ended;
    });
  });
}

function describeRestarts(current: Current): void {
  const restart = (meanwhile?: () => Promise<void>): Promise<void> => current.server.restartServer!(meanwhile);

  const untilUp = (): Promise<unknown> =>
    until(() =>
      current.log.ping().then(
        () => true,
        () => false,
      ),
    );

  test('every append is stored once, or refused with a typed error that invites to try again', async () => {
    const names: string[] = [];
    const refused: unknown[] = [];
    let isOver = false;
    const restarting = restart().finally(() => (isOver = true));
    // A quick machine has written much before the server even stops: writing goes on until it is back.
    const writers = [1, 2, 3, 4].map(async () => {
      while (!isOver || names.length < 200) {
        const id = `utt-${names.length + 1}`;
        names.push(id);
        await current.log.append(utterance('ann', id)).catch((error: unknown) => refused.push(error));
        await appendUntilStored(current.log, utterance('ann', id));
      }
    });
    await Promise.all([restarting, ...writers]);
    for (const error of refused) expect(error).toMatchObject({ name: 'LogUnavailable', retryable: true });
    await untilUp();
    const stored = await current.log.readConversation(ref('ann', ''));
    expect(ids(stored).toSorted()).toEqual(names.toSorted());
  });

  test('an append while the server is away is refused at once, with a typed error', async () => {
    await restart(async () => {
      await expect(current.log.append(utterance('ann', 'utt-1'))).rejects.toBeInstanceOf(LogUnavailable);
      await expect(current.log.get(ref('ann', 'utt-1'))).rejects.toBeInstanceOf(LogUnavailable);
      await expect(current.log.ping()).rejects.toBeInstanceOf(LogUnavailable);
      await expect(current.server.open()).rejects.toBeInstanceOf(LogUnavailable);
    });
    await untilUp();
    expect(await current.log.get(ref('ann', 'utt-1'))).toBeUndefined();
  });

  test('a follower goes on behind it, without a gap and without repeating itself', async () => {
    const before = numbered('before', 600);
    await Promise.all(before.map((id) => current.log.append(utterance('ann', id))));
    const following = follow(current.log, 0, 603);
    await restart();
    const after = numbered('after', 3);
    for (const id of after) await appendUntilStored(current.log, utterance('ann', id));
    const events = await following;
    expect(new Set(ids(events))).toEqual(new Set([...before, ...after]));
    expect(ids(events).slice(-3)).toEqual(after);
  });

  test('who waits for an event still gets it', async () => {
    const waiting = current.log.waitFor(ref('ann', 'dec-1'), { timeoutMs: 20_000 });
    await restart();
    await appendUntilStored(current.log, utterance('ann', 'dec-1'));
    expect((await waiting)?.id).toBe('dec-1');
  });

  test('a worker goes on behind it, and nothing that was queued is lost', async () => {
    const handled = new Set<string>();
    const options = { queue: 'turns', types: ['UserUtterance'], inFlight: 2, ackWaitMs: 500, maxAttempts: 5 };
    await current.log.consume({ ...options, backoffMs: () => 10 }, async ({ id }) => void handled.add(id));
    for (const id of numbered('before', 20)) await current.log.append(utterance('ann', id));
    await restart();
    for (const id of numbered('after', 5)) await appendUntilStored(current.log, utterance('ann', id));
    await until(() => handled.size === 25);
  });
}

function describeFullStore(current: Current): void {
  test('an append is refused with a typed error, reading goes on, and later the same append is stored once', async () => {
    const { event: first } = await current.log.append(utterance('ann', 'utt-1'));
    await current.server.fillStore!();
    const appending = current.log.append(utterance('ann', 'utt-2'));
    await expect(appending).rejects.toMatchObject({ name: 'LogUnavailable', retryable: true });
    expect(await current.log.get(ref('ann', 'utt-2'))).toBeUndefined();
    expect(await current.log.append(utterance('ann', 'utt-1'))).toEqual({ event: first, adopted: true });
    await current.server.freeStore!();
    await appendUntilStored(current.log, utterance('ann', 'utt-2'));
    expect(ids(await current.log.readConversation(ref('ann', '')))).toEqual(['utt-1', 'utt-2']);
  });
}

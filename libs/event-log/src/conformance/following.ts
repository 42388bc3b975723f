import { describe, expect, test } from '@jest/globals';
import { follow, ids, numbered, ref, until, utterance, type Current } from './log-under-test.js';

export function describeFollowing(current: Current): void {
  describe('following the log', () => {
    test('gives what is there and then what comes, in order', async () => {
      await current.log.append(utterance('ann', 'utt-1'));
      const following = follow(current.log, 0, 3);
      await current.log.append(utterance('bob', 'utt-2'));
      const other = await current.another();
      await other.append(utterance('ann', 'utt-3'));
      expect(ids(await following)).toEqual(['utt-1', 'utt-2', 'utt-3']);
    });

    test('many writers at once: no event is skipped, none comes twice, none out of order', async () => {
      const conversations = numbered('c', 8);
      const following = [follow(current.log, 0, 800), follow(await current.another(), 0, 800)];
      const writers = await Promise.all(conversations.map(() => current.another()));
      await Promise.all(
        conversations.map(async (conversation, index) => {
          for (const id of numbered('utt', 100)) await writers[index]!.append(utterance(conversation, id));
        }),
      );
      for (const events of await Promise.all(following)) {
        const positions = events.map(({ position }) => position);
        expect(positions).toEqual([...new Set(positions)].toSorted((a, b) => a - b));
        for (const conversation of conversations) {
          const seen = events.filter((event) => event.conversation === conversation);
          expect(ids(seen)).toEqual(numbered('utt', 100));
          expect(seen).toEqual(await current.log.readConversation(ref(conversation, '')));
        }
      }
    });

    test('goes on from where a reader’s checkpoint is', async () => {
      for (const id of numbered('utt', 6)) await current.log.append(utterance('ann', id));
      expect(await current.log.loadCheckpoint('console')).toBe(0);
      const [, , third] = await follow(current.log, 0, 3);
      await current.log.saveCheckpoint('console', third!.position);
      const other = await current.another();
      expect(await other.loadCheckpoint('console')).toBe(third!.position);
      expect(await other.loadCheckpoint('other reader')).toBe(0);
      expect(ids(await follow(other, await other.loadCheckpoint('console'), 3))).toEqual(['utt-4', 'utt-5', 'utt-6']);
    });

    test('a long log is followed to its end, past every page', async () => {
      const names = numbered('utt', 1_200);
      await Promise.all(names.map((id) => current.log.append(utterance('ann', id))));
      expect(new Set(ids(await follow(current.log, 0, 1_200)))).toEqual(new Set(names));
    });

    test('ends when the reader stops, also while it waits', async () => {
      const reader = new AbortController();
      const seen: string[] = [];
      const ended = (async () => {
        for await (const event of current.log.follow({ after: 0, signal: reader.signal })) seen.push(event.id);
      })();
      await current.log.append(utterance('ann', 'utt-1'));
      await until(() => seen.length === 1);
      reader.abort();
      await ended;
      expect(seen).toEqual(['utt-1']);
    });

    test('the position before an instant leaves out everything recorded since', async () => {
      const first = (await current.log.append(utterance('ann', 'utt-1'))).event;
      await until(() => Date.now() > new Date(first.recordedAt).getTime() + 20);
      const second = (await current.log.append(utterance('ann', 'utt-2'))).event;
      const before = (event: { recordedAt: string }, ms: number): Promise<number> =>
        current.log.positionBefore(new Date(new Date(event.recordedAt).getTime() + ms));
      expect(await before(first, -1_000)).toBe(0);
      expect(await before(second, 0)).toBe(first.position);
      expect(await before(second, 1)).toBe(second.position);
      expect(await current.log.lastPosition()).toBe(second.position);
    });
  });
}

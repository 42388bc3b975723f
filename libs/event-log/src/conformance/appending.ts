import { describe, expect, test } from '@jest/globals';
import type { NewStoredEvent } from '@slotguard/contracts';
import { adopt } from '../adopt.js';
import { ids, numbered, ref, utterance, type Current } from './log-under-test.js';

export function describeAppending(current: Current): void {
  describe('appending and reading', () => {
    test('what is appended is what is read, with its place and the time of recording', async () => {
      const event = utterance('ann', 'utt-1', { causation: 'evt-0' });
      const { event: stored, adopted } = await current.log.append(event);
      expect(adopted).toBe(false);
      expect(stored).toEqual({ ...event, position: stored.position, recordedAt: stored.recordedAt });
      expect(stored.position).toBeGreaterThan(0);
      expect(new Date(stored.recordedAt).toISOString()).toBe(stored.recordedAt);
      expect(await current.log.get(ref('ann', 'utt-1'))).toEqual(stored);
      expect(await current.log.readConversation(ref('ann', 'utt-1'))).toEqual([stored]);
    });

    test('of twenty writers who race with one id and different content one wins, and all take what it wrote', async () => {
      const writers = await Promise.all(numbered('writer', 4).map(() => current.another()));
      const attempts = numbered('writer', 20).map((writer, index) =>
        writers[index % writers.length]!.append(utterance('ann', 'utt-1', { data: { writer } })),
      );
      const results = await Promise.all(attempts);
      expect(results.filter(({ adopted }) => !adopted)).toHaveLength(1);
      const [first] = results;
      for (const { event } of results) expect(event).toEqual(first!.event);
      expect(await current.log.readConversation(ref('ann', ''))).toEqual([first!.event]);
    });

    test('the same event much later changes nothing', async () => {
      const { event: first } = await current.log.append(utterance('ann', 'utt-1'));
      for (const id of numbered('other', 50)) await current.log.append(utterance('ann', id));
      const last = await current.log.lastPosition();
      const other = await current.another();
      const again = await other.append(utterance('ann', 'utt-1', { time: '2025-11-16T09:10:00-05:00', data: {} }));
      expect(again).toEqual({ event: first, adopted: true });
      expect(await current.log.lastPosition()).toBe(last);
      expect(await current.log.readConversation(ref('ann', ''))).toHaveLength(51);
    });

    test('many events at once, with one of them twice, are each stored once', async () => {
      const names = [...numbered('utt', 150), 'utt-7', 'utt-7'];
      const results = await Promise.all(names.map((id) => current.log.append(utterance('ann', id))));
      expect(ids(results.map(({ event }) => event))).toEqual(names);
      expect(results.filter(({ adopted }) => adopted)).toHaveLength(2);
      expect(new Set(results.map(({ event }) => event.position)).size).toBe(150);
    });

    test('the trace that an event was written in stays with it, and whoever comes later takes that one', async () => {
      const [first, later] = ['1', '2'].map((span) => `00-${'a'.repeat(32)}-${span.repeat(16)}-01`);
      const { event } = await current.log.append(utterance('ann', 'utt-1', { traceparent: first! }));
      expect(event.traceparent).toBe(first);
      expect(await current.log.append(utterance('ann', 'utt-1', { traceparent: later! }))).toEqual({
        event,
        adopted: true,
      });
      expect(await (await current.another()).get(ref('ann', 'utt-1'))).toEqual(event);
      const { event: untraced } = await current.log.append(utterance('ann', 'utt-2'));
      expect(untraced).not.toHaveProperty('traceparent');
    });

    test('nobody has an event that was never appended', async () => {
      expect(await current.log.get(ref('ann', 'utt-1'))).toBeUndefined();
      expect(await current.log.readConversation(ref('ann', ''))).toEqual([]);
      expect(await current.log.lastPosition()).toBe(0);
      await current.log.ping();
    });

    test('a conversation of 1,500 events is read whole and in order', async () => {
      const names = numbered('utt', 1_500);
      for (const id of names.slice(0, 3)) await current.log.append(utterance('ann', id));
      const rest = names.slice(3);
      while (rest.length > 0) {
        await Promise.all(rest.splice(0, 250).map((id) => current.log.append(utterance('ann', id))));
      }
      const events = await current.log.readConversation(ref('ann', ''));
      expect(new Set(ids(events))).toEqual(new Set(names));
      expect(ids(events).slice(0, 3)).toEqual(names.slice(0, 3));
      const positions = events.map(({ position }) => position);
      expect(positions).toEqual(positions.toSorted((a, b) => a - b));
    });

    test('two conversations, and two businesses with the same conversation, never mix', async () => {
      const elsewhere = { business: 'lakeside' };
      await current.log.append(utterance('ann', 'utt-1', { data: { whose: 'ann' } }));
      await current.log.append(utterance('bob', 'utt-1', { data: { whose: 'bob' } }));
      const other = await current.log.append(utterance('ann', 'utt-1', { ...elsewhere, data: { whose: 'other ann' } }));
      expect(other.adopted).toBe(false);
      const whose = async (which: object): Promise<unknown[]> =>
        (await current.log.readConversation({ ...ref('ann', ''), ...which })).map(({ data }) => data);
      expect(await whose({})).toEqual([{ whose: 'ann' }]);
      expect(await whose({ conversation: 'bob' })).toEqual([{ whose: 'bob' }]);
      expect(await whose(elsewhere)).toEqual([{ whose: 'other ann' }]);
      expect((await current.log.get({ ...ref('ann', 'utt-1'), ...elsewhere }))?.data).toEqual({ whose: 'other ann' });
    });

    test('a name that looks like part of the log’s own language is only a name', async () => {
      for (const conversation of ["o'hara", 'a_b', 'a-b', '100%', 'a.b', '*', '>', 'a b', '=', 'ü']) {
        await current.log.append(utterance(conversation, 'utt-1'));
        expect(await current.log.readConversation(ref(conversation, ''))).toHaveLength(1);
      }
    });

    test('an id is taken whoever wrote it: a second writer finds what the first has recorded', async () => {
      const { event: first } = await current.log.append(utterance('ann', 'dec-1', { writer: 'guard' }));
      expect(await current.log.append(utterance('ann', 'dec-1'))).toEqual({ event: first, adopted: true });
      const writers = ['sms', 'email', 'voice', 'calendar'];
      const racing = writers.map((writer) => current.log.append(utterance('ann', 'dec-2', { writer })));
      const results = await Promise.all(racing);
      expect(results.filter(({ adopted }) => !adopted)).toHaveLength(1);
      expect(new Set(results.map(({ event }) => event.writer)).size).toBe(1);
      expect(await current.log.readConversation(ref('ann', ''))).toHaveLength(2);
    });

    test('types and versions that nobody knows are stored and read as they are', async () => {
      const event = utterance('ann', 'odd-1', {
        type: 'SomethingFromTheFuture',
        version: 99,
        data: { a: [1, null, 2.5] },
      });
      await current.log.append(event);
      expect(await current.log.get(ref('ann', 'odd-1'))).toMatchObject(event);
    });
  });

  describe('adopting', () => {
    test('what is recorded under a name is taken, and not made again', async () => {
      const { event } = await current.log.append(utterance('ann', 'step-1'));
      const made = await adopt(current.log, ref('ann', 'step-1'), () => Promise.reject(new Error('made again')));
      expect(made).toEqual({ event, adopted: true });
    });

    test('what is not recorded is made and appended under its name; a quicker rival’s is taken', async () => {
      const make = (who: string) => async (): Promise<NewStoredEvent> => utterance('ann', 'step-1', { data: { who } });
      const results = await Promise.all([
        adopt(current.log, ref('ann', 'step-1'), make('one')),
        adopt(current.log, ref('ann', 'step-1'), make('two')),
      ]);
      expect(results.map(({ adopted }) => adopted).toSorted()).toEqual([false, true]);
      expect(results[0].event).toEqual(results[1].event);
    });

    test('an event made under another name than it was asked for is refused', async () => {
      const wrong = adopt(current.log, ref('ann', 'step-1'), () => utterance('ann', 'step-2'));
      await expect(wrong).rejects.toThrow('another name');
      expect(await current.log.lastPosition()).toBe(0);
    });
  });
}

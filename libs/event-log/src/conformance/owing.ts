import { describe, expect, test } from '@jest/globals';
import type { StoredEvent } from '@slotguard/contracts';
import { conversationKey, stableHash } from '../event-key.js';
import { LogUnavailable } from '../errors.js';
import type { EventLog } from '../event-log.js';
import { startOwedReader, type OwedReaderOptions, type ReaderSubscription } from '../owed-reader.js';
import {
  appendUntilStored,
  ids,
  numbered,
  ref,
  until,
  utterance,
  type Current,
  type EventLogHarness,
} from './log-under-test.js';

const HOUR_MS = 3_600_000;

export function describeOwing(current: Current, { features }: EventLogHarness): void {
  /** Pays an utterance's verdict, and counts how often. */
  async function reader(
    log: EventLog,
    paid: string[],
    more: Partial<OwedReaderOptions> = {},
  ): Promise<ReaderSubscription & { errors: unknown[] }> {
    const errors: unknown[] = [];
    const subscription = await startOwedReader({
      log,
      name: 'guard',
      horizonMs: HOUR_MS,
      clock: { now: () => new Date() },
      owes: ({ type, id }) => (type === 'UserUtterance' ? `sel-${id}` : undefined),
      pay: async (event) => {
        paid.push(event.id);
        await log.append(verdict(event));
      },
      onError: (error) => errors.push(error),
      ...more,
    });
    return { errors, stats: () => subscription.stats(), close: () => subscription.close() };
  }
  const verdict = (event: StoredEvent) => utterance(event.conversation, `sel-${event.id}`, { type: 'SlotSelected' });
  const isPaid = async (conversation: string, id: string): Promise<boolean> =>
    (await current.log.get(ref(conversation, `sel-${id}`))) !== undefined;

  /** The log, whose part up to a place does not come until it is let. */
  const slowTo = (position: number, arrived: Promise<void>): EventLog =>
    new Proxy(current.log, {
      get(log, name: keyof EventLog) {
        if (name !== 'follow') return (log[name] as () => unknown).bind(log);
        return async function* (options: Parameters<EventLog['follow']>[0]) {
          if (options.after < position) await arrived;
          yield* log.follow(options);
        };
      },
    });

  describe('a reader that owes', () => {
    test('pays what is owed already and what comes, once each, and a second time nothing', async () => {
      const paid: string[] = [];
      for (const id of ['utt-1', 'utt-2']) await current.log.append(utterance('ann', id));
      const first = await reader(current.log, paid);
      await current.log.append(utterance('bob', 'utt-3'));
      await until(() => isPaid('bob', 'utt-3'));
      await until(() => isPaid('ann', 'utt-2'));
      await first.close();
      expect(paid.toSorted()).toEqual(['utt-1', 'utt-2', 'utt-3']);
      expect(await current.log.loadCheckpoint('guard')).toBeGreaterThanOrEqual(3);
      await (await reader(await current.another(), paid)).close();
      expect(paid).toHaveLength(3);
      expect(first.errors).toEqual([]);
    });

    test('pays in order within a conversation, and one conversation does not hold up another', async () => {
      const paid: string[] = [];
      let release: () => void = () => undefined;
      const held = new Promise<void>((resolve) => (release = resolve));
      const pay = async (event: StoredEvent): Promise<void> => {
        if (event.conversation === 'slow') await held;
        paid.push(event.id);
        await current.log.append(verdict(event));
      };
      await Promise.all(numbered('slow', 3).map((id) => current.log.append(utterance('slow', id))));
      for (const id of numbered('fast', 20)) await current.log.append(utterance('fast', id));
      const inOrder = ids(await current.log.readConversation(ref('slow', '')));
      const running = await reader(current.log, paid, { pay });
      await until(() => paid.length === 20);
      expect(paid).toEqual(numbered('fast', 20));
      // It has read everything; the three that are held up are what it still owes.
      await until(() => running.stats().owed === 3);
      await until(async () => running.stats().position === (await current.log.lastPosition()));
      release();
      await until(() => paid.length === 23);
      expect(paid.slice(20)).toEqual(inOrder);
      await until(() => running.stats().owed === 0);
      await running.close();
    });

    test('that crashed between paying and noting it pays nothing twice, and leaves nothing out', async () => {
      const paid: string[] = [];
      const names = numbered('utt', 12);
      for (const id of names) await current.log.append(utterance(`c-${id}`, id));
      // Its checkpoints never arrive, and in the middle it dies: from then on nothing that it does has an effect.
      let alive = true;
      const dying: EventLog = deadAfter(await current.another(), () => !alive);
      const first = await reader(dying, paid, {
        pay: async (event) => {
          if (paid.length === 5) alive = false;
          if (!alive) throw new LogUnavailable('dead');
          paid.push(event.id);
          await dying.append(verdict(event));
        },
      });
      await until(() => !alive);
      expect(await current.log.loadCheckpoint('guard')).toBe(0);
      const second = await reader(await current.another(), paid);
      for (const id of names) await until(() => isPaid(`c-${id}`, id));
      await Promise.all([first.close(), second.close()]);
      expect(paid.toSorted()).toEqual(names.toSorted());
    });

    test('never lets its checkpoint pass what is still owed', async () => {
      const paid: string[] = [];
      const { event: stuck } = await current.log.append(utterance('stuck', 'utt-1'));
      for (const id of numbered('utt', 5)) await current.log.append(utterance('fine', id));
      const running = await reader(current.log, paid, {
        pay: async (event) => {
          if (event.conversation === 'stuck') throw new LogUnavailable('test');
          paid.push(event.id);
          await current.log.append(verdict(event));
        },
      });
      await until(() => paid.length === 5);
      await running.close();
      expect(await current.log.loadCheckpoint('guard')).toBeLessThan(stuck.position);
    });

    test('tries again until it is paid while the log says "not now"', async () => {
      let tries = 0;
      const paid: string[] = [];
      const running = await reader(current.log, paid, {
        pay: async (event) => {
          if (++tries < 4) throw Object.assign(new Error('database'), { retryable: true });
          await current.log.append(verdict(event));
        },
      });
      await current.log.append(utterance('ann', 'utt-1'));
      await until(() => isPaid('ann', 'utt-1'));
      expect(tries).toBe(4);
      expect(running.errors).toEqual([]);
      expect(await current.log.listParked()).toEqual([]);
      await running.close();
    });

    test('parks what can’t ever be paid, says so, and goes on', async () => {
      const paid: string[] = [];
      const running = await reader(current.log, paid, {
        owes: ({ type, id, version }) => {
          if (version === 99) throw new Error('unknown version');
          return type === 'UserUtterance' ? `sel-${id}` : undefined;
        },
        pay: async (event) => {
          if (event.id === 'utt-2') throw new Error('a bug');
          paid.push(event.id);
          await current.log.append(verdict(event));
        },
      });
      await current.log.append(utterance('ann', 'utt-1', { version: 99 }));
      await current.log.append(utterance('ann', 'utt-2'));
      await current.log.append(utterance('ann', 'utt-3'));
      await until(() => isPaid('ann', 'utt-3'));
      expect(paid).toEqual(['utt-3']);
      const parked = await current.log.listParked('guard');
      expect(parked.map(({ event, reason }) => [event.id, reason])).toEqual([
        ['utt-1', 'Error: unknown version'],
        ['utt-2', 'Error: a bug'],
      ]);
      expect(running.errors).toHaveLength(2);
      await running.close();
    });

    test('looks again, at its start, at what was recorded within the horizon', async () => {
      const paid: string[] = [];
      const { event } = await current.log.append(utterance('ann', 'utt-1'));
      await current.log.saveCheckpoint('guard', event.position);
      const running = await reader(current.log, paid);
      await until(() => isPaid('ann', 'utt-1'));
      await running.close();
      expect(await current.log.loadCheckpoint('guard')).toBeGreaterThanOrEqual(event.position);
    });

    test('pays what comes at once, though all that is within the horizon is still to be looked through', async () => {
      const paid: string[] = [];
      const { event } = await current.log.append(utterance('ann', 'utt-1'));
      await current.log.saveCheckpoint('guard', event.position);
      let arrives = (): void => undefined;
      const arrived = new Promise<void>((resolve) => (arrives = resolve));
      const running = await reader(slowTo(event.position, arrived), paid);
      await current.log.append(utterance('bob', 'utt-2'));
      await until(() => isPaid('bob', 'utt-2'));
      expect(await isPaid('ann', 'utt-1')).toBe(false);
      arrives();
      await until(() => isPaid('ann', 'utt-1'));
      await running.close();
      expect(paid).toEqual(['utt-2', 'utt-1']);
    });

    test('pays what comes after something parked at once too, though the horizon is still to be looked through', async () => {
      const paid: string[] = [];
      const { event: parked } = await current.log.append(utterance('ann', 'utt-1'));
      await current.log.park('guard', parked, 'a bug');
      await new Promise((resolve) => setTimeout(resolve, 20));
      const { event } = await current.log.append(utterance('bob', 'utt-2', { type: 'TurnEnded' }));
      await current.log.saveCheckpoint('guard', event.position);
      let arrives = (): void => undefined;
      const arrived = new Promise<void>((resolve) => (arrives = resolve));
      const since = { horizonMs: 0, clock: { now: () => new Date(event.recordedAt) } };
      const running = await reader(slowTo(event.position, arrived), paid, since);
      await current.log.append(utterance('ann', 'utt-3'));
      await until(() => isPaid('ann', 'utt-3'));
      expect(paid).toEqual(['utt-1', 'utt-3']);
      arrives();
      await running.close();
    });

    test('tries once more, at its start, what was parked, however long ago, and parks it again if it must', async () => {
      const paid: string[] = [];
      let mended = false;
      const again: Partial<OwedReaderOptions> = {
        horizonMs: 0,
        pay: async (event) => {
          if (!mended) throw new Error('a bug');
          paid.push(event.id);
          await current.log.append(verdict(event));
        },
      };
      const start = () => reader(current.log, paid, again);
      const first = await start();
      await current.log.append(utterance('ann', 'utt-1'));
      await until(() => first.errors.length === 1);
      const { event: later } = await current.log.append(utterance('bob', 'utt-2', { type: 'TurnEnded' }));
      await until(() => first.stats().position === later.position);
      await first.close();
      expect(await current.log.loadCheckpoint('guard')).toBe(later.position);
      const second = await start();
      await until(() => second.errors.length === 1);
      await second.close();
      mended = true;
      const third = await start();
      await until(() => isPaid('ann', 'utt-1'));
      await third.close();
      expect(paid).toEqual(['utt-1']);
    });

    test('two instances share the conversations; what one leaves unpaid the other pays after two seconds', async () => {
      const names = numbered('c', 10);
      const ownerOf = (conversation: string): number => stableHash(conversationKey(ref(conversation, ''))) % 2;
      const lost = names.find((name) => ownerOf(name) === 1)!;
      const paidBy: string[][] = [[], []];
      const running = await Promise.all(
        paidBy.map(async (paid, number) =>
          reader(await current.another(), paid, {
            instance: { number, count: 2 },
            pay: async (event) => {
              if (number === 1 && event.conversation === lost) throw new LogUnavailable('test');
              paid.push(event.conversation);
              await current.log.append(verdict(event));
            },
          }),
        ),
      );
      const started = performance.now();
      for (const conversation of names) await current.log.append(utterance(conversation, 'utt-1'));
      for (const conversation of names) await until(() => isPaid(conversation, 'utt-1'));
      expect(performance.now() - started).toBeGreaterThan(1_800);
      await Promise.all(running.map((each) => each.close()));
      const owned = (number: number): string[] => names.filter((name) => ownerOf(name) === number && name !== lost);
      expect(paidBy[0]!.toSorted()).toEqual([...owned(0), lost].toSorted());
      expect(paidBy[1]!.toSorted()).toEqual(owned(1).toSorted());
    });

    if (features.restarts) {
      test('pays over a restart of the server', async () => {
        const paid: string[] = [];
        const running = await reader(current.log, paid);
        await current.log.append(utterance('ann', 'utt-1'));
        await current.server.restartServer!();
        await appendUntilStored(current.log, utterance('ann', 'utt-2'));
        await until(async () => (await isPaid('ann', 'utt-1')) && (await isPaid('ann', 'utt-2')));
        await running.close();
        expect(await current.log.listParked()).toEqual([]);
      });
    }
  });
}

/** A connection of a process that dies: its checkpoints never arrive, and from some moment nothing else does. */
function deadAfter(log: EventLog, dead: () => boolean): EventLog {
  return new Proxy(log, {
    get(target, name: keyof EventLog) {
      const method = target[name] as (...args: unknown[]) => unknown;
      return (...args: unknown[]) => {
        const lost = name === 'saveCheckpoint' || (dead() && name !== 'follow' && name !== 'close');
        return lost ? Promise.reject(new LogUnavailable('dead')) : Reflect.apply(method, target, args);
      };
    },
  });
}

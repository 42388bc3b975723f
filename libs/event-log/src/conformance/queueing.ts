import { describe, expect, test } from '@jest/globals';
import { LogUnavailable, Poison } from '../errors.js';
import type { QueueOptions } from '../event-log.js';
import { numbered, ref, until, utterance, type Current } from './log-under-test.js';

const OPTIONS: QueueOptions = {
  queue: 'turns',
  types: ['UserUtterance'],
  inFlight: 4,
  ackWaitMs: 10_000,
  maxAttempts: 3,
  backoffMs: () => 10,
};

export function describeQueueing(current: Current): void {
  describe('a work queue', () => {
    test('hands every event of its types to one of the competing workers, also those from before it began', async () => {
      await current.log.append(utterance('ann', 'utt-0'));
      await current.log.append(utterance('ann', 'sel-0', { type: 'SlotSelected' }));
      const handled: string[] = [];
      const work = async ({ id }: { id: string }): Promise<void> => void handled.push(id);
      await current.log.consume(OPTIONS, work);
      await (await current.another()).consume(OPTIONS, work);
      const names = numbered('utt', 40);
      await Promise.all(names.map((id) => current.log.append(utterance('ann', id))));
      await until(() => handled.length >= 41);
      expect(handled.toSorted()).toEqual(['utt-0', ...names].toSorted());
    });

    test('two queues each get everything', async () => {
      const handled: string[] = [];
      for (const queue of ['turns', 'sending']) {
        await current.log.consume({ ...OPTIONS, queue }, async ({ id }) => void handled.push(`${queue} ${id}`));
      }
      await current.log.append(utterance('ann', 'utt-1'));
      await until(() => handled.length === 2);
      expect(handled.toSorted()).toEqual(['sending utt-1', 'turns utt-1']);
    });

    test('gives a worker no more at once than it said', async () => {
      let [now, most, handled] = [0, 0, 0];
      await Promise.all(numbered('utt', 20).map((id) => current.log.append(utterance('ann', id))));
      await current.log.consume({ ...OPTIONS, inFlight: 3 }, async () => {
        most = Math.max(most, ++now);
        await new Promise((resolve) => setTimeout(resolve, 5));
        now--;
        handled++;
      });
      await until(() => handled === 20);
      expect(most).toBe(3);
    });

    test('what a crashed worker had in its hands goes to another, once its time is over', async () => {
      const options = { ...OPTIONS, ackWaitMs: 250 };
      const attempts: number[] = [];
      const dieAtFirst = async (_event: unknown, attempt: number): Promise<void> => {
        attempts.push(attempt);
        if (attempt === 1) await new Promise(() => undefined);
      };
      await current.log.consume(options, dieAtFirst);
      await current.log.append(utterance('ann', 'utt-1'));
      await until(() => attempts.length === 1);
      await (await current.another()).consume(options, dieAtFirst);
      await until(() => attempts.length === 2);
      expect(attempts).toEqual([1, 2]);
    });

    test('what a worker is still at is left to it, however long that takes', async () => {
      const options = { ...OPTIONS, ackWaitMs: 300, handlingMaxMs: 10_000 };
      const attempts: number[] = [];
      let done = false;
      const takeTime = async (_event: unknown, attempt: number): Promise<void> => {
        attempts.push(attempt);
        await new Promise((resolve) => setTimeout(resolve, 1_000));
        done = true;
      };
      await current.log.consume(options, takeTime);
      await (await current.another()).consume(options, takeTime);
      await current.log.append(utterance('ann', 'utt-1'));
      await until(() => done);
      expect(attempts).toEqual([1]);
    });

    test('what a worker never ends goes to another in the end', async () => {
      const options = { ...OPTIONS, ackWaitMs: 150, handlingMaxMs: 400 };
      const attempts: number[] = [];
      await current.log.consume(options, async (_event, attempt) => {
        attempts.push(attempt);
        if (attempt === 1) await new Promise(() => undefined);
      });
      await current.log.append(utterance('ann', 'utt-1'));
      await until(() => attempts.length === 2);
    });

    test('tries again after a failure, later, and counts', async () => {
      const tries: { attempt: number; at: number }[] = [];
      await current.log.consume({ ...OPTIONS, backoffMs: (attempt) => attempt * 80 }, async (_event, attempt) => {
        tries.push({ attempt, at: performance.now() });
        if (attempt < 3) throw new Error('the provider is busy');
      });
      await current.log.append(utterance('ann', 'utt-1'));
      await until(() => tries.length === 3);
      expect(tries.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
      expect(tries[1]!.at - tries[0]!.at).toBeGreaterThanOrEqual(75);
      expect(tries[2]!.at - tries[1]!.at).toBeGreaterThanOrEqual(155);
      expect(await current.log.listParked()).toEqual([]);
    });

    test('parks what fails too often, with the last reason, and its neighbours go on', async () => {
      const handled: string[] = [];
      await current.log.consume({ ...OPTIONS, inFlight: 1 }, async ({ id }) => {
        if (id === 'utt-2') throw new Error('cannot be read');
        handled.push(id);
      });
      for (const id of ['utt-1', 'utt-2', 'utt-3']) await current.log.append(utterance('ann', id));
      await until(async () => (await current.log.listParked('turns')).length === 1 && handled.length === 2);
      const [parked] = await current.log.listParked('turns');
      expect(parked).toMatchObject({ consumer: 'turns', event: { id: 'utt-2' }, reason: 'Error: cannot be read' });
      expect(Date.parse(parked!.parkedAt)).not.toBeNaN();
    });

    test('parks poison at the first bite', async () => {
      let tries = 0;
      await current.log.consume(OPTIONS, async () => {
        tries++;
        throw new Poison('of version 99');
      });
      await current.log.append(utterance('ann', 'utt-1'));
      await until(async () => (await current.log.listParked('turns')).length === 1);
      expect(tries).toBe(1);
    });

    test('parks an event that every worker dies of', async () => {
      const options = { ...OPTIONS, ackWaitMs: 40, maxAttempts: 2 };
      await current.log.consume(options, () => new Promise(() => undefined));
      await current.log.append(utterance('ann', 'utt-1'));
      await until(async () => (await current.log.listParked('turns')).length === 1);
    });

    test('does not count it against an event that the log was away', async () => {
      const attempts: number[] = [];
      await current.log.consume(OPTIONS, async (_event, attempt) => {
        attempts.push(attempt);
        if (attempts.length < 6) throw new LogUnavailable('test');
      });
      await current.log.append(utterance('ann', 'utt-1'));
      await until(() => attempts.length === 6);
      expect(attempts).toEqual([1, 1, 1, 1, 1, 1]);
    });

    test('waits for as long as it takes for somebody who is away, in ever longer pauses, and parks nothing for it', async () => {
      const attempts: number[] = [];
      const pauses: number[] = [];
      const backoffMs = (attempt: number): number => pauses.push(attempt) && 5;
      await current.log.consume({ ...OPTIONS, backoffMs, maxAttempts: 6 }, async (_event, attempt) => {
        attempts.push(attempt);
        if (attempts.length < 7) throw Object.assign(new Error('the guard is away'), { retryable: true });
      });
      await current.log.append(utterance('ann', 'utt-1'));
      await until(() => attempts.length === 7);
      expect(attempts).toEqual([1, 2, 3, 3, 3, 3, 3]);
      expect(pauses).toEqual([1, 2, 3, 3, 3, 3]);
      expect(await current.log.listParked()).toEqual([]);
    });

    test('hands out again what was parked, once somebody says so', async () => {
      let mended = false;
      const handled: number[] = [];
      await current.log.consume({ ...OPTIONS, maxAttempts: 1 }, async (_event, attempt) => {
        if (!mended) throw new Error('broken');
        handled.push(attempt);
      });
      await current.log.append(utterance('ann', 'utt-1'));
      await until(async () => (await current.log.listParked('turns')).length === 1);
      mended = true;
      const other = await current.another();
      expect(await other.redrive('turns', ref('ann', 'utt-9'))).toBe(false);
      expect(await other.redrive('sending', ref('ann', 'utt-1'))).toBe(false);
      expect(await other.redrive('turns', ref('ann', 'utt-1'))).toBe(true);
      await until(() => handled.length === 1);
      expect(handled).toEqual([1]);
      expect(await current.log.listParked()).toEqual([]);
      expect(await other.redrive('turns', ref('ann', 'utt-1'))).toBe(false);
    });

    test('a worker that closes finishes what it has, takes nothing more, and the next goes on from there', async () => {
      const handled: string[] = [];
      let release: () => void = () => undefined;
      const held = new Promise<void>((resolve) => (release = resolve));
      const worker = await current.log.consume({ ...OPTIONS, inFlight: 1 }, async ({ id }) => {
        handled.push(`began ${id}`);
        await held;
        handled.push(`ended ${id}`);
      });
      await current.log.append(utterance('ann', 'utt-1'));
      await current.log.append(utterance('ann', 'utt-2'));
      await until(() => handled.length === 1);
      const closed = worker.close();
      release();
      await closed;
      expect(handled).toEqual(['began utt-1', 'ended utt-1']);
      const next: string[] = [];
      await (await current.another()).consume(OPTIONS, async ({ id }) => void next.push(id));
      await until(() => next.length === 1);
      expect(next).toEqual(['utt-2']);
    });

    test('a reader’s parked event is listed, and cleared when it is mended', async () => {
      const { event } = await current.log.append(utterance('ann', 'utt-1'));
      await current.log.park('guard', event, 'first');
      await current.log.park('guard', event, 'unknown version \u0000');
      expect(await current.log.listParked('guard')).toMatchObject([{ event, reason: 'unknown version \u0000' }]);
      expect(await current.log.listParked('turns')).toEqual([]);
      expect(await current.log.redrive('guard', event)).toBe(true);
      expect(await current.log.listParked()).toEqual([]);
    });
  });
}

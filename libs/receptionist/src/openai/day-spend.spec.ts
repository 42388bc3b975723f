import { afterEach, describe, expect, test } from '@jest/globals';
import { newEvent } from '@slotguard/contracts';
import { MemoryEventLog, type EventLog } from '@slotguard/event-log';
import { DaySpend } from './day-spend.js';

const business = { id: 'radiance', timeZone: 'America/New_York' };
const open: DaySpend[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((spend) => spend.close()));
});

class World {
  at = Date.parse('2025-11-17T10:00:00-05:00');
  readonly clock = { now: () => new Date(this.at) };
  readonly log = new MemoryEventLog({ clock: this.clock });
  #steps = 0;

  async step(tokens: number | undefined, of = business.id): Promise<void> {
    this.#steps += 1;
    const id = `step-utt-${this.#steps}-1`;
    const ref = { conversation: `talk-${this.#steps}`, channel: 'sms', writer: 'sms', correlation: id } as const;
    const usage = tokens === undefined ? {} : { usage: { model: 'm', inputTokens: tokens - 1, outputTokens: 1 } };
    const data = { turn: `utt-${this.#steps}`, step: 1, assistant: 'a', asks: 'other', final: true, ...usage } as const;
    await this.log.append(
      newEvent('AssistantStepped', { id, time: this.clock.now().toISOString(), business: of, ...ref }, data, {
        calls: [],
      }),
    );
  }

  spend(log: EventLog = this.log): DaySpend {
    const spend = new DaySpend({ log, business, clock: this.clock });
    open.push(spend);
    spend.start();
    return spend;
  }
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 2));
}

describe("a day's tokens", () => {
  test('are what the log has of today, of this business, from before and from now on', async () => {
    const world = new World();
    await world.step(100);
    world.at += 86_400_000;
    await world.step(20);
    await world.step(undefined);
    await world.step(1_000, 'elsewhere');
    const spend = world.spend();
    await until(() => spend.tokens === 20);
    await world.step(3);
    await until(() => spend.tokens === 23);
    world.at += 86_400_000;
    expect(spend.tokens).toBe(0);
    await world.step(7);
    await until(() => spend.tokens === 7);
  });
  test('another gateway counts the same', async () => {
    const world = new World();
    const [one, two] = [world.spend(), world.spend()];
    await world.step(50);
    await until(() => one.tokens === 50 && two.tokens === 50);
  });
  test('are counted while they are being asked for, and what was asked in vain stays counted', () => {
    const spend = new DaySpend({ log: new World().log, business, clock: new World().clock });
    const [first, second] = [spend.begin(100), spend.begin(200)];
    expect(spend.tokens).toBe(300);
    first(0);
    expect(spend.tokens).toBe(200);
    second(150);
    expect(spend.tokens).toBe(150);
  });
  test('are read on where a fault of the log broke off, each counted once', async () => {
    const world = new World();
    let isBroken = true;
    const log = new Proxy<EventLog>(world.log, {
      get: (target, key: keyof EventLog) => {
        const own = target[key];
        if (key !== 'follow') return typeof own === 'function' ? own.bind(target) : own;
        return async function* (options: Parameters<EventLog['follow']>[0]) {
          for await (const event of target.follow(options)) {
            yield event;
            if (!isBroken) continue;
            isBroken = false;
            throw new Error('broken off');
          }
        };
      },
    });
    const spend = world.spend(log);
    await world.step(5);
    await world.step(6);
    await until(() => spend.tokens === 11);
    await world.step(1);
    await until(() => spend.tokens === 12);
  });
});

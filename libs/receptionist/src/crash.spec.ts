import { describe, expect, test } from '@jest/globals';
import type { StoredEvent } from '@slotguard/contracts';
import type { Story } from '@slotguard/conversation';
import { findBreaches } from '@slotguard/conversation';
import type { EventLog } from '@slotguard/event-log';
import type { Assistant } from './assistant.js';
import type { Courier } from './courier.js';
import { ruleBasedAssistant } from './rule-based/rule-based-assistant.js';
import { Shop } from './testing/shop.js';
import { runTurn } from './turn.js';

const TALK = ['hi', 'botox tomorrow afternoon, how much is it?', 'something later', 'the first one', "it's Sam Miller"];
const BOOKED = ['botox tomorrow', '1', 'Sam'];

class Crash extends Error {}

/** Comes down at the nth place where it can: before and after everything that leaves a trace. */
class Fate {
  places = 0;
  constructor(private readonly at: number) {}
  place(): void {
    this.places += 1;
    if (this.places === this.at) throw new Crash(`at place ${this.at}`);
  }
}

function mortalLog(log: EventLog, fate: Fate): EventLog {
  const append: EventLog['append'] = async (event) => {
    fate.place();
    const appended = await log.append(event);
    fate.place();
    return appended;
  };
  return new Proxy(log, {
    get: (target, key: keyof EventLog) => {
      const own = key === 'append' ? append : target[key];
      return typeof own === 'function' ? own.bind(target) : own;
    },
  });
}

function mortalCourier(courier: Courier, fate: Fate): Courier {
  return {
    find: (message, known) => courier.find(message, known),
    send: async (message) => {
      fate.place();
      const delivery = await courier.send(message);
      fate.place();
      return delivery;
    },
  };
}

interface Told {
  readonly story: Story;
  readonly texts: readonly { readonly id: string; readonly text: string }[];
  readonly places: number;
  /** Steps that were asked for more than once although they stood in the log. */
  readonly askedAgain: readonly string[];
}

/** The whole talk, with one crash at this place, after which the turn is taken up again on the same log. */
async function talk(at: number, said: readonly string[] = TALK, before: readonly string[] = []): Promise<Told> {
  const shop = new Shop();
  for (const words of before) await shop.text(words);
  const fate = new Fate(at);
  const askedAgain: string[] = [];
  const assistant: Assistant = {
    name: ruleBasedAssistant.name,
    next: async (view) => {
      const id = `step-${view.answers.at(-1)}-${view.step}`;
      if ((await shop.story()).some((event) => event.id === id)) askedAgain.push(id);
      return ruleBasedAssistant.next(view);
    },
  };
  const deps = {
    ...shop.deps,
    assistant,
    log: mortalLog(shop.log, fate),
    courier: mortalCourier(shop.phone, fate),
  };
  for (const words of said) await answered(await shop.hear(words));
  const texts = shop.phone.received.map(({ id, text }) => ({ id, text }));
  return { story: await shop.story(), texts, places: fate.places, askedAgain };

  async function answered(utterance: StoredEvent): Promise<void> {
    try {
      await runTurn(utterance, deps);
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      await runTurn(utterance, deps);
    }
  }
}

describe('a crash between any two effects of a conversation', () => {
  test('ends in the same story, asks the assistant nothing again, and sends nothing twice', async () => {
    const whole = await talk(0);
    expect(whole.texts.at(-1)?.text).toContain('under that name');
    expect(whole.places).toBeGreaterThan(60);
    expect(findBreaches(whole.story)).toMatchObject({ breaches: [], owed: [] });
    for (let at = 1; at <= whole.places; at++) {
      const { story, texts, askedAgain } = await talk(at);
      expect({ at, texts }).toEqual({ at, texts: whole.texts });
      expect({ at, story }).toEqual({ at, story: whole.story });
      expect({ at, askedAgain }).toEqual({ at, askedAgain: [] });
    }
  }, 120_000);

  test.each([
    ['a cancellation', ['can I cancel?', 'yes'], "I've cancelled your Botox appointment"],
    ['a move', ['can we move it to friday at 3pm?', 'option 1'], "I've moved your Botox appointment"],
  ])(
    'in %s neither loses nor doubles anything: the same final story',
    async (_, said, last) => {
      const whole = await talk(0, said, BOOKED);
      expect(whole.texts.at(-1)?.text).toContain(last);
      expect(whole.places).toBeGreaterThan(20);
      for (let at = 1; at <= whole.places; at++) {
        const { story, texts, askedAgain } = await talk(at, said, BOOKED);
        expect({ at, texts }).toEqual({ at, texts: whole.texts });
        expect({ at, story }).toEqual({ at, story: whole.story });
        expect({ at, askedAgain }).toEqual({ at, askedAgain: [] });
        expect(findBreaches(story)).toMatchObject({ breaches: [], owed: [] });
      }
    },
    120_000,
  );

  test('two workers with the same turn tell one story, and every text arrives', async () => {
    const shop = new Shop();
    for (const words of TALK) {
      const utterance = await shop.hear(words);
      await Promise.all([runTurn(utterance, shop.deps), runTurn(utterance, shop.deps)]);
    }
    const alone = await talk(0);
    const ids = (story: Story): string[] => story.map(({ id }) => id).sort();
    expect(ids(await shop.story())).toEqual(ids(alone.story));
    expect(findBreaches(await shop.story())).toMatchObject({ breaches: [], owed: [] });
  });
});

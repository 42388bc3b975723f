import { describe, expect, test } from '@jest/globals';
import type { StoredEvent } from '@slotguard/contracts';
import { findBreaches } from '@slotguard/conversation';
import type { EventLog } from '@slotguard/event-log';
import { tellOrdered } from './tell-ordered.js';
import { radiance, Shop } from './testing/shop.js';
import type { TurnDeps } from './turn-deps.js';

const BOTOX = ['botox tomorrow', '1', 'Sam'];
const TOLD =
  'Your Botox appointment on November 18, 2025 at 9:00 AM has been cancelled by Radiance Med Spa. For another time, please reply here or call (518) 555-0134.';

async function booked(shop = new Shop()): Promise<Shop> {
  for (const words of BOTOX) await shop.text(words);
  return shop;
}
/** An operator orders it, and the calendar has done it; what the gateway gets to tell. */
async function orders(shop: Shop): Promise<StoredEvent> {
  const [{ id: appointment, slot } = { id: '', slot: undefined }] = (await shop.state()).appointments;
  await shop.operate('CancellationOrdered', 'cancel-1', { reason: 'Ana is ill' }, { appointment, slot });
  const event = await shop.log.get({ business: shop.business.id, conversation: 'talk', id: 'apt-cancel-1' });
  return event!;
}
const { phone: _, ...withoutPhone } = radiance();
const since = (shop: Shop, before: number): string[] => shop.phone.received.slice(before).map(({ text }) => text);
async function holds(shop: Shop): Promise<void> {
  expect(findBreaches(await shop.story())).toMatchObject({ breaches: [], owed: [] });
}

describe('what an operator has cancelled', () => {
  test('is told to the customer once, however often the gateway comes to it, and its reason is not', async () => {
    const shop = await booked();
    const before = shop.phone.received.length;
    const cancelled = await orders(shop);
    for (let i = 0; i < 3; i++) await tellOrdered(cancelled, shop.deps);
    expect(since(shop, before)).toEqual([TOLD]);
    expect((await shop.all('AssistantReplied')).at(-1)).toMatchObject({
      id: 'out-apt-cancel-1',
      causation: 'apt-cancel-1',
      data: { purpose: 'confirmation', turn: 'cancel-1', breaches: [] },
    });
    await holds(shop);
  });

  test('is told while a person attends, and the assistant stays silent', async () => {
    const shop = await booked();
    await shop.operate('ConversationTakenOver', 'takeover-1', { reason: 'asked for' });
    const before = shop.phone.received.length;
    await tellOrdered(await orders(shop), shop.deps);
    expect(since(shop, before)).toEqual([TOLD]);
    expect(await shop.text('what? why?')).toEqual([]);
    await holds(shop);
  });

  test('is told though a person takes over before it is sent', async () => {
    const shop = await booked();
    const cancelled = await orders(shop);
    shop.phone.next = 'fails';
    await expect(tellOrdered(cancelled, shop.deps)).rejects.toThrow('away');
    await shop.operate('ConversationTakenOver', 'takeover-1', { reason: 'asked for' });
    const before = shop.phone.received.length;
    await tellOrdered(cancelled, shop.deps);
    expect(since(shop, before)).toEqual([TOLD]);
    await holds(shop);
  });

  test('is not told again by the assistant, which knows that there is no appointment any more', async () => {
    const shop = await booked();
    await tellOrdered(await orders(shop), shop.deps);
    expect((await shop.text('when is my appointment?')).join()).toMatch(/don't have an upcoming appointment/);
    expect((await shop.text('cancel my appointment')).join()).not.toContain('cancelled');
    expect((await shop.text('botox tomorrow')).join()).toMatch(/^1\)/m);
    expect((await shop.text('1')).join()).toMatch(/^Perfect! I've booked/);
    await holds(shop);
  });

  test('hides no booking that the assistant has still to tell', async () => {
    const shop = await booked();
    const before = shop.phone.received.length;
    const cancelled = await orders(shop);
    await shop.text('botox on friday');
    const chosen = await shop.hear('1');
    // The notice goes out between the booking and its confirmation.
    const log = appending(shop, async (event) => {
      const appended = await shop.log.append(event);
      if (event.type === 'BookingRequested') await tellOrdered(cancelled, shop.deps);
      return appended;
    });
    await shop.answer(chosen, { log });
    expect(since(shop, before)).toContain(TOLD);
    expect(since(shop, before).at(-1)).toMatch(/^Perfect! I've booked your Botox appointment for November 21/);
    await holds(shop);
  });

  test('is not told to somebody who has opted out; it is the first thing to be said once they want texts again', async () => {
    const shop = await booked();
    await shop.write('CustomerOptedOut', 'optout-1', {}, {});
    const before = shop.phone.received.length;
    await tellOrdered(await orders(shop), shop.deps);
    expect(since(shop, before)).toEqual([]);
    expect(await shop.all('MessageFailed')).toMatchObject([
      { data: { message: 'out-apt-cancel-1', code: 'opted_out' } },
    ]);
    shop.at += 60_000;
    await shop.write('CustomerOptedIn', 'optin-1', {}, {});
    expect((await shop.text('hi'))[0]).toContain('has been cancelled by Radiance Med Spa.');
    expect((await shop.text('hello')).join()).not.toContain('cancelled');
    await holds(shop);
  });

  test('is told by nobody but the calendar, and what the customer cancelled is told by its own turn', async () => {
    const shop = await booked();
    const cancelled = await orders(shop);
    await expect(tellOrdered({ ...cancelled, writer: 'sms' }, shop.deps)).rejects.toThrow('nobody is told');
    const other = await booked();
    await other.text('cancel my appointment');
    const own = (await other.story()).find(({ type }) => type === 'AppointmentCancelled')!;
    const before = other.phone.received.length;
    await tellOrdered(own as unknown as StoredEvent, other.deps);
    expect(other.phone.received).toHaveLength(before);
  });

  test.each([
    ['a name with a time in it', radiance({ name: 'Studio 54 at 8' })],
    ['a name that a carrier cannot write', radiance({ name: 'Crème Brûlée “Spa”' })],
    ['no number to call', withoutPhone],
    [
      'a service named like a day',
      radiance({ services: [{ id: 'botox', name: 'Friday Glow', aliases: ['botox'], minutes: 30 }] }),
    ],
  ])('passes the gate with %s', async (_, business) => {
    const shop = await booked(new Shop({ business }));
    const before = shop.phone.received.length;
    await tellOrdered(await orders(shop), shop.deps);
    expect(since(shop, before)).toEqual([expect.stringContaining('has been cancelled by')]);
    expect((await shop.all('AssistantReplied')).at(-1)!.data.breaches).toEqual([]);
  });
});

/** The shop's log, with this in place of its `append`. */
function appending(shop: Shop, append: EventLog['append']): EventLog {
  return new Proxy(shop.log, {
    get: (target, key: keyof EventLog) => {
      const own = key === 'append' ? append : target[key];
      return typeof own === 'function' ? own.bind(target) : own;
    },
  });
}

test('a gateway that comes down anywhere while it tells says it at least once, and not twice where the carrier knows', async () => {
  for (let at = 1; at <= 6; at++) {
    const shop = await booked();
    const before = shop.phone.received.length;
    const cancelled = await orders(shop);
    let place = 0;
    const falls = (): void => {
      place += 1;
      if (place === at) throw new Error('the power is gone');
    };
    const log = appending(shop, async (event) => {
      falls();
      const appended = await shop.log.append(event);
      falls();
      return appended;
    });
    const courier: TurnDeps['courier'] = {
      find: shop.phone.find.bind(shop.phone),
      send: async (message) => {
        falls();
        const delivery = await shop.phone.send(message);
        falls();
        return delivery;
      },
    };
    await expect(tellOrdered(cancelled, { ...shop.deps, log, courier })).rejects.toThrow('power');
    await tellOrdered(cancelled, shop.deps);
    expect({ at, told: since(shop, before) }).toEqual({ at, told: [TOLD] });
    await holds(shop);
  }
});

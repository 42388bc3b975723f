import { describe, expect, test } from '@jest/globals';
import { toBusinessTime } from '@slotguard/business-time';
import * as kit from '@slotguard/channel-kit';
import { declineDocs, reasonDocs } from '@slotguard/contracts';
import type { AvailabilityNote, AvailabilityQuery, Channel, Slot } from '@slotguard/conversation';
import fc from 'fast-check';
import type { GateContext } from './gate.js';
import { passGate } from './gate.js';
import {
  asked,
  bookedBefore,
  bookingMore,
  business,
  facial,
  justBooked,
  listing,
  numbered,
  open,
  slotOn,
  tuesday,
  two,
  twoThirty,
} from './testing/gate-scenes.js';

const channels: readonly Channel[] = ['sms', 'email', 'voice'];
const breaches = (text: string, context: GateContext): readonly unknown[] => {
  const verdict = passGate(text, context);
  return verdict.ok ? [] : [text, verdict.breaches];
};
const appointment = (slot: Slot) => ({ id: slot.slotId, request: `req-${slot.slotId}`, slot });

describe.each(channels)('what is rendered from facts passes on %s', (channel) => {
  const on = (context: GateContext): GateContext => ({ ...context, channel });

  test('lists, whoever and whatever they have in common', () => {
    for (const slots of [[two], [two, twoThirty], [two, twoThirty, tuesday], [two, { ...two, resource: 'april' }]])
      for (const withResource of [true, false]) {
        const offers = numbered(...slots);
        const text = kit.renderOffers({ offers, business, channel, withResource, lead: 'Which one would you like?' });
        expect(breaches(text, on({ ...open, offers }))).toEqual([]);
      }
  });

  test('a list with the reason why it is another one than asked for', () => {
    const query: AvailabilityQuery = { service: 'botox', date: '2025-11-17', time: '16:00' };
    const notes: readonly AvailabilityNote[] = [
      'closed',
      'too_far_ahead',
      'time_passed',
      'fully_booked',
      'time_not_free',
      'unknown_service',
      'unknown_resource',
      'unavailable',
    ];
    for (const note of notes)
      for (const more of [true, false]) {
        const lead = kit.renderNote(note, query, { business, channel, more });
        const { offers } = listing;
        const text = more ? kit.renderOffers({ offers, business, channel, lead }) : lead;
        expect(breaches(text, on({ ...open, offers: more ? offers : [] }))).toEqual([]);
      }
  });

  test('the question which one is meant', () => {
    const meant = [
      { number: 2, slot: twoThirty },
      { number: 3, slot: tuesday },
    ];
    for (const offers of [meant, meant.slice(1)])
      expect(breaches(kit.renderWhichOne(offers, business, channel), on({ ...open, offers }))).toEqual([]);
  });

  test('confirmations and appointments', () => {
    const confirmation = kit.renderConfirmation(appointment(two), business, channel);
    expect(breaches(confirmation, on(justBooked))).toEqual([]);
    expect(breaches(confirmation, on(bookedBefore))).toEqual([]);
    expect(breaches(confirmation, on(open))).not.toEqual([]);
    expect(breaches(`${confirmation} What name should I put it under?`, on(justBooked))).toEqual([]);
    const told = kit.renderAppointments([appointment(two), appointment(facial)], business, channel);
    const state = { ...bookedBefore.state, appointments: [appointment(two), appointment(facial)] };
    expect(breaches(told, on({ ...bookedBefore, state }))).toEqual([]);
    expect(breaches(told, on(bookingMore))).not.toEqual([]);
    expect(breaches(kit.renderAppointments([], business, channel), on(asked))).toEqual([]);
    expect(breaches(kit.renderAppointments([], business, channel, true), on(asked))).toEqual([]);
  });

  test('every reason why something is not booked', () => {
    const reasons = [...Object.keys(reasonDocs), ...Object.keys(declineDocs), 'request_conflict', 'unavailable'];
    for (const reason of reasons) {
      const text = kit.formatErrorForChannel(reason as kit.BookingFault, channel);
      const context = reason === 'already_booked' ? bookedBefore : open;
      expect(breaches(text, on(context))).toEqual([]);
    }
  });

  test('what there is to know of the business', () => {
    const [botox] = business.services;
    const texts = [
      kit.renderHours(business, channel),
      kit.renderAddress(business),
      kit.renderPrices(business),
      kit.renderPrices(business, botox),
      kit.renderDurations(business),
      kit.renderProviders(business),
      kit.renderServices(business),
      ...business.services.map(kit.renderService),
      kit.renderHelp(business, channel),
      kit.renderGreeting(business),
      ...Object.values(business.facts),
    ];
    for (const text of texts) expect(breaches(text, on(asked))).toEqual([]);
    for (const text of texts) expect(breaches(`${text} See you on Monday at 2 PM.`, on(asked))).not.toEqual([]);
  });

  test('any list that a calendar may find, and no list with another time in it', () => {
    const quarterHours = fc.integer({ min: 0, max: 60 * 24 * 4 });
    const starts = fc.uniqueArray(quarterHours, { minLength: 1, maxLength: 4 });
    const slotAtQuarter = (n: number): Slot =>
      slotOn(toBusinessTime(Date.parse('2025-11-17T05:00:00Z') + n * 900_000, business.timeZone));
    fc.assert(
      fc.property(starts, fc.integer({ min: 0, max: 3 }), (quarters, i) => {
        const slots = [...quarters].sort((a, b) => a - b).map(slotAtQuarter);
        const offers = numbered(...slots);
        const text = kit.renderOffers({ offers, business, channel });
        expect(breaches(text, on({ ...asked, offers }))).toEqual([]);
        const other = slotAtQuarter(Math.max(...quarters) + 1);
        const changed = offers.map((offer, at) => (at === i % offers.length ? { ...offer, slot: other } : offer));
        expect(breaches(text, on({ ...asked, offers: changed }))).not.toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});

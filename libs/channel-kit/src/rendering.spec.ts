import { describe, expect, test } from '@jest/globals';
import { businessSchema } from '@slotguard/contracts';
import type { Channel, Slot } from '@slotguard/conversation';
import { slotAt } from '@slotguard/testing';
import { formatErrorForChannel } from './errors-for-channel.js';
import { renderAppointments, renderConfirmation } from './render-appointment.js';
import {
  renderAddress,
  renderDurations,
  renderGreeting,
  renderHelp,
  renderHours,
  renderPrices,
  renderProviders,
} from './render-business.js';
import { renderNote } from './render-note.js';
import { renderOffers, renderWhichOne } from './render-offers.js';

const day = ['09:00-18:00'];
const business = businessSchema.parse({
  id: 'radiance',
  name: 'Radiance Med Spa',
  phone: '(518) 555-0134',
  address: '214 Maple Avenue, Suite 3, Albany, NY 12203',
  services: [
    { id: 'botox', name: 'Botox', minutes: 30, price: '$12 per unit' },
    { id: 'facial', name: 'Facial', minutes: 60, price: '$140' },
    { id: 'consultation', name: 'Consultation', minutes: 15 },
  ],
  resources: [
    { id: 'dana', name: 'Dana Lee' },
    { id: 'kim', name: 'Kim Park', services: ['facial'] },
  ],
  hours: {
    monday: day,
    tuesday: day,
    wednesday: day,
    thursday: day,
    friday: day,
    saturday: ['09:00-12:00', '13:00-16:00'],
  },
});

const numbered = (...slots: Slot[]) => slots.map((slot, i) => ({ number: i + 1, slot }));
const on = (channel: Channel, ...slots: Slot[]): string =>
  renderOffers({ offers: numbered(...slots), business, channel });
const two = slotAt('14:00');
const twoThirty = slotAt('14:30');
const tomorrow = slotAt('', { start: '2025-11-17T09:00:00-05:00' });

describe('the list of openings', () => {
  test('a text says the day once and numbers the times', () => {
    expect(on('sms', two, twoThirty)).toBe('Botox on Sun, Nov 16:\n1) 2:00 PM\n2) 2:30 PM\nReply with a number.');
  });
  test('on several days each time has its day', () => {
    expect(on('sms', two, tomorrow)).toContain('1) Sun, Nov 16 2:00 PM\n2) Mon, Nov 17 9:00 AM');
  });
  test('two providers at the same hour are told apart by name', () => {
    expect(on('sms', two, slotAt('14:00', { resource: 'kim' }))).toContain(
      '1) 2:00 PM with Dana Lee\n2) 2:00 PM with Kim Park',
    );
  });
  test('whoever asked for a provider reads the name once', () => {
    const list = { offers: numbered(two, twoThirty), business, channel: 'sms', withResource: true } as const;
    expect(renderOffers(list)).toMatch(/^Botox on Sun, Nov 16 with Dana Lee:\n1\) 2:00 PM\n/);
  });
  test('a mail says the day in full', () => {
    expect(on('email', two, twoThirty)).toMatch(/^Botox on Sunday, November 16:\n1\) 2:00 PM\n2\) 2:30 PM\n/);
  });
  test('a call hears no numbers', () => {
    expect(on('voice', two, twoThirty)).toBe(
      'On Sunday, November 16 I have 2 PM or 2:30 PM for Botox. Which would you like?',
    );
  });
  test('a text stays within one segment, at the price of the hint', () => {
    const lead = "2:00 PM on Sun, Nov 16 isn't free. The nearest openings:";
    const days = ['17', '18', '19', '20'].map((d) => slotAt('', { start: `2025-11-${d}T09:00:00-05:00` }));
    const text = renderOffers({ offers: numbered(...days), business, channel: 'sms', lead });
    expect(text.length).toBeLessThanOrEqual(160);
    expect(text).not.toContain('Reply');
  });
});

describe('the question which one is meant', () => {
  test('it names what tells the candidates apart, with the numbers that they had', () => {
    const candidates = [
      { number: 2, slot: two },
      { number: 3, slot: twoThirty },
    ];
    expect(renderWhichOne(candidates, business, 'sms')).toBe('Did you mean 2:00 PM or 2:30 PM? Reply 2 or 3.');
    expect(renderWhichOne(candidates, business, 'sms', { bareNumbers: false })).toBe(
      'Did you mean 2:00 PM or 2:30 PM? Reply option 2 or option 3.',
    );
    expect(renderWhichOne(candidates.slice(0, 1), business, 'sms')).toBe(
      'Did you mean 2:00 PM? Reply YES, or tell me another time.',
    );
    expect(renderWhichOne(candidates, business, 'voice')).toBe('Did you mean 2 PM or 2:30 PM?');
  });
});

describe('what there is', () => {
  test('the confirmation says what and when, as each channel says it', () => {
    const appointment = { id: 'apt-1', request: 'req-1', slot: two };
    expect(renderConfirmation(appointment, business, 'voice')).toBe(
      "Perfect! I've booked your Botox appointment for 2 PM on November 16, 2025.",
    );
    expect(renderConfirmation(appointment, business, 'sms')).toBe(
      "Perfect! I've booked your Botox appointment for November 16, 2025 at 2:00 PM.",
    );
  });
  test('the appointments are told in order', () => {
    const of = (slot: Slot, id: string) => ({ id, request: id, slot });
    expect(renderAppointments([], business, 'sms')).toBe("You don't have an appointment with us yet.");
    expect(renderAppointments([], business, 'sms', true)).toBe("You don't have an appointment with us.");
    expect(renderAppointments([of(twoThirty, 'b'), of(two, 'a')], business, 'sms')).toMatch(/2:00 PM.*\n.*2:30 PM/);
  });
});

describe('why it is not what was asked for', () => {
  const note = (...[kind, asked]: [Parameters<typeof renderNote>[0], object]): string =>
    renderNote(kind, { service: 'botox', ...asked }, { business, channel: 'sms', more: true });
  test.each([
    ['closed', { date: '2025-11-16' }, "We're closed on Sun, Nov 16. The nearest openings:"],
    ['closed', { after: '2025-11-16T14:00:00-05:00' }, 'There is nothing later. The nearest openings:'],
    ['too_far_ahead', { date: '2026-11-16' }, 'We book up to 90 days ahead. The nearest openings:'],
    ['time_passed', { time: '14:00' }, '2:00 PM today is too soon or has passed. The nearest openings:'],
    [
      'time_not_free',
      { time: '14:00', date: '2025-11-17' },
      "2:00 PM on Mon, Nov 17 isn't free. The nearest openings:",
    ],
    ['fully_booked', { partOfDay: 'morning' }, 'We have nothing free in the morning. The nearest openings:'],
  ] as const)('%s, asked for %j', (kind, asked, text) => {
    expect(note(kind, asked)).toBe(text);
  });
  test('every reason has its sentence on every channel', () => {
    for (const channel of ['sms', 'email', 'voice'] as const)
      for (const reason of ['slot_taken', 'no_selection', 'opted_out', 'request_conflict'] as const)
        expect(formatErrorForChannel(reason, channel)).toMatch(/^[A-Z].*[.?]$/);
  });
});

describe('the business', () => {
  test('days with the same hours are said together, breaks and closed days too', () => {
    expect(renderHours(business, 'sms')).toBe(
      "We're open Mon to Fri 9:00 AM to 6:00 PM, Sat 9:00 AM to 12:00 PM and 1:00 PM to 4:00 PM; closed Sun.",
    );
    expect(renderHours(business, 'voice')).toContain('Monday to Friday 9 AM to 6 PM');
  });
  test('prices, durations and people come from the file, and nothing is guessed', () => {
    expect(renderPrices(business)).toBe('Botox: $12 per unit and Facial: $140.');
    expect(renderPrices(business, business.services[2])).toBe(
      "I don't have that price here. Please call (518) 555-0134.",
    );
    expect(renderDurations(business, business.services[1])).toBe('Facial takes 60 minutes.');
    expect(renderProviders(business, business.services[0])).toBe('You can see Dana Lee for Botox.');
    expect(renderAddress(business)).toContain('214 Maple Avenue');
  });
  test('help and greeting fit one segment', () => {
    expect(renderHelp(business, 'sms')).toContain('STOP');
    for (const text of [renderHelp(business, 'sms'), renderGreeting(business)])
      expect(text.length).toBeLessThanOrEqual(160);
  });
});

import { describe, expect, test } from '@jest/globals';
import { EVENT_VERSIONS } from '@slotguard/conversation';
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { businessSchema } from './business.js';
import { newEvent, parseEvent, parseNewEvent, UnreadableEvent } from './parse-event.js';
import type { NewStoredEvent, StoredEvent } from './stored-event.js';
import { upcast } from './upcasters.js';

const folder = join(import.meta.dirname, '../approved');
const approved = readdirSync(folder).map((file) => ({
  file,
  event: JSON.parse(readFileSync(join(folder, file), 'utf8')) as NewStoredEvent,
}));
const utterance = approved.find(({ file }) => file === 'UserUtterance.1.json')!.event;
const recorded = (event: NewStoredEvent): StoredEvent => ({
  ...event,
  position: 7,
  recordedAt: '2025-11-16T14:00:00Z',
});
const whyNot = (event: NewStoredEvent): unknown => {
  try {
    return parseNewEvent(event).type;
  } catch (error) {
    return error instanceof UnreadableEvent ? { why: error.why, paths: error.paths } : error;
  }
};

describe('events as they are stored', () => {
  test('there is an approved sample of every version of every type', () => {
    const versions = Object.entries(EVENT_VERSIONS).flatMap(([type, newest]) =>
      Array.from({ length: newest }, (_, i) => `${type}.${i + 1}.json`),
    );
    expect(approved.map(({ file }) => file).sort()).toEqual(versions.sort());
  });
  test.each(approved)('$file is read, and written back as it was', ({ event }) => {
    const { position, recordedAt, ...read } = parseEvent(recorded(event));
    expect(read).toEqual(event);
    expect([position, recordedAt]).toEqual([7, '2025-11-16T14:00:00Z']);
  });
  test.each(['00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'no trace at all'])(
    'the trace it was written in (%s) is no part of what an event says',
    (traceparent) => {
      expect(parseEvent(recorded({ ...utterance, traceparent }))).toEqual(parseEvent(recorded(utterance)));
    },
  );
  test('an unknown type and an unknown version are told apart from a malformed event', () => {
    expect(whyNot({ ...utterance, type: 'Sneezed' })).toEqual({ why: 'unknown_type', paths: [] });
    expect(whyNot({ ...utterance, type: 'constructor' })).toEqual({ why: 'unknown_type', paths: [] });
    expect(whyNot({ ...utterance, version: 99 })).toEqual({ why: 'unknown_version', paths: [] });
    expect(whyNot({ ...utterance, data: { source: 'telepathy' } })).toEqual({
      why: 'malformed',
      paths: ['data.source', 'data.beganAt'],
    });
  });
  test('an error names where the fault is and never what was written there', () => {
    const text = 'x'.repeat(200_000);
    expect(() => parseNewEvent({ ...utterance, personal: { text } })).toThrow(
      /^malformed: UserUtterance version 1 \(utt-SM1\) at personal.text$/,
    );
  });
  test.each(['a b', 'a.b', 'a*', 'a>', '', 'ü', 'a'.repeat(257)])('%j is no id', (id) => {
    expect(whyNot({ ...utterance, id })).toEqual({ why: 'malformed', paths: ['id'] });
  });
  test('what is not well formed is not made', () => {
    const { id, time, business, conversation, correlation } = utterance;
    const envelope = { id, time, business, conversation, correlation, channel: 'sms', writer: 'sms' } as const;
    const beganAt = '2025-11-16T14:00:00';
    expect(() => newEvent('UserUtterance', envelope, { source: 'message', beganAt }, { text: '' })).toThrow(
      UnreadableEvent,
    );
  });
  test('whatever a model or customer writes goes in and comes out the same', () => {
    const texts = fc.string({ unit: 'binary', maxLength: 1_600 });
    fc.assert(
      fc.property(texts, (text) => {
        const read = parseNewEvent({ ...utterance, personal: { text } });
        expect(read.personal).toEqual({ text });
      }),
    );
  });
});

describe('older versions', () => {
  test('are lifted step by step to the newest', () => {
    const steps = {
      'Sneezed/1': (event: NewStoredEvent) => ({ ...event, data: { ...event.data, loud: true } }),
      'Sneezed/2': (event: NewStoredEvent) => ({ ...event, data: { ...event.data, twice: false } }),
    };
    const first = { ...utterance, type: 'Sneezed', version: 1, data: {} };
    expect(upcast(first, steps)).toMatchObject({ version: 3, data: { loud: true, twice: false } });
  });
});

describe("a business's file", () => {
  const hours = { monday: ['09:00-18:00'] };
  const file = {
    id: 'spa',
    name: 'Spa',
    services: [{ id: 'botox', name: 'Botox', minutes: 30 }],
    resources: [{ id: 'dana', name: 'Dana' }],
    hours,
  };
  test('is Eastern unless it says otherwise', () => {
    expect(businessSchema.parse(file).timeZone).toBe('America/New_York');
  });
  test.each([
    ['a resource that gives an unknown service', { resources: [{ id: 'dana', name: 'Dana', services: ['facial'] }] }],
    ['time off of an unknown resource', { timeOff: [{ resource: 'kim', from: '2025-01-01', to: '2025-01-02' }] }],
    ['an unknown default service', { defaultService: 'facial' }],
    ['hours that end before they begin', { hours: { monday: ['18:00-09:00'] } }],
    ['a zone that does not exist', { timeZone: 'Mars/Olympus' }],
    ['a misspelt key', { adress: 'x' }],
  ])('with %s is refused', (_, fault) => {
    expect(businessSchema.safeParse({ ...file, ...fault }).success).toBe(false);
  });
});

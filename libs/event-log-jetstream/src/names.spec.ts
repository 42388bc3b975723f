import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { toMessage, toStored } from './cloud-event.js';
import { eventSubject, fromToken, namesIn, toToken } from './names.js';

/** Any string at all, half characters and control characters too. */
const anyName = fc.string({ unit: 'binary', maxLength: 40 });
const halves = fc.string({
  unit: fc.constantFrom('\ud800', '\udfff', 'a', '=', '.', '\u0000', '%', '"', '🦷'),
  maxLength: 20,
});
const name = fc.oneof(anyName, halves);

describe('names in subjects', () => {
  test('our own ids stand there as they are', () => {
    const ref = { business: 'radiance', conversation: 'c_9Xf-3', id: 'utt-SM0123abc' };
    expect(eventSubject(ref, 'sms')).toBe('conv.radiance.c_9Xf-3.sms.utt-SM0123abc');
  });

  test('every name is one legal token, and no two names share one', () => {
    fc.assert(
      fc.property(name, name, (a, b) => {
        expect(toToken(a)).toMatch(/^[\w=-]+$/);
        expect(fromToken(toToken(a))).toBe(a);
        expect(toToken(a) === toToken(b)).toBe(a === b);
      }),
    );
  });

  test('a subject gives back who wrote what where', () => {
    fc.assert(
      fc.property(name, name, name, name, (business, conversation, writer, id) => {
        const subject = eventSubject({ business, conversation, id }, writer);
        expect(namesIn(subject)).toEqual({ business, conversation, writer, id });
        expect(subject.split('.')).toHaveLength(5);
      }),
    );
  });

  test('a name that no subject could hold is refused, not cut', () => {
    expect(() => toToken('x'.repeat(901))).toThrow('too long for the log');
    expect(() => toToken('ü'.repeat(200))).toThrow(RangeError);
  });
});

describe('events as CloudEvents', () => {
  const event = {
    ...{ id: 'utt-1', type: 'UserUtterance', version: 2, time: '2025-11-16T09:00:00-05:00', business: 'radiance' },
    ...{ conversation: 'ann', channel: 'sms', writer: 'sms', correlation: 'utt-1', causation: 'utt-0' },
    ...{ data: { source: 'message' }, personal: { text: 'book me for botox' } },
  };

  test('everything but the body stands in headers, and nothing personal does', () => {
    const { headers, body } = toMessage(event, undefined);
    expect(Object.fromEntries([...headers].map(([key, [value]]) => [key, value]))).toEqual({
      'ce-specversion': '1.0',
      'ce-id': 'utt-1',
      'ce-source': '/radiance/ann',
      'ce-type': 'UserUtterance',
      'ce-time': '2025-11-16T09:00:00-05:00',
      'ce-version': '2',
      'ce-channel': 'sms',
      'ce-correlation': 'utt-1',
      'ce-causation': 'utt-0',
      'content-type': 'application/json',
    });
    expect(JSON.parse(body)).toEqual({ data: event.data, personal: event.personal });
  });

  test('headers hold any text, percent-encoded as CloudEvents has it', () => {
    const { headers } = toMessage({ ...event, correlation: 'Grüße "100%"', type: '🦷' }, undefined);
    expect(headers.get('ce-correlation')).toBe('Gr%C3%BC%C3%9Fe%20%22100%25%22');
    expect(headers.get('ce-type')).toBe('%F0%9F%A6%B7');
  });

  test('what is read is what was written, whatever the names', () => {
    fc.assert(
      fc.property(name, name, name, name, name, (id, type, correlation, causation, time) => {
        const odd = { ...event, id, type, correlation, causation, time };
        const { subject, headers, body } = toMessage(odd, undefined);
        const recordedAt = new Date('2025-11-16T14:00:00Z');
        const found = { subject, headers, body: new TextEncoder().encode(body), position: 7, recordedAt };
        expect(toStored(found, false)).toEqual({ ...odd, position: 7, recordedAt: recordedAt.toISOString() });
      }),
    );
  });
});

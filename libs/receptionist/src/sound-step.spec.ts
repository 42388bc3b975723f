import { describe, expect, test } from '@jest/globals';
import { newEvent } from '@slotguard/contracts';
import fc from 'fast-check';
import type { AssistantStep } from './assistant.js';
import { soundStep } from './sound-step.js';
import { turnLimits } from './turn-limits.js';

const sound = (answer: unknown) => soundStep(answer as AssistantStep, turnLimits);

describe('whatever an assistant answers', () => {
  test('it can be stored, and nothing of it throws', () => {
    const messy = fc.oneof(
      fc.anything({ withBigInt: true, withNullPrototype: true, withDate: true, withMap: true }),
      fc.record({
        calls: fc.oneof(
          fc.anything(),
          fc.array(fc.record({ tool: fc.constant('book_appointment'), args: fc.anything() })),
        ),
        say: fc.oneof(fc.anything(), fc.string({ unit: 'binary' })),
        asks: fc.anything(),
        final: fc.anything(),
        customerName: fc.anything(),
      }),
    );
    const envelope = {
      id: 'step-utt-1-1',
      time: '2025-11-17T10:00:00-05:00',
      business: 'radiance',
      conversation: 'talk',
      channel: 'sms',
      writer: 'sms',
      correlation: 'utt-1',
    } as const;
    fc.assert(
      fc.property(messy, (answer) => {
        const { data, personal } = sound(answer);
        const event = newEvent(
          'AssistantStepped',
          envelope,
          { turn: 'utt-1', step: 1, assistant: 'a', ...data },
          personal,
        );
        expect(JSON.stringify(event)).not.toMatch(/\\u0000|\\ud[89a-f]/i);
      }),
    );
  });
  test('unknown tools and too many calls are dropped, poisoned keys too', () => {
    const call = { tool: 'booking_status', args: JSON.parse('{"a":{"__proto__":{"b":1}},"c\\u0000":"\\u0000d"}') };
    const { calls } = sound({ calls: [{ tool: 'rm', args: {} }, ...Array.from({ length: 9 }, () => call)] }).personal;
    expect(calls).toEqual(Array.from({ length: 3 }, () => ({ tool: 'booking_status', args: { a: {}, c: 'd' } })));
  });
  test('arguments that go in circles are none', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    expect(sound({ calls: [{ tool: 'booking_status', args: circle }] }).personal.calls).toEqual([
      { tool: 'booking_status', args: {} },
    ]);
  });
  test('an answer with nothing in it ends the turn', () => {
    expect(sound(undefined).data.final).toBe(true);
    expect(sound({ say: ' ', final: false }).data.final).toBe(true);
  });
});

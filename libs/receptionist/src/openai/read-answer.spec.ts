import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Response } from 'openai/resources/responses/responses';
import { readAnswer } from './read-answer.js';

const read = (response: unknown) => readAnswer(response as Response);
const message = (...content: unknown[]) => ({ type: 'message', content });
const called = (name: unknown, args: unknown) => ({ type: 'function_call', call_id: 'c1', name, arguments: args });

describe('what a model answered', () => {
  test('is words, of as many parts as there are', () => {
    const parts = ['Hello ', 'there! '].map((text) => ({ type: 'output_text', text }));
    expect(read({ output: [{ type: 'reasoning' }, message(...parts)] })).toEqual({
      kind: 'words',
      say: 'Hello there!',
    });
  });
  test('is calls, without what was left out', () => {
    const args = '{"service":"botox","date":null,"customer":{"name":null,"phone":"1"},"__proto__":{"a":1}}';
    expect(read({ output: [called('check_availability', args)] })).toEqual({
      kind: 'calls',
      calls: [{ tool: 'check_availability', args: { service: 'botox', customer: { phone: '1' } } }],
    });
  });
  test.each([
    ['a tool that there is not', called('wire_money', '{}'), 'unknown_tool'],
    ['half a JSON text', called('booking_status', '{"a":'), 'malformed_arguments'],
    ['a list', called('booking_status', '[]'), 'malformed_arguments'],
    ['no text at all', called('booking_status', { a: 1 }), 'malformed_arguments'],
    ['more than anybody writes', called('booking_status', `{"a":"${'x'.repeat(9_000)}"}`), 'malformed_arguments'],
  ])('%s is told to it, and the good call beside it is not made', (_, call, error) => {
    const answer = read({ output: [call, called('booking_status', '{}')] });
    expect(answer.kind).toBe('unsound');
    const outputs = answer.kind === 'unsound' ? answer.calls.map(({ output }) => JSON.parse(output)) : [];
    expect(outputs).toMatchObject([{ error }, { error: 'not_run' }]);
  });
  test.each([
    ['a refusal', { output: [message({ type: 'refusal', refusal: 'no' })] }, 'refused'],
    ['nothing', { output: [] }, 'no_answer'],
    ['blanks', { output: [message({ type: 'output_text', text: ' \n' })] }, 'no_answer'],
    ['what was cut off', { status: 'incomplete', output: [called('booking_status', '{}')] }, 'no_answer'],
    ['a failure', { status: 'failed', output: [] }, 'failing'],
  ])('%s is no answer', (_, response, fault) => {
    expect(read(response)).toEqual({ kind: 'missing', fault });
  });
  test('whatever a server sends, nothing throws', () => {
    const item = fc.oneof(
      fc.anything(),
      fc.record({ type: fc.constantFrom('message', 'function_call'), content: fc.anything(), name: fc.anything() }),
      fc.record({
        type: fc.constant('function_call'),
        call_id: fc.string(),
        name: fc.string(),
        arguments: fc.anything(),
      }),
    );
    const response = fc.oneof(fc.anything(), fc.record({ output: fc.array(item), status: fc.anything() }));
    fc.assert(fc.property(response, (one) => ['calls', 'words', 'unsound', 'missing'].includes(read(one).kind)));
  });
});

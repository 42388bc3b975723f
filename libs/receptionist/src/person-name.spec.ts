import { describe, expect, test } from '@jest/globals';
import { readName, volunteeredName } from './person-name.js';

describe('the answer to "What name should I put it under?"', () => {
  test.each([
    ['Sam', 'Sam'],
    ['sam miller', 'Sam Miller'],
    ["It's Sam Miller.", 'Sam Miller'],
    ['my name is Ana-María', 'Ana-María'],
    ['put it under Jo Van Dyke please', 'Jo Van Dyke'],
    ["Name's O'Neil, thanks", "O'Neil"],
    ['Yes, Robin McKay', 'Robin McKay'],
    ['this is José', 'José'],
    ['April', 'April'],
  ])('"%s" is %s', (text, name) => {
    expect(readName(text)).toBe(name);
  });
  test.each([
    'thanks!',
    'skip',
    'later',
    'make it noon',
    'noon with maya',
    'half past nine',
    'three thirty',
    'fri',
    'no',
    'what time is it?',
    'actually tomorrow',
    'can you make it 3pm',
    '555-0134',
    'you are booked for tomorrow at nine in the morning',
    'Sam 2',
    '',
    'a'.repeat(200),
  ])('"%s" is none', (text) => {
    expect(readName(text)).toBeUndefined();
  });
  test('a provider alone is no customer, unless the customer is called so', () => {
    const providers = ['Maya Chen', 'Maya'];
    expect(readName('maya', providers)).toBeUndefined();
    expect(readName('Maya Chen please', providers)).toBeUndefined();
    expect(readName('my name is Maya', providers)).toBe('Maya');
    expect(readName('Maya Lopez', providers)).toBe('Maya Lopez');
  });
  test('a name given unasked is one only where it is called so', () => {
    expect(volunteeredName('botox tomorrow, my name is sam miller and I am new')).toBe('Sam Miller');
    expect(volunteeredName('this is urgent')).toBeUndefined();
  });
});

import { describe, expect, test } from '@jest/globals';
import { policyDifferences, withMode } from './change-policy.js';
import { defaultPolicy } from './policy.js';

describe('a channel that goes into another mode', () => {
  const before = defaultPolicy();
  const after = withMode(before, 'sms', 'shadow', 'policy-1');
  test('leaves the other channels, and its own other rules, as they are', () => {
    expect(policyDifferences(before, after)).toEqual([
      { field: 'channels.sms.mode', from: '"enforce"', to: '"shadow"' },
    ]);
    expect(after.version).toBe('policy-1');
  });
  test('and back again is as it was, under a new name', () => {
    const again = withMode(after, 'sms', 'enforce', 'policy-2');
    expect(policyDifferences(before, again)).toEqual([]);
    expect(again).toEqual({ ...before, version: 'policy-2' });
  });
  test('keeps what this version does not know yet', () => {
    const later = { ...before, greeting: { ask: 'never' } };
    expect(withMode(later, 'voice', 'shadow', 'policy-1')).toMatchObject({ greeting: { ask: 'never' } });
    expect(policyDifferences(before, later)).toEqual([{ field: 'greeting.ask', from: undefined, to: '"never"' }]);
  });
});

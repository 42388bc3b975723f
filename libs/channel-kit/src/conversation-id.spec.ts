import { describe, expect, test } from '@jest/globals';
import { conversationIdFor } from './conversation-id.js';

const key = 'k'.repeat(32);
const thread = ['+15185550199', '+15185550100'];
const id = conversationIdFor({ key, channel: 'sms', thread });

describe("a conversation's id", () => {
  test('is the same for the same two numbers, on every gateway and for ever', () => {
    expect(conversationIdFor({ key, channel: 'sms', thread: [...thread] })).toBe(id);
    expect(id).toBe('no2wq5wz73pdmuxzovkfnpynae');
  });
  test('shows nothing of the numbers', () => {
    expect(id).toMatch(/^[a-z2-7]{26}$/);
  });
  test.each([
    ['another key', { key: 'j'.repeat(32) }],
    ['another channel', { channel: 'voice' as const }],
    ['the numbers the other way round', { thread: thread.toReversed() }],
    ['numbers that only run into the same digits', { thread: ['+151855501', '99+15185550100'] }],
  ])('%s makes another one', (_, other) => {
    expect(conversationIdFor({ key, channel: 'sms', thread, ...other })).not.toBe(id);
  });
});

import { describe, expect, test } from '@jest/globals';
import * as kit from '@slotguard/channel-kit';
import type { Channel } from '@slotguard/conversation';
import { passGate } from './gate.js';
import { bookedBefore, business, facial, open, tuesday, two } from './testing/gate-scenes.js';

const channels: readonly Channel[] = ['sms', 'email', 'voice'];
const appointment = { id: 'apt-1', request: 'req-1', slot: two };

describe.each(channels)('what is said of changes on %s', (channel) => {
  const cancelled = kit.renderCancellation(two, business, channel);
  const moved = kit.renderMove(two, tuesday, business, channel);
  const after = { ...open, channel };

  test('passes when it happened and was not told yet, in the words of code', () => {
    for (const text of [cancelled, moved]) {
      expect(passGate(text, { ...after, changed: [text] }).ok).toBe(true);
      expect(passGate(`${text} What other day or time would suit you?`, { ...after, changed: [text] }).ok).toBe(true);
    }
  });
  test('does not pass when it did not happen, or otherwise than it is said', () => {
    for (const text of [cancelled, moved]) {
      expect(passGate(text, after).ok).toBe(false);
      expect(passGate(text, { ...after, changed: [kit.renderCancellation(facial, business, channel)] }).ok).toBe(false);
      expect(passGate(`${text} ${text}`, { ...after, changed: [text] }).ok).toBe(false);
      expect(passGate(`${text} I've cancelled the facial too.`, { ...after, changed: [text] }).ok).toBe(false);
    }
  });
  test('a question whether it shall be cancelled, and which one is meant, passes', () => {
    const context = { ...bookedBefore, channel };
    const [own] = bookedBefore.state.appointments;
    const asked = kit.renderCancelQuestion(own ?? appointment, business, channel);
    expect(passGate(asked, context).ok).toBe(true);
    expect(asked).not.toMatch(/\b(CANCEL|STOP|END|QUIT)\b/);
    const which = kit.renderWhichAppointment(bookedBefore.state.appointments, 'move', business, channel);
    expect(passGate(which, context).ok).toBe(true);
  });
});

import type { Policy } from '@slotguard/conversation';
import { defaultPolicy } from '@slotguard/conversation';
import type { EventLog } from '@slotguard/event-log';
import { SlotSelection } from '@slotguard/guard';

/** Watches first: `shadow` lets through what was not chosen, too, and records what `enforce` would have said. */
export function shadowGuard(log: EventLog): SlotSelection {
  const enforcing = defaultPolicy('America/New_York');
  const watched = { ...enforcing.channels.voice, mode: 'shadow' as const };
  const policy: Policy = { ...enforcing, version: 'voice-shadow', channels: { ...enforcing.channels, voice: watched } };
  return new SlotSelection(log, policy);
}

/** Then decides. */
export function enforcingGuard(log: EventLog): SlotSelection {
  return new SlotSelection(log, defaultPolicy('America/New_York'));
}

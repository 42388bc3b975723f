import type { StoredEvent } from '@slotguard/contracts';
import type { ConversationEvent, Recorded } from '@slotguard/conversation';
import type { Metrics } from './metrics.js';

/** Counts an event that was just added to the log. `requestOf` finds what a decision is about. */
export function countEvent(
  metrics: Metrics,
  stored: StoredEvent,
  requestOf: (id: string) => Promise<StoredEvent | undefined>,
): void {
  // Whoever appends makes events with `newEvent`, which has checked this one: its values are those of the domain's lists.
  const event = stored as Recorded<ConversationEvent>;
  const { channel } = event;
  switch (event.type) {
    case 'SlotSelected':
      return metrics.count('verdicts', { channel, verdict: 'selected' });
    case 'NoSlotSelected':
      return metrics.count('verdicts', { channel, verdict: event.data.why });
    case 'CancellationApproved':
    case 'RescheduleApproved':
    case 'BookingApproved': {
      const { mode, wouldReject } = event.data;
      metrics.count('decisions', { channel, outcome: 'approved', reason: 'none', mode });
      if (wouldReject) metrics.count('wouldReject', { channel, reason: wouldReject });
      return timeDecision(metrics, stored, requestOf(event.data.request));
    }
    case 'CancellationRejected':
    case 'RescheduleRejected':
    case 'BookingRejected': {
      const { mode, reason } = event.data;
      metrics.count('decisions', { channel, outcome: 'rejected', reason, mode });
      return timeDecision(metrics, stored, requestOf(event.data.request));
    }
    case 'AppointmentBooked':
      return metrics.count('appointments', { channel, outcome: 'booked', reason: 'none' });
    case 'AppointmentCancelled':
      return metrics.count('appointments', { channel, outcome: 'cancelled', reason: 'none' });
    case 'AppointmentRescheduled':
      return metrics.count('appointments', { channel, outcome: 'rescheduled', reason: 'none' });
    case 'ChangeDeclined':
    case 'AppointmentDeclined':
      return metrics.count('appointments', { channel, outcome: 'declined', reason: event.data.reason });
    case 'HoldPlaced':
      return metrics.count('holds', { channel, outcome: 'placed', reason: 'none' });
    case 'HoldRefused':
      return metrics.count('holds', { channel, outcome: 'refused', reason: event.data.reason });
    case 'HoldReleased':
      return metrics.count('holds', { channel, outcome: 'released', reason: event.data.why });
    case 'MessageSent':
      return metrics.count('messages', { channel, outcome: event.data.status });
    case 'MessageFailed':
      return metrics.count('messages', { channel, outcome: 'failed' });
    case 'AssistantReplied':
      for (const breach of event.data.breaches) metrics.count('breaches', { channel, breach });
      return;
    case 'AssistantStepped': {
      const { usage, fallback } = event.data;
      if (usage) metrics.count('modelTokens', { channel, direction: 'input' }, usage.inputTokens);
      if (usage) metrics.count('modelTokens', { channel, direction: 'output' }, usage.outputTokens);
      if (fallback) metrics.count('fallbacks', { channel, fault: fallback });
      return;
    }
    default:
      return;
  }
}

/** Nobody waits for this, and a log that does not answer now costs a figure, nothing else. */
function timeDecision(metrics: Metrics, decision: StoredEvent, request: Promise<StoredEvent | undefined>): void {
  request.then(
    (asked) => {
      if (asked === undefined) return;
      const ms = Date.parse(decision.recordedAt) - Date.parse(asked.recordedAt);
      metrics.observe('decisionSeconds', { channel: decision.channel }, ms / 1_000);
    },
    () => undefined,
  );
}

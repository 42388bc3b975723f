import { toBusinessTime } from '@slotguard/business-time';
import { newEvent, type Envelope } from '@slotguard/contracts';
import { releaseId, type HoldEvent } from '@slotguard/conversation';
import type { HoldRow } from './database/hold.entity.js';

/** What the row says of the choice, as the event that it is owed: the same from every instance, at any time. */
export function answerEvent(row: HoldRow, timeZone: string): HoldEvent {
  const { id, verdict, slot, refused, until } = row;
  const envelope = envelopeOf(row, id, row.decidedAt, verdict, timeZone);
  if (refused !== null) return newEvent('HoldRefused', envelope, { verdict, slot, reason: refused }, {});
  const data = { hold: id, verdict, slot, until: toBusinessTime(until as Date, timeZone) };
  return newEvent('HoldPlaced', envelope, data, {});
}

/** How it ended, at the time when it did: an expiry that is noticed late happened then all the same. */
export function releaseEvent(row: HoldRow, timeZone: string): HoldEvent {
  const { id, why, cause, liveUntil } = row;
  if (why === null || cause === null) throw new Error(`${id} has not ended`);
  const envelope = envelopeOf(row, releaseId(id), liveUntil as Date, cause, timeZone);
  return newEvent('HoldReleased', envelope, { hold: id, why }, {});
}

function envelopeOf(row: HoldRow, id: string, at: Date, causation: string, timeZone: string): Envelope {
  const { business, conversation, channel, correlation } = row;
  const time = toBusinessTime(at, timeZone);
  return { id, time, business, conversation, channel, writer: 'calendar', correlation, causation };
}

import type { NewStoredEvent, StoredEvent } from '@slotguard/contracts';

/** `bigint` arrives as text. */
export interface EventRow {
  readonly position: string;
  readonly recorded_at: Date;
  readonly body: string;
}

export function toStored(row: EventRow): StoredEvent {
  return {
    ...(JSON.parse(row.body) as NewStoredEvent),
    position: Number(row.position),
    recordedAt: row.recorded_at.toISOString(),
  };
}

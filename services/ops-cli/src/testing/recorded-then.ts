/** Run on a database whose pinned story is told in another year: its log recorded each event when it happened, for verify looks at both. */
export const RECORDED_THEN = "update event_log.event set recorded_at = (body::jsonb ->> 'time')::timestamptz";

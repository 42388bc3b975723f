/** An event as adapters move it: the envelope is typed, `data` and `personal` are not looked into. `parseEvent` in contracts does that. */
export interface StoredEvent {
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly time: string;
  readonly business: string;
  readonly conversation: string;
  readonly channel: string;
  readonly writer: string;
  readonly correlation: string;
  readonly causation?: string;
  /**
   * The W3C trace context that it was written in, for whoever watches: no part of what happened. The domain never sees it, no decision or
   * comparison looks at it, and one that is malformed counts as none.
   */
  readonly traceparent?: string;
  readonly data: object;
  readonly personal: object;
  readonly position: number;
  readonly recordedAt: string;
}

/** An event on its way into the log, which adds its place and the time. */
export type NewStoredEvent = Omit<StoredEvent, 'position' | 'recordedAt'>;

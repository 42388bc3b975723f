/** What can go wrong at Twilio, or between it and us. */
export type Fault =
  /** An answer of this status. `stored`: it was done all the same. 429 is never. */
  | { readonly kind: 'status'; readonly status: 429 | 500 | 502 | 503; readonly stored?: boolean }
  /** The text is refused for good: 21211 no such number, 21614 no mobile, 30007 filtered. */
  | { readonly kind: 'refuse'; readonly code: number }
  /** The connection breaks, before or after the text was stored. */
  | { readonly kind: 'drop'; readonly when: 'before' | 'after' }
  /** The text is stored at once and the answer comes late. */
  | { readonly kind: 'delay'; readonly ms: number };

export type Call = 'create' | 'list' | 'fetch' | 'numbers' | 'service' | 'service-numbers';

/** Faults that wait for their calls; each is used up by one. */
export class Faults {
  private readonly waiting: { readonly fault: Fault; readonly on: Call }[] = [];

  add(fault: Fault, on: Call, times: number): void {
    for (let i = 0; i < times; i++) this.waiting.push({ fault, on });
  }

  take(call: Call): Fault | undefined {
    const index = this.waiting.findIndex(({ on }) => on === call);
    return index === -1 ? undefined : this.waiting.splice(index, 1)[0]?.fault;
  }

  clear(): void {
    this.waiting.length = 0;
  }
}

import type { Courier, Delivery, Found, OutgoingText } from '../courier.js';

/** The customer's phone and the carrier before it: keeps what arrived, and says of a text whether it did. */
export class PocketPhone implements Courier {
  readonly received: OutgoingText[] = [];
  /** What the next sending does instead of arriving. */
  next: 'arrives' | 'refused' | 'fails' = 'arrives';
  /** How often `find` does not know before it does. */
  unsure = 0;
  found = 0;

  async send(message: OutgoingText): Promise<Delivery> {
    const { next } = this;
    this.next = 'arrives';
    if (next === 'refused') return { kind: 'refused', code: '21610' };
    if (next === 'fails') throw Object.assign(new Error('the carrier is away'), { retryable: true });
    this.received.push(message);
    return { kind: 'sent', providerId: providerId(message) };
  }

  async find(message: OutgoingText): Promise<Found> {
    this.found += 1;
    if (this.unsure > 0) {
      this.unsure -= 1;
      return { kind: 'unknown' };
    }
    const arrived = this.received.find(({ id }) => id === message.id);
    return arrived ? { kind: 'sent', providerId: providerId(arrived) } : { kind: 'absent' };
  }
}

function providerId({ id }: OutgoingText): string {
  return `SM-${id}`;
}

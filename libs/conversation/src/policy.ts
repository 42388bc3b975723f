import type { NamedThing } from '@slotguard/choice';
import type { Channel } from './events.js';

/** The rules in force on one channel. */
export interface ChannelPolicy {
  /** `shadow` approves as without a guard and records what enforcing would have said, but nothing that is barred (`BARRING_REASONS`). */
  readonly mode: 'enforce' | 'shadow';
  /** How long an offer, and a choice, stays good, by conversation time. */
  readonly offerTtlMs: number;
  /** `require` approves only what is known to have been shown to the customer. */
  readonly presentation: 'prefer' | 'require';
  /** Repair "14:00Z" for 2 PM local, towards the selected slot only. */
  readonly repairMislabelledOffset: boolean;
  /** Two lists sent closer together than this may have crossed with the reply. */
  readonly crossingMs: number;
}

export interface Policy {
  /** Named in every decision; behind a `+` a digest of the names, where they are the business file's. */
  readonly version: string;
  /** The business's IANA zone: times without an offset are meant there. */
  readonly timeZone: string;
  readonly channels: Readonly<Record<Channel, ChannelPolicy>>;
  /** What customers call services and providers, each by its id as `name`. Recorded with the policy: it bears on what a reply chooses. */
  readonly names?: {
    readonly services: readonly NamedThing[];
    readonly resources: readonly NamedThing[];
  };
}

/** A version without the digest of names: what an operator calls it. */
export function policyName(version: string): string {
  return version.replace(/\+.*$/, '');
}

const minutes = (n: number): number => n * 60_000;
const hours = (n: number): number => minutes(n * 60);

const base = { mode: 'enforce', presentation: 'prefer', repairMislabelledOffset: true, crossingMs: 10_000 } as const;

/** In force until the first `PolicyChanged`: calls last minutes, texts hours, mails a day. */
export function defaultPolicy(timeZone = 'America/New_York'): Policy {
  return {
    version: 'default-1',
    timeZone,
    channels: {
      voice: { ...base, offerTtlMs: minutes(15) },
      sms: { ...base, offerTtlMs: hours(4) },
      email: { ...base, offerTtlMs: hours(24) },
    },
  };
}

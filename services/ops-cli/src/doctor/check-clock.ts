import { askHttp } from './ask-http.js';
import { findingsOf, type Finding } from './finding.js';

const { good, bad, doubt, notSet } = findingsOf('clock');

/** Where the guard stops approving (`clock_in_doubt`). */
const GUARD_STOPS_MS = 30_000;
/** Well below that, and more than any network takes. */
const APART_MAX_MS = 5_000;
const MEND = 'Let this machine and that server keep their time by NTP (timedatectl).';

/** Of whom, and how much later our clock was; undefined when it was not told. */
export interface ClockSeen {
  readonly of: string;
  readonly aheadMs: number | undefined;
}

/** This machine's clock beside those that it must agree with. `embedded`: a database answers that goes by this very clock, and so proves nothing. */
export function checkClock(seen: readonly ClockSeen[], { embedded = false } = {}): readonly Finding[] {
  const told = seen.filter(({ aheadMs }) => aheadMs !== undefined);
  if (told.length === 0) {
    const why = embedded
      ? 'the embedded Postgres goes by this one, and there is no bus and no Twilio account'
      : 'no database, no bus, no Twilio account';
    return [notSet('time', `There is no other clock to compare this one with: ${why}.`, 'Nothing yet.')];
  }
  return seen.map(({ of, aheadMs }) => {
    if (aheadMs === undefined) return doubt(of, `The time of ${of} was not told.`, 'See what is said of it here.');
    const apart = Math.abs(aheadMs);
    if (apart <= APART_MAX_MS) return good(of, `This machine's clock and that of ${of} agree.`);
    const says = `This machine's clock is ${inWords(apart)} ${aheadMs > 0 ? 'ahead of' : 'behind'} that of ${of}.`;
    const stops = apart >= GUARD_STOPS_MS ? ' The guard approves nothing like this (clock_in_doubt).' : '';
    return bad(of, `${says}${stops}`, MEND);
  });
}

function inWords(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  return seconds < 120 ? `${seconds} seconds` : `${Math.round(seconds / 60)} minutes`;
}

/** How much later our clock was than the NATS server's, by its monitoring; undefined when that does not tell. */
export async function aheadOfNats(monitorUrl: string): Promise<number | undefined> {
  const asked = Date.now();
  const answer = await askHttp(new URL('/varz', monitorUrl).href);
  const heard = Date.now();
  const { now } = (answer.ok ? (answer.body ?? {}) : {}) as { readonly now?: unknown };
  const theirs = typeof now === 'string' ? Date.parse(now) : NaN;
  return Number.isNaN(theirs) ? undefined : (asked + heard) / 2 - theirs;
}

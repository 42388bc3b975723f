/** What is killed: one instance of a service, or a server. */
export const VICTIMS = ['sms-gateway', 'booking-guard', 'calendar', 'nats', 'postgres'] as const;
export type Victim = (typeof VICTIMS)[number];

export interface Blow {
  /** `stop`: halted (SIGSTOP) for longer than the others wait for it, and then let go on. */
  readonly kind: 'kill' | 'stop';
  readonly victim: Victim;
  /** Of a service; servers have one. */
  readonly instance: number;
  /** After the one before, which has had a few seconds to come back. */
  readonly pauseMs: number;
}

export interface Customer {
  readonly phone: string;
  readonly name: string;
  /** Begins to text this long after the blow of this number was announced. */
  readonly afterBlow: number;
  readonly delayMs: number;
  readonly wish: Wish;
  /** Says hello first, without waiting for an answer. */
  readonly greets: boolean;
}

export interface Wish {
  readonly daysAhead: number;
  readonly hour: number;
  /** Index of the provider who is asked for: those who ask for the same one at the same time fight for one slot. */
  readonly provider?: number;
}

export interface Plan {
  readonly seed: number;
  readonly blows: readonly Blow[];
  readonly customers: readonly Customer[];
}

export interface PlanSize {
  readonly seed: number;
  readonly conversations: number;
  readonly kills: number;
}

export const INSTANCES = 2;
export const PROVIDERS = 8;
/** The first and the last hour that somebody asks for. */
export const HOURS = [8, 19] as const;
const DAYS = [7, 60] as const;
/** Every third customer wants what three others want in the same moment. */
const RIVALS = 4;
const FIGHTS_SHARE = 1 / 3;
const GREETS_SHARE = 1 / 8;
const PAUSE_MS = [1_500, 4_000] as const;
const ARRIVE_WITHIN_MS = 3_000;
/** One in so many blows only halts a guard. */
const STOP_EVERY = 15;

/** Who says what, and what is killed when: follows from the seed alone. */
export function planFor({ seed, conversations, kills }: PlanSize): Plan {
  const random = randomFrom(seed);
  const blows = blowsFor(kills, random);
  return { seed, blows, customers: customersFor(conversations, blows.length, random) };
}

type Random = (from: number, to: number) => number;

function blowsFor(kills: number, random: Random): Blow[] {
  const blow = (kind: Blow['kind'], victim: Victim): Blow => {
    return { kind, victim, instance: random(0, INSTANCES - 1), pauseMs: random(...PAUSE_MS) };
  };
  const blows: Blow[] = [];
  for (let round: Victim[] = []; blows.length < kills;) {
    // Everybody once in each round, so that all are killed alike.
    if (round.length === 0) round = [...VICTIMS];
    const [victim] = round.splice(random(0, round.length - 1), 1);
    blows.push(blow('kill', victim as Victim));
  }
  for (let i = Math.ceil(kills / STOP_EVERY); i > 0; i--)
    blows.splice(random(0, blows.length), 0, blow('stop', 'booking-guard'));
  return blows;
}

/** They come as evenly as the blows do, so that each hits a busy system. */
function customersFor(count: number, blows: number, random: Random): Customer[] {
  const isTrue = (share: number): boolean => random(0, 9_999) < share * 10_000;
  let wish: Wish | undefined;
  return Array.from({ length: count }, (_, i) => {
    if (i % RIVALS === 0)
      wish = isTrue(FIGHTS_SHARE) ? { ...wishFor(random), provider: random(0, PROVIDERS - 1) } : undefined;
    return {
      phone: `+1555${String(2_000_000 + i)}`,
      name: `${GIVEN[random(0, GIVEN.length - 1)]} ${FAMILY[random(0, FAMILY.length - 1)]}`,
      afterBlow: Math.floor(((i - (i % RIVALS)) * blows) / count),
      delayMs: random(0, ARRIVE_WITHIN_MS),
      wish: wish ?? wishFor(random),
      greets: isTrue(GREETS_SHARE),
    };
  });
}

function wishFor(random: Random): Wish {
  return { daysAhead: random(...DAYS), hour: random(...HOURS) };
}

const GIVEN = ['Alex', 'Blake', 'Casey', 'Drew', 'Emery', 'Finley', 'Harper', 'Jordan', 'Morgan', 'Taylor'];
const FAMILY = ['Abbott', 'Barnes', 'Carver', 'Dalton', 'Ellis', 'Foster', 'Graves', 'Holt', 'Mercer', 'Sutton'];

/** Whole numbers, both ends included; the same ones for the same seed (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return (from, to) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return from + (((mixed ^ (mixed >>> 14)) >>> 0) % (to - from + 1));
  };
}

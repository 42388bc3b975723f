import { availableParallelism } from 'node:os';
import { hits, textsTwice } from './findings.js';
import { VICTIMS } from './plan.js';
import type { Outcome } from './run-chaos.js';
import { paidForHalted } from './strike.js';

/** What a run has shown, for people. */
export function reportOf(outcome: Outcome): string {
  const { seed, struck, endings, carrier, watch, verified, tookMs } = outcome;
  const ended = (how: string): number => endings.filter((ending) => ending.how === how).length;
  const count = (type: string): number => watch.events.filter((event) => event.type === type).length;
  const hit = hits(outcome);
  const rows = VICTIMS.flatMap((victim) => {
    const mine = struck.flatMap((one, i) =>
      one.blow.kind === 'kill' && one.blow.victim === victim ? [{ ...one, ...hit[i] }] : [],
    );
    if (mine.length === 0) return [];
    const inFlight = mine.filter((one) => one.hit);
    return [
      `  ${victim.padEnd(13)} ${String(mine.length).padStart(3)} kills, ${String(inFlight.length).padStart(3)} hit work in flight; ` +
        `back after ${spread(mine.map(({ backMs }) => backMs))}; the work hit was done after ${spread(inFlight.map(({ waitedMs = 0 }) => waitedMs))}`,
    ];
  });
  const stops = struck.filter(({ blow }) => blow.kind === 'stop');
  const paid = stops.flatMap((one) => paidForHalted(one, watch.debts));
  return [
    `seed ${seed}: ${endings.length} conversations, ${struck.length - stops.length} kills, ${Math.round(tookMs / 1_000)} s, load ${Math.max(...struck.map(({ load }) => load)).toFixed(0)} on ${availableParallelism()} cores`,
    ...rows,
    `  a guard halted ${stops.length} times: the others paid ${paid.length} debts of its meanwhile`,
    `  ${carrier.accepted.length} webhooks taken, ${carrier.refused} times tried again; ${watch.events.length} events`,
    `  ${ended('booked')} customers booked, ${ended('told')} told that they have nothing, ${ended('stuck')} stuck; ` +
      `${count('BookingApproved')} approvals, ${count('AppointmentBooked')} booked, ${count('AppointmentDeclined')} declined`,
    `  texts that a customer got twice: ${textsTwice(outcome)}`,
    `  slotguard verify: ${verified.ok ? 'everything holds' : `${verified.breaches.length} breaches`}, ${verified.owed.length} still owed`,
  ].join('\n');
}

function spread(ms: readonly number[]): string {
  if (ms.length === 0) return '–';
  const sorted = ms.toSorted((a, b) => a - b);
  const seconds = (value: number | undefined): string => ((value ?? 0) / 1_000).toFixed(1);
  return `${seconds(sorted[Math.floor(sorted.length / 2)])} s (at most ${seconds(sorted.at(-1))} s)`;
}

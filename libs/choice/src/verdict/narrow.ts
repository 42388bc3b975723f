import type { Reading, Said } from '../reading/reading.js';
import { dimensionOf } from '../reading/take-back.js';
import { fitOf, instant, type Fit, type FitContext } from './fit.js';

export interface Candidate {
  readonly index: number;
  readonly fit: Fit;
}
export type Narrowed =
  | { readonly kind: 'fits'; readonly fits: readonly Candidate[] }
  /** Something was named that no offer has, or days and hours that no offer has together. */
  | { readonly kind: 'foreign' }
  /** Each mention fits an offer, but not the same one. */
  | { readonly kind: 'torn'; readonly candidates: readonly number[] };

/** Mentions of the same dimension widen each other ("2pm or 3pm"), those of different ones narrow. */
export function narrow(chosen: readonly Said[], context: FitContext): Narrowed {
  const groups = new Map<string, Fit[][]>();
  for (const said of chosen) {
    const row = context.facts.map((fact) => fitOf(said.meaning, fact, context));
    if (row.every((fit) => fit === 0)) return { kind: 'foreign' };
    const group = groupOf(said);
    const rows = groups.get(group);
    if (rows === undefined) groups.set(group, [row]);
    else rows.push(row);
  }
  const widened = [...groups.values()].map((rows) =>
    context.facts.map((_, i) =>
      rows.reduce<Fit>((most, row) => (row[i] === 2 || most === 2 ? 2 : row[i] === 1 ? 1 : most), 0),
    ),
  );
  const fits = context.facts.flatMap(({ index }, i): Candidate[] => {
    const fit = widened.reduce<Fit>((least, row) => ((row[i] ?? 0) < least ? (row[i] ?? 0) : least), 2);
    return fit === 0 ? [] : [{ index, fit }];
  });
  if (fits.length > 0) return { kind: 'fits', fits };
  if (!groups.has('place') && !groups.has('service') && !groups.has('resource')) return { kind: 'foreign' };
  return {
    kind: 'torn',
    candidates: context.facts.filter((_, i) => widened.some((row) => (row[i] ?? 0) > 0)).map(({ index }) => index),
  };
}

function groupOf(said: Said): string {
  const { kind } = said.meaning;
  return kind === 'part' || kind === 'service' || kind === 'resource' || kind === 'superlative'
    ? kind
    : dimensionOf(said);
}

/** Takes away what was refused: offers that fit it in every respect named in one clause ("not Tuesday at 2" leaves Tuesday at 10). */
export function exclude(fits: readonly Candidate[], reading: Reading, context: FitContext): readonly Candidate[] {
  const clauses = new Map<number, Map<string, Said[]>>();
  for (const said of reading.said) {
    if (!isAgainst(said) || saysLittle(said, reading, context)) continue;
    const groups = clauses.get(said.clause) ?? new Map<string, Said[]>();
    const group = groups.get(groupOf(said)) ?? [];
    group.push(said);
    clauses.set(said.clause, groups.set(groupOf(said), group));
  }
  if (clauses.size === 0) return fits;
  return fits.filter(({ index }) => {
    const fact = context.facts[index];
    const refused = (groups: Map<string, Said[]>): boolean =>
      [...groups.values()].every((group) =>
        group.some(({ meaning }) => fact !== undefined && fitOf(meaning, fact, context) > 0),
      );
    return ![...clauses.values()].some(refused);
  });
}

/** "not 2, 3": where 2 may be an hour or a place, it cannot tell which of them the 3 is. */
function saysLittle({ meaning }: Said, reading: Reading, context: FitContext): boolean {
  if (!isBareNumber(meaning)) return false;
  const fits = context.facts.filter((fact) => fitOf(meaning, fact, context) > 0);
  return fits.length > 1 && reading.said.some((said) => said.polarity === 'chosen' && isBareNumber(said.meaning));
}

function isBareNumber(meaning: Said['meaning']): boolean {
  return meaning.kind === 'number' && !meaning.explicit;
}

export function isAgainst({ polarity, meaning }: Said): boolean {
  return (
    (polarity === 'refused' || polarity === 'excluded') && meaning.kind !== 'quantity' && meaning.kind !== 'superlative'
  );
}

/** "the later one", "the earliest on Tuesday": of what the rest leaves. Two at the same time stay two. */
export function superlative(
  fits: readonly Candidate[],
  chosen: readonly Said[],
  context: FitContext,
): readonly Candidate[] {
  const which = chosen.findLast((said) => said.meaning.kind === 'superlative')?.meaning;
  if (which?.kind !== 'superlative') return fits;
  const at = ({ index }: Candidate): number => {
    const clock = context.facts[index]?.clock;
    return clock === undefined ? Number.NaN : instant(clock);
  };
  const times = fits.map(at).sort((a, b) => a - b);
  if (times.some(Number.isNaN)) return fits;
  if (which.which === 'middle')
    return times.length === 3 ? fits.filter((candidate) => at(candidate) === times[1]) : fits;
  const edge = which.which === 'earliest' ? times[0] : times.at(-1);
  return fits.filter((candidate) => at(candidate) === edge);
}

/** Every offer, as yet unnarrowed. */
export function allOf(context: FitContext): readonly Candidate[] {
  return context.facts.map(({ index }) => ({ index, fit: 2 }));
}

import type { ModelLimits } from './limits.js';

type Limits = Pick<ModelLimits, 'faultsMax' | 'restMs' | 'restMaxMs'>;

/**
 * Leaves a model alone that keeps failing, so that an outage does not cost every customer the time-out. After the rest one question tries
 * whether it answers again; the others go on without it until that is known.
 */
export class Circuit {
  #faults = 0;
  #restsUntil = 0;
  #isTrying = false;

  constructor(
    private readonly limits: Limits,
    /** Milliseconds of a clock that only goes forward. */
    private readonly now: () => number,
  ) {}

  /** True: ask, and say then how it went. */
  admits(): boolean {
    if (this.#faults < this.limits.faultsMax) return true;
    if (this.#isTrying || this.now() < this.#restsUntil) return false;
    this.#isTrying = true;
    return true;
  }

  answered(): void {
    this.#faults = 0;
    this.#isTrying = false;
  }

  /** `forMs`: the provider said how long it will be away; `atOnce`: asking again is of no use. Returns how long the model is left alone. */
  failed({ forMs, atOnce = false }: { readonly forMs?: number; readonly atOnce?: boolean } = {}): number {
    const { faultsMax, restMs, restMaxMs } = this.limits;
    this.#isTrying = false;
    this.#faults = forMs !== undefined || atOnce ? faultsMax : Math.min(this.#faults + 1, faultsMax);
    if (this.#faults < faultsMax) return 0;
    const rest = Math.min(forMs ?? restMs, restMaxMs);
    this.#restsUntil = this.now() + rest;
    return rest;
  }

  /** Nobody waited for the answer: it says nothing of the model. */
  givenUp(): void {
    this.#isTrying = false;
  }
}

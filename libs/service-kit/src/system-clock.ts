/** The machine's clock. Everything that needs the time takes a clock as an argument; only a process's start names this one. */
export const systemClock = { now: (): Date => new Date() } as const;

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';

export interface ProcessPlan {
  /** Told apart by it in logs: `calendar-1`. */
  readonly name: string;
  readonly program: string;
  readonly env: Readonly<Record<string, string>>;
}

export interface SupervisorHooks {
  /** One line of what a process wrote. */
  readonly line: (name: string, line: string) => void;
  /** It works (again), at this address, or has gone; `undefined` while it is down. */
  readonly changed: (name: string, running: Running | undefined) => void;
}

export interface Running {
  readonly pid: number;
  readonly url: string;
}

const READY = /is ready: (http:\S+)/;
/** A process that keeps dying is started ever more slowly. */
const RESTART_WAIT_MIN_MS = 100;
const RESTART_WAIT_MAX_MS = 5_000;
/** It ran this long: the next death is a new story. */
const SETTLED_MS = 10_000;
/** Draining takes eight seconds at most. */
const STOP_MS = 10_000;

/** Keeps one process running until it is stopped. */
export class SupervisedProcess {
  private readonly stopping = new AbortController();
  private readonly running: Promise<void>;
  private child: ChildProcess | undefined;
  private becameReady: () => void = () => undefined;
  private failedFirst: (error: Error) => void = () => undefined;
  /** Settles when it works for the first time, or has died before that. */
  readonly ready = new Promise<void>((resolve, reject) => {
    this.becameReady = resolve;
    this.failedFirst = reject;
  });

  constructor(
    readonly plan: ProcessPlan,
    private readonly hooks: SupervisorHooks,
  ) {
    this.ready.catch(() => undefined);
    this.running = this.keepRunning();
  }

  /** Ends it as an operator would; by force when it does not end in time. */
  async stop(): Promise<void> {
    this.stopping.abort();
    const { child } = this;
    if (child && child.exitCode === null && child.signalCode === null) {
      const force = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      child.kill('SIGTERM');
      await once(child, 'exit');
      clearTimeout(force);
    }
    await this.running;
  }

  private async keepRunning(): Promise<void> {
    for (let deaths = 0; !this.stopping.signal.aborted; deaths++) {
      const since = performance.now();
      const how = await this.runOnce();
      this.hooks.changed(this.plan.name, undefined);
      this.failedFirst(new Error(`${this.plan.name} ended before it worked (${how})`));
      if (this.stopping.signal.aborted) return;
      if (performance.now() - since > SETTLED_MS) deaths = 0;
      this.hooks.line(this.plan.name, `has ended (${how}): starting it again`);
      const pauseMs = Math.min(RESTART_WAIT_MIN_MS * 2 ** deaths, RESTART_WAIT_MAX_MS);
      await wait(pauseMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
  }

  private async runOnce(): Promise<string> {
    const { program, env } = this.plan;
    // The channel tells it when we are gone, however we went.
    const child = spawn(process.execPath, [program], { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    this.child = child;
    for (const stream of [child.stdout, child.stderr])
      if (stream) createInterface({ input: stream }).on('line', (line) => this.heard(line, child));
    const [code, signal] = (await once(child, 'exit').catch((error: Error) => [error.message, null])) as [
      unknown,
      unknown,
    ];
    return String(signal ?? `exit code ${String(code)}`);
  }

  private heard(line: string, child: ChildProcess): void {
    const url = READY.exec(line)?.[1];
    if (url !== undefined && child.pid !== undefined) {
      this.hooks.changed(this.plan.name, { pid: child.pid, url });
      this.becameReady();
    }
    this.hooks.line(this.plan.name, line);
  }
}

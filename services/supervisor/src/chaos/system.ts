import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pause } from '@slotguard/event-log';
import { SERVICES } from '../plan.js';
import { natsPasswords, withUser } from '../nats-passwords.js';
import type { SystemFile } from '../system-file.js';
import { writeBusiness } from './business.js';
import { INSTANCES } from './plan.js';

const SUPERVISOR = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
/** A busy machine starts eight services and two servers. */
const START_MS = 180_000;
const STOP_MS = 45_000;
const PROBE_MS = 2_000;
/** Each look writes into the log's server, eight times: often enough, and not a load of its own. */
const LOOK_MS = 200;

/** The whole system as `npm run start:distributed` runs it, in a folder of its own. */
export class ChaosSystem {
  static async start(env: Readonly<Record<string, string>>): Promise<ChaosSystem> {
    const dataDir = await mkdtemp(join(tmpdir(), 'slotguard-chaos-'));
    const business = join(dataDir, 'business.yaml');
    await writeBusiness(business);
    const child = spawn(process.execPath, [SUPERVISOR, '--instances', String(INSTANCES)], {
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: process.env['HOME'] ?? '',
        LOG_LEVEL: 'warn',
        PORT: '0',
        SLOTGUARD_DATA_DIR: dataDir,
        SLOTGUARD_BUSINESS: business,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output = createWriteStream(join(dataDir, 'supervisor.log'));
    child.stdout.pipe(output);
    child.stderr.pipe(output);
    const system = new ChaosSystem(dataDir, child);
    try {
      await system.allReady(START_MS);
      return system;
    } catch (error) {
      await system.stop();
      throw error;
    }
  }

  private constructor(
    readonly dataDir: string,
    private readonly child: ChildProcess,
  ) {}

  /** What runs now, by name. */
  async processes(): Promise<SystemFile['processes']> {
    try {
      return (JSON.parse(await readFile(join(this.dataDir, 'distributed.json'), 'utf8')) as SystemFile).processes;
    } catch {
      return {}; // not yet
    }
  }

  /** Resolves when each service that there should be runs and says of itself, over HTTP, that it can work. */
  async allReady(timeoutMs: number): Promise<void> {
    await this.holds(timeoutMs, async () => {
      const services = servicesIn(await this.processes());
      return services.length === SERVICES.length * INSTANCES && (await all(services.map(isReady)));
    });
  }

  /** Resolves when another process of this name runs and can work; of a server: when every service that runs can work with it again. */
  async isReplaced(name: string, pid: number, timeoutMs: number): Promise<void> {
    await this.holds(timeoutMs, async () => {
      const processes = await this.processes();
      const now = processes[name];
      if (now === undefined || now.pid === pid) return false;
      const [own] = servicesIn({ [name]: now });
      return own === undefined ? all(servicesIn(processes).map(isReady)) : isReady(own);
    });
  }

  private async holds(timeoutMs: number, condition: () => Promise<boolean>): Promise<void> {
    const why = `; see ${this.dataDir}/supervisor.log`;
    for (const deadline = performance.now() + timeoutMs; !(await condition()); await pause(LOOK_MS)) {
      if (this.child.exitCode !== null) throw new Error(`the supervisor ended${why}`);
      if (performance.now() > deadline) throw new Error(`not all processes work after ${timeoutMs} ms${why}`);
    }
  }

  /** For operators: the bus as the user `ops`. */
  async opsUrl(): Promise<string> {
    const { nats } = await this.processes();
    const passwordOf = await natsPasswords(this.dataDir);
    return withUser(nats?.url ?? '', 'ops', passwordOf('ops'));
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const force = setTimeout(() => this.child.kill('SIGKILL'), STOP_MS);
    this.child.kill('SIGTERM');
    await once(this.child, 'exit');
    clearTimeout(force);
  }
}

function servicesIn(processes: SystemFile['processes']): string[] {
  return Object.values(processes).flatMap(({ url }) => (url?.startsWith('http') ? [url] : []));
}

async function all(answers: readonly Promise<boolean>[]): Promise<boolean> {
  return (await Promise.all(answers)).every(Boolean);
}

async function isReady(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(PROBE_MS) }).catch(() => undefined);
  await answer?.body?.cancel();
  return answer?.ok === true;
}

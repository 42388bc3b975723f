import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Running } from './supervised-process.js';

/** What runs where, for tools: `distributed.json` in the data folder, anew at every change. Has no secrets. */
export interface SystemFile {
  readonly supervisor: number;
  /** By name (`calendar-1`); also `nats` and `postgres` where they are ours. */
  readonly processes: Readonly<Record<string, { readonly pid: number; readonly url?: string }>>;
}

/** Writes one state after another; a newer one overtakes those that wait. */
export class SystemFileWriter {
  private readonly processes = new Map<string, { readonly pid: number; readonly url?: string }>();
  private writing: Promise<void> | undefined;
  private isStale = false;

  constructor(private readonly dataDir: string) {}

  set(name: string, running: Running | Omit<Running, 'url'> | undefined): void {
    if (running) this.processes.set(name, running);
    else this.processes.delete(name);
    this.isStale = true;
    this.writing ??= this.write().finally(() => (this.writing = undefined));
  }

  async settled(): Promise<void> {
    await this.writing;
  }

  private async write(): Promise<void> {
    const file = join(this.dataDir, 'distributed.json');
    while (this.isStale) {
      this.isStale = false;
      const state: SystemFile = { supervisor: process.pid, processes: Object.fromEntries(this.processes) };
      await writeFile(`${file}.new`, `${JSON.stringify(state, null, 2)}\n`);
      await rename(`${file}.new`, file);
    }
  }
}

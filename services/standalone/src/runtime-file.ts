import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Runtime {
  readonly url: string;
  readonly pid: number;
}

/** Tells tools that are given the data folder where its process listens. Left over after a kill: `pid` says whether it still holds. */
export async function writeRuntimeFile(dataDir: string, runtime: Runtime): Promise<() => Promise<void>> {
  const file = join(dataDir, 'runtime.json');
  const draft = `${file}.${runtime.pid}`;
  await writeFile(draft, `${JSON.stringify(runtime)}\n`);
  await rename(draft, file);
  return () => rm(file, { force: true });
}

import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The key in this file, made there once (mode 600). Two processes that start at once get the same. */
export async function keptKey(file: string): Promise<string> {
  const found = await readKeptKey(file);
  if (found !== undefined) return found;
  await mkdir(dirname(file), { recursive: true });
  // Written in full beside it and then linked: nobody ever reads half a key, and of two rivals one wins.
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  await link(draft, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(draft, { force: true });
  const key = await readKeptKey(file);
  if (key === undefined) throw new Error(`${file} could not be written`);
  return key;
}

/** The key that is kept there; undefined when there is none yet. Throws when the file holds something else. */
export async function readKeptKey(file: string): Promise<string | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const key = text.trim();
  if (key.length < 32) throw new Error(`${file} holds no key of 32 characters or more: put the right one back`);
  return key;
}

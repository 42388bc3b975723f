import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One of the machine's package sources, with what apt needs to trust it. */
export interface AptSource {
  readonly uris: readonly string[];
  readonly suites: readonly string[];
  readonly components: readonly string[];
  readonly signedBy: string | undefined;
}

/** The sources in a folder like /etc/apt, in both of apt's formats. */
export async function aptSources(folder: string): Promise<AptSource[]> {
  const parts = join(folder, 'sources.list.d');
  const names = (await readdir(parts).catch(() => [])).toSorted().map((name) => join(parts, name));
  const found: AptSource[] = [];
  for (const file of [join(folder, 'sources.list'), ...names]) {
    const text = await readFile(file, 'utf8').catch(() => '');
    if (file.endsWith('.sources')) found.push(...stanzas(text));
    else if (file.endsWith('.list')) found.push(...lines(text));
  }
  return found;
}

/** `deb [signed-by=/a.gpg] uri suite component …` */
function lines(text: string): AptSource[] {
  const entry = /^deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)\s+([^#\n]+)/gm;
  return [...text.matchAll(entry)].map(([, options = '', uri = '', suite = '', components = '']) => ({
    uris: [uri],
    suites: [suite],
    components: words(components),
    signedBy: /\bsigned-by=(\S+)/i.exec(options)?.[1],
  }));
}

/** Blocks of `Field: value`; a line that begins with a space goes on with the field above it. */
function stanzas(text: string): AptSource[] {
  const blocks = text.replace(/^#.*\n/gm, '').split(/\n\s*\n/);
  const fields = blocks.map((block) => {
    const found = block.matchAll(/^([\w-]+):[ \t]*(.*(?:\n[ \t].*)*)/gm);
    return new Map([...found].map(([, name = '', value = '']) => [name.toLowerCase(), value]));
  });
  return fields
    .filter((field) => words(field.get('types')).includes('deb') && field.get('enabled')?.trim() !== 'no')
    .map((field) => ({
      uris: words(field.get('uris')),
      suites: words(field.get('suites')),
      components: words(field.get('components')),
      signedBy: field.get('signed-by'),
    }));
}

function words(text = ''): string[] {
  return text.split(/\s+/).filter(Boolean);
}

import type { Business, BusinessResource, BusinessService } from '@slotguard/contracts';

interface Named {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
}

export function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/['’]s\b/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** By id, name or alias, however it is spelled. */
export function serviceNamed(business: Business, written: string): BusinessService | undefined {
  return business.services.find((service) => goesBy(service, plain(written)));
}
export function resourceNamed(business: Business, written: string): BusinessResource | undefined {
  return business.resources.find((resource) => goesBy(resource, plain(written)));
}

function goesBy(one: Named, words: string): boolean {
  return words !== '' && namesOf(one).includes(words);
}

function namesOf({ id, name, aliases }: Named): readonly string[] {
  return [id, name, ...aliases].map(plain);
}

/** All that a text names, each once, where it stands in the text; the longest name counts ("hydrating facial", not "facial"). */
export function mentionedIn<T extends Named>(text: string, all: readonly T[]): readonly T[] {
  const names = all
    .flatMap((one) => namesOf(one).map((name) => ({ one, name })))
    .filter(({ name }) => name.length > 1)
    .sort((a, b) => b.name.length - a.name.length);
  const found: { readonly one: T; readonly at: number }[] = [];
  let rest = ` ${plain(text)} `;
  for (const { one, name } of names) {
    for (const form of [name, `${name}s`, `${name}es`]) {
      const at = rest.indexOf(` ${form} `);
      if (at < 0) continue;
      found.push({ one, at });
      rest = rest.replaceAll(` ${form} `, ` ${'_'.repeat(form.length)} `);
    }
  }
  const inOrder = found.sort((a, b) => a.at - b.at).map(({ one }) => one);
  return [...new Set(inOrder)];
}

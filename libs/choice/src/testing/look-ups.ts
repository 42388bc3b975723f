import { readReply } from '../reading/read-reply.js';
import { scanFor } from '../scan-of.js';
import type { Token } from '../text/token.js';
import type { ChoiceContext, OfferedSlot } from '../types.js';

/** How often the reader looks at a token of this text: its steps, without a clock. */
export function lookUpsOf(
  text: string,
  offers: readonly OfferedSlot[],
  context: ChoiceContext,
): { readonly lookUps: number; readonly tokens: number } {
  const scan = scanFor(text, offers, context);
  let lookUps = 0;
  const tokens = new Proxy<readonly Token[]>(scan.tokens, {
    get: (target, key) => {
      lookUps++;
      return Reflect.get(target, key) as unknown;
    },
  });
  readReply({ ...scan, tokens });
  return { lookUps, tokens: scan.tokens.length };
}

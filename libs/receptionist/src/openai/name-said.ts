import { plain } from '../named.js';
import { readName, volunteeredName } from '../person-name.js';
import { otherNames } from '../rule-based/name-question.js';
import { lastReply } from '../rule-based/steps.js';
import type { TurnView } from '../assistant.js';

/** The last question; behind it stands at most what is booked. */
const ASKS_FOR_NAME = /\bname\b[^?]*\?[^?]*$/i;

/** The name that the customer gives in these words, read by code: whether a model noticed it does not matter. */
export function nameSaid(view: TurnView): string | undefined {
  const texts = view.transcript.flatMap((line) =>
    line.kind === 'customer' && view.answers.includes(line.id) ? [line.text] : [],
  );
  const volunteered = texts.map(volunteeredName).findLast((name) => name !== undefined);
  if (volunteered !== undefined) return volunteered;
  const isKnown = view.transcript.some((line) => line.kind === 'named');
  if (isKnown || !ASKS_FOR_NAME.test(lastReply(view)?.text ?? '')) return undefined;
  return texts.map((text) => readName(text, otherNames(view).map(plain))).findLast((name) => name !== undefined);
}

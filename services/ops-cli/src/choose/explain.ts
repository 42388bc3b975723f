import { DEFAULT_ZONE } from '@slotguard/business-time';
import type { Choice, ExplainedMention, OfferedSlot } from '@slotguard/choice';
import { explainChoice } from '@slotguard/choice';
import type { ExitCode, Write } from '../terminal.js';
import { EXIT, Failure, harmless } from '../terminal.js';
import type { ChoiceCase } from './choice-case.js';
import { BadCase, parseChoiceCase } from './choice-case.js';

export interface ExplainOptions {
  /** Starts with commas between them, or a list as in the lines of JSON. */
  readonly offers: string;
  readonly timezone?: string;
  readonly now?: string;
  readonly channel?: string;
  readonly asked?: string;
  readonly json?: boolean;
}

/** Shows how one reply is read: each thing that it names, which offers that fits, and the verdict. */
export async function explain(
  utterance: string,
  options: ExplainOptions,
  now: string,
  write: Write,
): Promise<ExitCode> {
  const { offers, context } = caseOf(utterance, options, now);
  const explanation = explainChoice(utterance, offers, context);
  if (options.json === true) {
    await write(`${JSON.stringify(explanation)}\n`);
    return EXIT.ok;
  }
  const { mentions, acts, left, choice } = explanation;
  const lines = [
    'Offers',
    ...offers.map(offerLine),
    'Says',
    ...(mentions.length === 0 ? ['  nothing of times, days or places'] : mentions.map(mentionLine)),
    ...(acts.length === 0 ? [] : [`  and ${acts.join(', ')}`]),
    `  in ${explanation.language === 'es' ? 'Spanish' : 'English'}; that leaves ${numbers(left)}`,
    'Verdict',
    `  ${verdictLine(choice, utterance)}`,
  ];
  await write(`${lines.map(harmless).join('\n')}\n`);
  return EXIT.ok;
}

function caseOf(utterance: string, options: ExplainOptions, now: string): ChoiceCase {
  const { timezone = DEFAULT_ZONE, channel = 'text' } = options;
  const value = { id: 0, utterance, timezone, channel, now: options.now ?? now, offers: offersOf(options.offers) };
  const asked = options.asked === undefined ? undefined : (json(options.asked) ?? options.asked);
  try {
    return parseChoiceCase(JSON.stringify({ ...value, asked }));
  } catch (error) {
    throw error instanceof BadCase ? new Failure(error.message, EXIT.usage) : error;
  }
}

function offersOf(text: string): unknown {
  return json(text) ?? text.split(',').map((start) => ({ start: start.trim() }));
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function offerLine({ number, start, service, resource }: OfferedSlot): string {
  const whose = [service, resource].filter((name) => name !== undefined).join(', ');
  return `  ${number})  ${start}${whose === '' ? '' : `  ${whose}`}`;
}

function mentionLine({ words, kind, means, polarity, fits }: ExplainedMention): string {
  return `  "${words}"  ${kind.replaceAll('_', ' ')}: ${means}  (${polarity}; fits ${numbers(fits)})`;
}

function verdictLine(choice: Choice, utterance: string): string {
  switch (choice.kind) {
    case 'selected': {
      const words = utterance.slice(choice.span.start, choice.span.end);
      return `selected: ${choice.index + 1}, by ${choice.basis.replaceAll('_', ' ')}, from "${words}"`;
    }
    case 'ambiguous':
      return `ambiguous: ${numbers(choice.candidates)}`;
    case 'counter':
      return `counter: wants ${JSON.stringify(choice.wanted)}`;
    case 'none':
      return choice.reason === undefined ? 'none' : `none (${choice.reason})`;
    case 'declined':
    case 'question':
      return choice.kind;
    default:
      return choice satisfies never;
  }
}

/** Places as the customer sees them, from 1. */
function numbers(places: readonly number[]): string {
  return places.length === 0 ? 'none' : places.map((place) => place + 1).join(', ');
}

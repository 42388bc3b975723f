import type { ResponseInputItem } from 'openai/resources/responses/responses';
import type { TranscriptLine, TurnView } from '../assistant.js';
import type { ModelLimits } from './limits.js';
import { toolOutput } from './tool-output.js';

type Limits = Pick<ModelLimits, 'historyLinesMax' | 'historyCharactersMax'>;
type SpokenLine = Extract<TranscriptLine, { kind: 'customer' | 'assistant' | 'operator' }>;

/**
 * The conversation as the log has it, and what this turn's calls came to: nothing that a provider might have kept. A customer's words are
 * messages of the user, letter for letter, and nothing else ever is.
 */
export function historyOf(view: TurnView, limits: Limits): ResponseInputItem[] {
  const messages = newest(view.transcript, limits).map(({ kind, text }): ResponseInputItem => ({
    role: kind === 'customer' ? 'user' : 'assistant',
    content: text,
  }));
  const calls = view.results.flatMap((result, i): ResponseInputItem[] => {
    const call_id = `call_${i + 1}`;
    const { tool, args } = result.call;
    return [
      { type: 'function_call', call_id, name: tool, arguments: JSON.stringify(args) },
      { type: 'function_call_output', call_id, output: toolOutput(result, view) },
    ];
  });
  return [...messages, ...calls];
}

/** Since the conversation last ended, the newest that fit; the last one always, as much of it as fits. */
function newest(
  transcript: readonly TranscriptLine[],
  { historyLinesMax, historyCharactersMax }: Limits,
): SpokenLine[] {
  const ended = transcript.findLastIndex(({ kind }) => kind === 'ended');
  const spoken = transcript
    .slice(ended + 1)
    .filter(isSpoken)
    .slice(-historyLinesMax);
  const kept: SpokenLine[] = [];
  let left = historyCharactersMax;
  for (const line of spoken.toReversed()) {
    if (kept.length > 0 && line.text.length > left) break;
    kept.unshift({ ...line, text: line.text.slice(0, left) });
    left -= line.text.length;
  }
  return kept;
}

/** The carrier's words (STOP, START, HELP) are none of the conversation. */
function isSpoken(line: TranscriptLine): line is SpokenLine {
  return line.kind === 'customer' ? line.keyword === undefined : line.kind === 'assistant' || line.kind === 'operator';
}

import type { ModelFault, ToolCall, ToolName } from '@slotguard/conversation';
import type { Response, ResponseFunctionToolCall } from 'openai/resources/responses/responses';
import { toolDefinitions } from '../tools.js';

/** What a model answered, as far as it can be acted on. A local server may answer anything at all: nothing throws. */
export type ModelAnswer =
  | { readonly kind: 'calls'; readonly calls: readonly ToolCall[] }
  | { readonly kind: 'words'; readonly say: string }
  /** Calls that can't be made, each with what the model should hear; none of them is made. */
  | { readonly kind: 'unsound'; readonly calls: readonly UnsoundCall[] }
  | { readonly kind: 'missing'; readonly fault: Extract<ModelFault, 'failing' | 'refused' | 'no_answer'> };

export interface UnsoundCall {
  readonly call: ResponseFunctionToolCall;
  readonly output: string;
}

/** Longer arguments are none that anybody would write. */
const ARGUMENTS_MAX = 8_000;
const TOOLS: readonly string[] = toolDefinitions().map(({ name }) => name);

export function readAnswer(response: Response): ModelAnswer {
  const output: readonly unknown[] = Array.isArray(response?.output) ? response.output : [];
  if (response?.status === 'failed') return { kind: 'missing', fault: 'failing' };
  // Cut off somewhere: half a sentence or half a call says something else than the whole.
  if (response?.status === 'incomplete') return { kind: 'missing', fault: 'no_answer' };
  const calls = output.filter(isCall).map((call) => ({ call, ...readCall(call) }));
  if (calls.length > 0) {
    const sound = calls.flatMap(({ sound }) => sound ?? []);
    return sound.length === calls.length
      ? { kind: 'calls', calls: sound }
      : { kind: 'unsound', calls: calls.map(answered) };
  }
  const parts = output
    .filter(isMessage)
    .flatMap(({ content }) => (Array.isArray(content) ? (content as unknown[]) : []));
  if (parts.some((part) => typeOf(part) === 'refusal')) return { kind: 'missing', fault: 'refused' };
  const say = parts.map(textOf).join('').trim();
  return say === '' ? { kind: 'missing', fault: 'no_answer' } : { kind: 'words', say };
}

interface ReadCall {
  readonly sound?: ToolCall;
  readonly error?: string;
  readonly next?: string;
}

function readCall({ name, arguments: written }: ResponseFunctionToolCall): ReadCall {
  if (!TOOLS.includes(name)) return { error: 'unknown_tool', next: `There are only: ${TOOLS.join(', ')}.` };
  const args = argumentsIn(written);
  if (!args)
    return { error: 'malformed_arguments', next: 'Write the arguments as one JSON object, as the tool describes it.' };
  return { sound: { tool: name as ToolName, args } };
}

function answered({
  call,
  error = 'not_run',
  next = 'Another call of the same answer made no sense. Call this one again.',
}: {
  readonly call: ResponseFunctionToolCall;
} & ReadCall): UnsoundCall {
  return { call, output: JSON.stringify({ error, next }) };
}

/** Strict tools write `null` for what they leave out. */
function argumentsIn(written: unknown): Record<string, unknown> | undefined {
  if (typeof written !== 'string' || written.length > ARGUMENTS_MAX) return undefined;
  try {
    const args: unknown = withoutNulls(JSON.parse(written === '' ? '{}' : written));
    return isObject(args) && !Array.isArray(args) ? args : undefined;
  } catch {
    return undefined;
  }
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([key, one]) => one !== null && key !== '__proto__');
  return Object.fromEntries(kept.map(([key, one]) => [key, withoutNulls(one)]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

const typeOf = (item: unknown): unknown => (isObject(item) ? item['type'] : undefined);

function isCall(item: unknown): item is ResponseFunctionToolCall {
  return (
    isObject(item) &&
    item['type'] === 'function_call' &&
    typeof item['name'] === 'string' &&
    typeof item['call_id'] === 'string'
  );
}

function isMessage(item: unknown): item is { readonly content: unknown } {
  return typeOf(item) === 'message';
}

function textOf(part: unknown): string {
  return isObject(part) && part['type'] === 'output_text' && typeof part['text'] === 'string' ? part['text'] : '';
}

import { MODEL_FAULTS } from '@slotguard/contracts';
import type { EventNamed, ModelUsage, ToolCall, ToolName } from '@slotguard/conversation';
import type { AssistantStep } from './assistant.js';
import type { TurnLimits } from './turn-limits.js';

/** Kept of what an assistant says and gives, however much it was: enough for any honest use, and to see what a hostile one tried. */
const SAY_MAX = 10_000;
const ARGS_MAX = 8_000;
const NAME_MAX = 80;
const TOOLS: readonly ToolName[] = [
  'check_availability',
  'book_appointment',
  'booking_status',
  'cancel_appointment',
  'reschedule_appointment',
];

type Step = Pick<EventNamed<'AssistantStepped'>['data'], 'asks' | 'final' | 'usage' | 'fallback'>;
export interface SoundStep {
  /** Who answered, if it was not the assistant itself. */
  readonly by?: string;
  readonly data: Step;
  readonly personal: EventNamed<'AssistantStepped'>['personal'];
}

/** What an assistant answered, as it can be stored and acted on. An assistant may be a model that answers anything at all: no value throws. */
export function soundStep(answer: AssistantStep, limits: TurnLimits): SoundStep {
  const given: { readonly [K in keyof AssistantStep]?: unknown } = isObject(answer) ? answer : {};
  const calls = Array.isArray(given.calls) ? given.calls.slice(0, limits.callsMax).flatMap(soundCall) : [];
  const say = typeof given.say === 'string' ? clean(given.say).slice(0, SAY_MAX).trim() : '';
  const name = typeof given.customerName === 'string' ? clean(given.customerName).trim() : '';
  const usage = soundUsage(given.usage);
  const fallback = MODEL_FAULTS.find((fault) => fault === given.fallback);
  const by = typeof given.by === 'string' ? clean(given.by).trim() : '';
  return {
    ...(by === '' || by.length > NAME_MAX ? {} : { by }),
    data: {
      asks: given.asks === 'slot' || given.asks === 'confirm' ? given.asks : 'other',
      final: given.final === true || (calls.length === 0 && say === ''),
      ...(usage ? { usage } : {}),
      ...(fallback ? { fallback } : {}),
    },
    personal: {
      calls,
      ...(say === '' ? {} : { say }),
      ...(name === '' || name.length > NAME_MAX ? {} : { customerName: name }),
    },
  };
}

function soundUsage(given: unknown): ModelUsage | undefined {
  if (!isObject(given)) return undefined;
  const { model, inputTokens, outputTokens } = given;
  const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
  if (typeof model !== 'string' || !isCount(inputTokens) || !isCount(outputTokens)) return undefined;
  const name = clean(model).trim();
  return name === '' || name.length > NAME_MAX ? undefined : { model: name, inputTokens, outputTokens };
}

function soundCall(call: unknown): ToolCall[] {
  if (!isObject(call)) return [];
  const { tool, args } = call;
  const known = TOOLS.find((name) => name === tool);
  if (!known) return [];
  return [{ tool: known, args: soundArgs(args) }];
}

function soundArgs(args: unknown): Record<string, unknown> {
  try {
    const json = JSON.stringify(args);
    if (!isObject(args) || Array.isArray(args) || json.length > ARGS_MAX) return {};
    const copy = soundValue(JSON.parse(json));
    return isObject(copy) ? copy : {};
  } catch {
    // Cycles, big integers, a toJSON that throws: no arguments.
    return {};
  }
}

function soundValue(value: unknown): unknown {
  if (typeof value === 'string') return clean(value);
  if (Array.isArray(value)) return value.map(soundValue);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).filter(([key]) => key !== '__proto__');
  return Object.fromEntries(entries.map(([key, one]) => [clean(key), soundValue(one)]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Without what no store keeps: NUL and halves of surrogate pairs. */
export function clean(text: string): string {
  return text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\ufffd');
}

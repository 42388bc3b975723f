import type { Clock } from '@slotguard/business-time';
import type { Business } from '@slotguard/contracts';
import type { EventLog } from '@slotguard/event-log';
import type { Assistant } from '../assistant.js';
import { ruleBasedAssistant } from '../rule-based/rule-based-assistant.js';
import { DaySpend } from './day-spend.js';
import { modelLimits, type ModelLimits } from './limits.js';
import type { ModelTrouble } from './openai-assistant.js';

/** What an operator sets; the rest is in `modelLimits`. */
export interface ModelSettings extends Partial<
  Pick<ModelLimits, 'callMaxMs' | 'outputTokensMax' | 'conversationTokensMax' | 'dayTokensMax'>
> {
  readonly apiKey: string;
  readonly baseUrl?: string;
  readonly model: string;
}

export interface AssistantParts {
  /** Without them the rules answer. */
  readonly openai?: ModelSettings | undefined;
  readonly log: EventLog;
  readonly business: Business;
  readonly clock: Clock;
  /** Hears of each answer that the rules gave in the model's place. */
  readonly onTrouble?: (trouble: ModelTrouble) => void;
}

export interface OpenedAssistant {
  readonly assistant: Assistant;
  close(): Promise<void>;
}

/** The receptionist that the settings name. The model's SDK is loaded only where there is a key. */
export async function openAssistant({ openai, onTrouble, ...parts }: AssistantParts): Promise<OpenedAssistant> {
  if (!openai) return { assistant: ruleBasedAssistant, close: async () => undefined };
  const { apiKey, baseUrl, model, ...limits } = openai;
  const { OpenAiAssistant } = await import('./openai-assistant.js');
  const spend = new DaySpend(parts);
  spend.start();
  const assistant = new OpenAiAssistant({
    ...{ apiKey, model, spend },
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...(onTrouble ? { onTrouble } : {}),
    limits: { ...limits, ...(limits.callMaxMs === undefined ? {} : { answerMaxMs: answerMaxMs(limits.callMaxMs) }) },
  });
  return { assistant, close: () => spend.close() };
}

/** Room for half a request more than one. */
function answerMaxMs(callMaxMs: number): number {
  return Math.round((callMaxMs * modelLimits.answerMaxMs) / modelLimits.callMaxMs);
}

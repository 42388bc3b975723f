import type { Business } from '@slotguard/contracts';
import type { ModelFault, ModelUsage } from '@slotguard/conversation';
import OpenAI from 'openai';
import type { Assistant, AssistantStep, TurnView } from '../assistant.js';
import { ruleBasedAssistant } from '../rule-based/rule-based-assistant.js';
import { Circuit } from './circuit.js';
import type { DaySpend } from './day-spend.js';
import { modelLimits, type ModelLimits } from './limits.js';
import { askModel, ModelAway } from './model-call.js';
import { nameSaid } from './name-said.js';
import { Question } from './question.js';
import { strictTools, type StrictTool } from './strict-tools.js';

/** What an operator may know of a missed answer: no key, nothing of what was said. */
export interface ModelTrouble {
  readonly fault: ModelFault;
  readonly status?: number;
  readonly tries?: number;
  /** For so long the model is not asked any more. */
  readonly restMs?: number;
}

export interface OpenAiOptions {
  readonly apiKey: string;
  /** Of any server that speaks the Responses API, with its `/v1`. Default: OpenAI's. */
  readonly baseUrl?: string;
  readonly model: string;
  readonly limits?: Partial<ModelLimits>;
  /** What the day may still cost; without it only conversations are bounded. */
  readonly spend?: Pick<DaySpend, 'tokens' | 'begin'>;
  /** Who answers when the model does not. Default: the rules. */
  readonly instead?: Assistant;
  readonly onTrouble?: (trouble: ModelTrouble) => void;
  /** Milliseconds of a clock that only goes forward: for tests. */
  readonly now?: () => number;
}

/**
 * A model behind the Responses API as the receptionist. It is told the clock, the offers with their numbers, the choice and the phrases; it
 * calls the tools, names slots by their ids, and its words pass the same gate as anybody's. Nothing is kept at the provider: each
 * question carries the conversation as the log has it. Where it is away, out of budget or answers nothing, the rules answer, and stay for the turn.
 */
export class OpenAiAssistant implements Assistant {
  readonly name: string;
  readonly thinksMaxMs: number;
  private readonly limits: ModelLimits;
  private readonly client: OpenAI;
  private readonly circuit: Circuit;
  private readonly instead: Assistant;
  private readonly now: () => number;
  private readonly tools = new WeakMap<Business, StrictTool[]>();

  constructor(private readonly options: OpenAiOptions) {
    const { apiKey, baseUrl, model, instead = ruleBasedAssistant, now = () => performance.now() } = options;
    this.name = `openai/${model}`;
    this.limits = { ...modelLimits, ...options.limits };
    this.thinksMaxMs = this.limits.answerMaxMs;
    this.instead = instead;
    this.now = now;
    this.circuit = new Circuit(this.limits, now);
    // Settings say all there is to say: nothing is taken from the SDK's own environment variables, least of all that it should log.
    const own = { organization: null, project: null, logLevel: 'off', maxRetries: 0 } as const;
    this.client = new OpenAI({ ...own, apiKey, baseURL: baseUrl ?? 'https://api.openai.com/v1' });
  }

  async next(view: TurnView, signal: AbortSignal = new AbortController().signal): Promise<AssistantStep> {
    const name = nameSaid(view);
    const step = await this.step(view, signal);
    return { ...(name === undefined ? {} : { customerName: name }), ...step };
  }

  private async step(view: TurnView, signal: AbortSignal): Promise<AssistantStep> {
    // Who has begun to answer in the model's place goes on: two minds in one turn contradict each other.
    if (view.stepsBy.some((by) => by !== this.name)) return this.insteadOf(view, signal);
    const question = new Question(view, this.options.model, this.toolsOf(view.business), this.limits);
    const fault = this.unwilling(view);
    return fault ? this.insteadOf(view, signal, { fault }) : this.ask(question, view, signal);
  }

  private unwilling({ tokens }: TurnView): ModelFault | undefined {
    const { conversationTokensMax, dayTokensMax } = this.limits;
    const today = this.options.spend?.tokens ?? 0;
    if (tokens >= conversationTokensMax || today >= dayTokensMax) return 'over_budget';
    return this.circuit.admits() ? undefined : 'paused';
  }

  private async ask(question: Question, view: TurnView, signal: AbortSignal): Promise<AssistantStep> {
    const settle = this.options.spend?.begin(question.estimate);
    let recorded = false;
    try {
      const asking = { signal, deadline: this.now() + this.limits.answerMaxMs, now: this.now, limits: this.limits };
      const step = await question.answered((body) => askModel(this.client, body, asking));
      this.circuit.answered();
      recorded = true;
      if (!('fault' in step)) return step;
      return await this.insteadOf(view, signal, { fault: step.fault }, step.usage);
    } catch (error) {
      if (!(error instanceof ModelAway)) {
        this.circuit.givenUp();
        throw error;
      }
      const { fault, details } = error;
      const { retryAfterMs: forMs, ...told } = details;
      const restMs = this.circuit.failed({
        atOnce: fault === 'not_accepted',
        ...(forMs === undefined ? {} : { forMs }),
      });
      recorded = true;
      return await this.insteadOf(
        view,
        signal,
        { fault, ...told, ...(restMs > 0 ? { restMs } : {}) },
        question.usage(),
      );
    } finally {
      // What nobody waited for stands in no event, and was asked for all the same.
      const { inputTokens, outputTokens } = question.usage();
      settle?.(recorded ? 0 : inputTokens + outputTokens);
    }
  }

  private async insteadOf(
    view: TurnView,
    signal: AbortSignal,
    trouble?: ModelTrouble,
    usage?: ModelUsage,
  ): Promise<AssistantStep> {
    if (trouble) this.options.onTrouble?.(trouble);
    const step = await this.instead.next(view, signal);
    return {
      ...step,
      by: this.instead.name,
      ...(trouble ? { fallback: trouble.fault } : {}),
      ...(usage && usage.inputTokens + usage.outputTokens > 0 ? { usage } : {}),
    };
  }

  private toolsOf(business: Business): StrictTool[] {
    const tools = this.tools.get(business) ?? strictTools(business);
    this.tools.set(business, tools);
    return tools;
  }
}

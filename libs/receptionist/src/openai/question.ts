import type { ModelFault, ModelUsage } from '@slotguard/conversation';
import type { Response, ResponseInputItem } from 'openai/resources/responses/responses';
import type { AssistantStep, TurnView } from '../assistant.js';
import { historyOf } from './history.js';
import { instructionsFor } from './instructions.js';
import type { ModelLimits } from './limits.js';
import { readAnswer, type UnsoundCall } from './read-answer.js';
import type { StrictTool } from './strict-tools.js';
import { unsayable } from './unsayable.js';

/** Roughly, of English and JSON: for what no provider counts. */
const CHARACTERS_PER_TOKEN = 4;
/** Of what is quoted back to it. */
const NOTE_MAX = 1_000;

export type Body = ReturnType<Question['body']>;
/** Nothing came that could be said or done. */
export interface Missing {
  readonly fault: ModelFault;
  readonly usage: ModelUsage;
}

/** What the model is asked in one step, with what it is told about calls that can't be made, and what all of it costs. */
export class Question {
  readonly #input: ResponseInputItem[];
  readonly #instructions: string;
  #note = '';
  #inputTokens = 0;
  #outputTokens = 0;

  constructor(
    private readonly view: TurnView,
    private readonly model: string,
    private readonly tools: readonly StrictTool[],
    private readonly limits: ModelLimits,
  ) {
    this.#instructions = instructionsFor(view);
    this.#input = historyOf(view, limits);
  }

  async answered(ask: (body: Body) => Promise<Response>): Promise<AssistantStep | Missing> {
    let said: string | undefined;
    for (let corrections = 0; ; corrections++) {
      const answer = readAnswer(await this.counted(ask));
      const usage = this.usage();
      const isEnough = corrections >= this.limits.correctionsMax;
      switch (answer.kind) {
        case 'words': {
          const unknown = unsayable(answer.say, this.view);
          // Told once: who says it a second time is put right by the gate, which replaces it.
          if (unknown.length === 0 || said !== undefined || isEnough) return says(answer.say, usage);
          said = answer.say;
          this.reword(unknown);
          break;
        }
        case 'calls':
          // It was told that it may call nothing any more: the turn ends in a rendered text.
          if (this.isLast) return { calls: [], asks: 'other', final: true, usage };
          // Words beside calls were written before the calls did anything, and would be said after them.
          return { calls: answer.calls, asks: 'other', final: false, usage };
        case 'unsound':
          if (isEnough) return said === undefined ? { fault: 'no_answer', usage } : says(said, usage);
          this.correct(answer.calls);
          break;
        case 'missing':
          return said === undefined ? { fault: answer.fault, usage } : says(said, usage);
        default:
          return answer satisfies never;
      }
    }
  }

  body() {
    return {
      model: this.model,
      instructions: `${this.#instructions}${this.#note}`,
      input: [...this.#input],
      tools: [...this.tools],
      tool_choice: this.isLast ? ('none' as const) : ('auto' as const),
      parallel_tool_calls: false,
      max_output_tokens: this.limits.outputTokensMax,
      store: false,
    };
  }

  /** Of one request's input, in tokens. */
  get estimate(): number {
    const characters =
      this.#instructions.length + JSON.stringify(this.tools).length + JSON.stringify(this.#input).length;
    return Math.ceil(characters / CHARACTERS_PER_TOKEN);
  }

  usage(): ModelUsage {
    return { model: this.model, inputTokens: this.#inputTokens, outputTokens: this.#outputTokens };
  }

  private get isLast(): boolean {
    return this.view.step >= this.limits.roundsMax;
  }

  /** Before there is an answer its input is reckoned: who gives up has asked for it all the same. */
  private async counted(ask: (body: Body) => Promise<Response>): Promise<Response> {
    const { estimate } = this;
    this.#inputTokens += estimate;
    const response = await ask(this.body());
    const { input_tokens: input, output_tokens: output } = response?.usage ?? {};
    if (isCount(input) && input > 0) this.#inputTokens += input - estimate;
    const written = Math.ceil(JSON.stringify(response?.output ?? []).length / CHARACTERS_PER_TOKEN);
    this.#outputTokens += isCount(output) ? output : written;
    return response;
  }

  /** Stands with the instructions, where every server's template has a place for it. */
  private reword(unknown: readonly string[]): void {
    this.#note = `\n\n# Your last answer was not sent\n\nThese words stand in no phrase: ${JSON.stringify(unknown).slice(0, NOTE_MAX)}. Answer again with the phrases alone, or with a placeholder alone.`;
  }

  private correct(calls: readonly UnsoundCall[]): void {
    for (const { call, output } of calls) {
      const { call_id, name } = call;
      this.#input.push({ type: 'function_call', call_id, name, arguments: String(call.arguments ?? '') });
      this.#input.push({ type: 'function_call_output', call_id, output });
    }
  }
}

/** What is asked follows from what is shown; a model's word for it would not count anyway. */
function says(say: string, usage: ModelUsage): AssistantStep {
  return { calls: [], say, asks: /\{\{\s*(offers|question)\s*\}\}/.test(say) ? 'slot' : 'other', final: true, usage };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import { LLMock, type ChatCompletionRequest, type FixtureResponse } from '@copilotkit/aimock';
import { findBreaches } from '@slotguard/conversation';
import type { ModelLimits } from '../openai/limits.js';
import { OpenAiAssistant, type ModelTrouble, type OpenAiOptions } from '../openai/openai-assistant.js';
import { Shop } from './shop.js';

/** One answer of the model, or what it makes of what it is asked. */
export type Scripted = FixtureResponse | ((asked: ChatCompletionRequest) => FixtureResponse | Promise<FixtureResponse>);

/** No waiting between tries; time enough for a busy machine. */
const limits: Partial<ModelLimits> = { pauseMs: 1, callMaxMs: 10_000, answerMaxMs: 20_000 };

export interface DeskOptions extends Partial<OpenAiOptions> {
  readonly shop?: ConstructorParameters<typeof Shop>[0];
  /** The model declines to answer, in the way that the API has for it. */
  readonly refuses?: true;
}

export interface Desk {
  readonly shop: Shop;
  readonly troubles: readonly ModelTrouble[];
}

/** A server on loopback that speaks as OpenAI does and answers from a script; what comes after its end is an empty answer. */
export class ModelDesk {
  /** All that it was asked since the last `open`. */
  asked: ChatCompletionRequest[] = [];
  #script: Scripted[] = [];

  private constructor(readonly server: LLMock) {
    server.on({ predicate: () => true }, async (request) => {
      this.asked.push(request);
      const next = this.#script.shift() ?? { content: '' };
      return typeof next === 'function' ? next(request) : next;
    });
  }

  static async start(): Promise<ModelDesk> {
    const server = new LLMock({ port: 0, host: '127.0.0.1', logLevel: 'silent', journalMaxEntries: 50 });
    const desk = new ModelDesk(server);
    server.mount('/refusing', { handleRequest: refuse });
    await server.start();
    return desk;
  }

  get baseUrl(): string {
    return `${this.server.url}/v1`;
  }

  /** A shop with this model at its desk. */
  open(script: readonly Scripted[], over: DeskOptions = {}): Desk {
    this.#script = [...script];
    this.asked = [];
    const troubles: ModelTrouble[] = [];
    const { shop, refuses, ...options } = over;
    const assistant = new OpenAiAssistant({
      apiKey: 'sk-test',
      baseUrl: refuses ? `${this.server.url}/refusing/v1` : this.baseUrl,
      model: 'gpt-test',
      onTrouble: (trouble) => troubles.push(trouble),
      ...options,
      limits: { ...limits, ...options.limits },
    });
    return { shop: new Shop({ assistant, ...shop }), troubles };
  }

  async stop(): Promise<void> {
    await this.server.stop();
  }
}

async function refuse(_: IncomingMessage, response: ServerResponse): Promise<boolean> {
  const content = [{ type: 'refusal', refusal: "I'm sorry, I can't help with that." }];
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ id: 'r1', status: 'completed', output: [{ type: 'message', content }] }));
  return true;
}

/** A call as a strict tool writes it: what is left out is `null`. */
export function calls(name: string, args: Record<string, unknown> | string = {}): FixtureResponse {
  return { toolCalls: [call(name, args)] };
}
export function call(name: string, args: Record<string, unknown> | string = {}): { name: string; arguments: string } {
  return { name, arguments: typeof args === 'string' ? args : JSON.stringify(args) };
}

export function says(content: string): FixtureResponse {
  return { content };
}

/** The system's text: the standing instructions and how things stand. */
export function toldIn({ messages }: ChatCompletionRequest): string {
  return messages.map(({ role, content }) => (role === 'system' ? String(content) : '')).join('\n');
}

/** The slot that stands as chosen in what the model is told. */
export function chosenIn(asked: ChatCompletionRequest): string {
  return /Chosen by the customer: \{"slotId":"([^"]+)"/.exec(toldIn(asked))?.[1] ?? 'none';
}

/** The nth slot that it is told of as offered. */
export function offeredIn(asked: ChatCompletionRequest, n: number): string {
  const all = [...toldIn(asked).matchAll(/"number":(\d+),"slotId":"([^"]+)"/g)];
  return all.find(([, number]) => number === String(n))?.[2] ?? 'none';
}

/** What must hold after each conversation. */
export async function isSound(shop: Shop): Promise<boolean> {
  const { breaches, owed } = findBreaches(await shop.story());
  return breaches.length === 0 && owed.length === 0;
}

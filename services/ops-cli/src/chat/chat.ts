import { createInterface } from 'node:readline';
import type { Interface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import type { ExitCode, Paint } from '../terminal.js';
import { EXIT, Failure, harmless } from '../terminal.js';
import { fictionalNumber, Phone } from './phone.js';
import type { PhoneNews } from './phone.js';

export interface ChatOptions {
  readonly url: string;
  readonly from?: string;
  /** Also say what the guard makes of it. */
  readonly events?: boolean;
}

export interface ChatTerminal {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  readonly paint: Paint;
}

const PROMPT = 'you> ';
/** Lines that come from a pipe are sent one by one, each when the answer to the one before is complete. */
const QUIET_AFTER_ANSWER_MS = 300;
const QUIET_WITHOUT_ANSWER_MS = 2_000;
const ANSWER_MAX_MS = 20_000;

/** A conversation in the terminal, until the input ends. */
export async function chat(options: ChatOptions, terminal: ChatTerminal): Promise<ExitCode> {
  const phone = new Phone(options.url, options.from ?? fictionalNumber());
  const stopping = new AbortController();
  const typed = createInterface({
    input: terminal.input,
    ...(terminal.input.isTTY ? { output: terminal.output, prompt: PROMPT } : {}),
  });
  const script = new Script(typed);
  const screen = new Screen(terminal, typed, options.events ?? false);
  const listening = listen(phone, screen, stopping.signal);
  try {
    await Promise.race([screen.connected, listening]);
    if (terminal.input.isTTY) await Promise.race([talk(phone, screen, typed, script), listening]);
    else await Promise.race([recite(phone, screen, script), listening]);
  } finally {
    stopping.abort();
    typed.close();
    if (terminal.input.isTTY) terminal.output.write('\n');
    await listening.catch(() => undefined);
  }
  return EXIT.ok;
}

async function listen(phone: Phone, screen: Screen, signal: AbortSignal): Promise<void> {
  for await (const news of phone.news(signal, () => screen.say('(connection lost, trying again)')))
    screen.take(news, phone);
}

/** What is typed or piped in, kept from the first moment on. */
class Script {
  private readonly lines: string[] = [];
  private ended = false;
  private wake: () => void = () => undefined;

  constructor(typed: Interface) {
    typed.on('line', (line) => {
      if (line.trim() !== '') this.lines.push(line.trim());
      this.wake();
    });
    typed.once('close', () => {
      this.ended = true;
      this.wake();
    });
  }

  /** The next line, as soon as there is one; undefined at the end. */
  async next(): Promise<string | undefined> {
    while (this.lines.length === 0 && !this.ended) await new Promise<void>((resolve) => (this.wake = resolve));
    return this.lines.shift();
  }
}

/** A person types: each line goes out at once, and what goes wrong is said. */
async function talk(phone: Phone, screen: Screen, typed: Interface, script: Script): Promise<void> {
  typed.prompt();
  for (let line = await script.next(); line !== undefined; line = await script.next()) {
    await screen.send(phone, line).catch((error: unknown) => {
      if (!(error instanceof Failure)) throw error;
      screen.say(error.message);
    });
    typed.prompt();
  }
}

/** A script's lines: one at a time. */
async function recite(phone: Phone, screen: Screen, script: Script): Promise<void> {
  for (let line = await script.next(); line !== undefined; line = await script.next()) {
    screen.say(`${PROMPT}${line}`);
    await screen.send(phone, line);
    await screen.answered();
  }
}

/** What has been said so far, on both sides, and where it is written. */
class Screen {
  readonly connected: Promise<void>;
  private connect: () => void = () => undefined;
  private readonly shown = new Set<string>();
  /** Sent from here: they are on the screen already when they come back. */
  private readonly sent: string[] = [];
  /** As last told. It is told again only when it is otherwise: a text that needs no turn (HELP, STOP) brings none. */
  private turnRunning = false;
  private answers = 0;
  private lastNews = Date.now();

  constructor(
    private readonly terminal: ChatTerminal,
    private readonly typed: Interface,
    private readonly withEvents: boolean,
  ) {
    this.connected = new Promise((resolve) => (this.connect = resolve));
  }

  say(line: string): void {
    const { input, output } = this.terminal;
    // Between the prompt and what is being typed: the line goes above, the typing stays.
    if (input.isTTY) output.write(`\r\x1b[K${line}\n`);
    else output.write(`${line}\n`);
    if (input.isTTY) this.typed.prompt(true);
  }

  async send(phone: Phone, text: string): Promise<void> {
    this.answers = 0;
    this.lastNews = Date.now();
    this.sent.push(text);
    await phone.send(text);
  }

  /** When the text has come back, the turn that it began, if it did, is over, and everything that was said has arrived. */
  async answered(): Promise<void> {
    for (const deadline = Date.now() + ANSWER_MAX_MS; Date.now() < deadline; await wait(50)) {
      const quiet = Date.now() - this.lastNews;
      const arrived = this.sent.length === 0 && !this.turnRunning;
      if (arrived && quiet > (this.answers > 0 ? QUIET_AFTER_ANSWER_MS : QUIET_WITHOUT_ANSWER_MS)) return;
    }
    this.say('(no complete answer yet)');
  }

  take(news: PhoneNews, phone: Phone): void {
    const { paint } = this.terminal;
    this.lastNews = Date.now();
    switch (news.kind) {
      case 'hello':
        return this.greet(news, phone);
      case 'message':
        this.connect();
        if (!this.isNew(news.key)) return;
        if (news.direction === 'out') {
          this.answers++;
          return this.say(`${paint('cyan', '   <')} ${paint('bold', lines(news.text))}`);
        }
        if (this.sent[0] === news.text) this.sent.shift();
        else this.say(`${PROMPT}${lines(news.text)}`);
        return;
      case 'event':
        if (this.withEvents && !news.minor && this.isNew(news.key))
          this.say(paint('dim', `     ${harmless(news.summary)}`));
        return;
      case 'state':
        this.connect();
        this.turnRunning = news.turnRunning;
        return;
      default:
        return news satisfies never;
    }
  }

  private greet({ business, number }: Extract<PhoneNews, { kind: 'hello' }>, phone: Phone): void {
    this.connect();
    if (!this.isNew('hello')) return;
    const whom = [business, number && `(${number})`]
      .filter(Boolean)
      .map((part) => harmless(String(part)))
      .join(' ');
    const how = this.terminal.input.isTTY ? ' Ctrl-D ends the chat.' : '';
    this.say(this.terminal.paint('dim', `Texting ${whom || 'the business'} as ${phone.from}.${how}`));
  }

  private isNew(key: string): boolean {
    if (this.shown.has(key)) return false;
    this.shown.add(key);
    return true;
  }
}

/** A text of several lines, under each other. */
function lines(text: string): string {
  return text.split('\n').map(harmless).join('\n     ');
}

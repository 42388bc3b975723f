import { createInterface } from 'node:readline';
import { EXIT, Failure, type Paint } from '../terminal.js';
import type { Understood } from './read-hours.js';

export interface Question<T> {
  readonly asks: string;
  /** Taken when nothing is typed, and shown; without it an empty line goes to `read` as well. */
  readonly otherwise?: string;
  readonly read: (text: string) => Understood<T>;
}

export interface AskerTerminal {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  readonly paint: Paint;
}

/** Asks line by line, on a terminal or of a pipe, until an answer is understood. */
export class Asker {
  private readonly typed;
  private readonly lines: AsyncIterator<string>;

  constructor(private readonly terminal: AskerTerminal) {
    const { input, output } = terminal;
    this.typed = createInterface({ input, ...(input.isTTY ? { output } : {}) });
    this.lines = this.typed[Symbol.asyncIterator]();
    // Ctrl-C ends the input; the question that waits then says that nothing was written.
    this.typed.on('SIGINT', () => this.typed.close());
  }

  say(line: string): void {
    this.terminal.output.write(`${line}\n`);
  }

  async ask<T>({ asks, otherwise, read }: Question<T>): Promise<T> {
    const { input, output, paint } = this.terminal;
    const shown = `${asks}${otherwise === undefined ? '' : paint('dim', ` [${otherwise}]`)}: `;
    for (;;) {
      if (input.isTTY) {
        this.typed.setPrompt(shown);
        this.typed.prompt();
      } else output.write(shown);
      const { value: line, done } = await this.lines.next();
      if (done) throw ended(asks);
      // What is not echoed by a terminal is shown here, so that the two sides of the talk can be read together.
      if (!input.isTTY) output.write(`${line}\n`);
      const answer = read(line.trim() === '' && otherwise !== undefined ? otherwise : line);
      if (answer.ok) return answer.value;
      output.write(`  ${paint('yellow', answer.message)}\n`);
    }
  }

  close(): void {
    this.typed.close();
  }
}

function ended(asks: string): Failure {
  return new Failure(
    `The input ended at “${asks}”: nothing was written. Without a terminal give the answers as options with --yes (slotguard init --help).`,
    EXIT.usage,
  );
}

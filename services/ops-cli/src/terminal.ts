import { styleText } from 'node:util';

/** 0: all is well. 1: something was found, or it failed. 2: it was called wrongly. */
export const EXIT = { ok: 0, found: 1, usage: 2 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends a command with a message for a person and no stack trace. */
export class Failure extends Error {
  override readonly name = 'Failure';
  constructor(
    message: string,
    readonly exitCode: ExitCode = EXIT.found,
  ) {
    super(message);
  }
}

/** Writes text and resolves when the reader can take more. */
export type Write = (text: string) => Promise<void>;

export function writerTo(stream: NodeJS.WritableStream): Write {
  return (text) =>
    new Promise((resolve) => {
      if (stream.write(text)) resolve();
      else stream.once('drain', resolve);
    });
}

export type Colour = 'bold' | 'dim' | 'green' | 'red' | 'yellow' | 'cyan';
export type Paint = (colour: Colour, text: string) => string;

export const plain: Paint = (_, text) => text;
const coloured: Paint = (colour, text) => styleText(colour, text);

/** Colours for people at a terminal only; https://no-color.org is heeded. */
export function paintFor(stream: { readonly isTTY?: boolean }): Paint {
  return stream.isTTY === true && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb' ? coloured : plain;
}

/** Makes what others wrote harmless to a terminal: control characters, also those that turn text round, become visible. */
export function harmless(text: string): string {
  return text.replace(/\p{Cc}|\p{Surrogate}|[\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069]/gu, (character) => {
    if (character === '\n') return '⏎ ';
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
}

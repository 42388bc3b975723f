export interface Sentence {
  readonly text: string;
  readonly isQuestion: boolean;
}

/** A folded text cut at full stops and line ends. What a line that ends in a colon announces belongs to it. */
export function sentencesOf(text: string): readonly Sentence[] {
  const lines: string[] = [];
  let isOpen = false;
  for (const line of text.split('\n')) {
    if (line.trim() === '') {
      isOpen = false;
      continue;
    }
    if (isOpen && lines.length > 0) lines[lines.length - 1] += `\n${line}`;
    else lines.push(line);
    isOpen = /:\s*$/.test(line) || (isOpen && !/[.!?]\s*$/.test(line));
  }
  return lines.flatMap((line) =>
    [...line.matchAll(/(?:[^.!?]|\.(?!\s|$))+(?:[.!?]+|$)/g)]
      .map(([sentence]) => ({ text: sentence, isQuestion: /\?[.!?]*$/.test(sentence) }))
      .filter((sentence) => sentence.text.trim() !== ''),
  );
}

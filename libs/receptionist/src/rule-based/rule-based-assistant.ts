import type { Assistant, AssistantStep, TurnView } from '../assistant.js';
import { afterTools } from './after-tools.js';
import type { Heard } from './heard.js';
import { firstStep } from './first-step.js';
import { volunteeredName } from '../person-name.js';
import { answersTo } from './topics.js';
import type { CustomerLine } from './wish.js';
import { saidIn, wishOf, wordsOf } from './wish.js';

/**
 * A receptionist of plain rules: no key, no network, the same answer to the same conversation. It reads services, days and questions from
 * the customer's words, but never which slot they choose: it books what the guard says was chosen, and nothing else.
 */
export const ruleBasedAssistant: Assistant = {
  name: 'rules-1',
  isCode: true,
  next: async (view) => nextStep(view),
};

export function nextStep(view: TurnView): AssistantStep {
  const heard = hear(view);
  if (view.results.length > 0) return afterTools(view, heard.answers);
  const name = volunteeredName(heard.text);
  return { ...(name === undefined ? {} : { customerName: name }), ...firstStep(view, heard) };
}

function hear(view: TurnView): Heard {
  const { transcript, answers, business, channel } = view;
  const about = business.services.find(({ id }) => id === wishOf(view).service);
  const lines = transcript.filter(
    (line): line is CustomerLine => line.kind === 'customer' && answers.includes(line.id),
  );
  const text = lines.map(wordsOf).join('\n');
  return {
    lines,
    text,
    said: lines.filter(({ verdict }) => verdict?.kind !== 'selected').map((line) => saidIn(line, business)),
    verdict: lines.findLast(({ verdict }) => verdict && verdict.kind !== 'none')?.verdict,
    answers: answersTo(text, business, channel, about),
  };
}

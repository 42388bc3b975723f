import { plain } from './named.js';

// Once a person is asked for the assistant is silent, so that in doubt nobody was asked for: another text can still do it.

/** Any of these alone means a person of the business, as opposed to a machine. */
const HUMAN = '(human( being)?|real person|live person|actual person|representative|customer service|live agent|agent)';
/** Somebody to talk with. "My manager" and "the same person" are somebody else. */
const SOMEBODY = `((a|an|any|some|the|your|one of your) )?((real|live|actual) )?(${HUMAN}|person|people|manager|owner|supervisor|operator|staff|receptionist|somebody|someone|anybody|anyone)`;

const TALK = '(talk|speak|chat|text)( directly)? (to|with)';
const CONNECT =
  '(connect me (to|with)|transfer me to|put me through to|pass me (on )?to|switch me to|hand me (over|off) to|get me)';

const ASKS: readonly RegExp[] = [
  new RegExp(`\\b(${TALK}|${CONNECT}) ${SOMEBODY}\\b`),
  new RegExp(
    `\\b(want|need|prefer|give me|get me|(can|could|may) i (get|have)|i ll take|i d like) (to have )?(a |an )?${HUMAN}\\b`,
  ),
  /\b(want|need|(can|could|may) i (get|have)) (a|some) person( please| now)?$/,
  new RegExp(
    `\\b(want|need|like) (someone|somebody|a person|an? ${HUMAN}) to (call|contact|phone|text|help|answer) me\\b`,
  ),
  new RegExp(`\\b(call|callback|call back|reply|answer|help) (from|by) (an?) (${HUMAN}|person)\\b`),
  new RegExp(`\\bnot (a |the |another )?(ro)?bot (but )?(a |an )?(${HUMAN}|person)\\b`),
  /\bis there an? (real |live )?(person|human) (there|here|available|around|i can)\b/,
  new RegExp(`\\b${HUMAN} (please|pls|now)\\b`),
  // The whole text: "human", "a real person please", "representative!!!"
  new RegExp(
    `^((ok|okay|no|hi|hello|hey|just|please) )*(a |an |the )?(${HUMAN}|person|operator|manager)( (please|pls|now|thanks))*$`,
  ),
  /\b(is there )?(someone|somebody|anyone|anybody|a person) (who |that )?(i|we) (can|could) (talk|speak) (to|with)\b/,
  /\b(can|could|will|would|have|let|please have) (a (real |live )?(person|human)|someone|somebody|anyone) (please )?(call|phone|ring|contact|text) me\b/,
  /\b(hablar|comunicarme|comunicar|hable|chatear) con (alguien|una persona|un humano|un representante|un agente|el encargado|la encargada)\b/,
  /^(una persona|un humano|representante)( por favor)?$/,
];

/** Right before it: not wanted, or not meant for now. */
const DENIED =
  /\b(don t|do not|dont) make (me|us)$|\b(don t|do not|dont|not|never|didn t|doesn t) ((really|even) )?(want|need|like|wish|have|mean|ask|asking|care)( to)?( (talk|speak|have))?$|\b(no need to|rather not|without|instead of|than|before i|unless i|after i|already|once i|when i)( \w+)?$|\b(do|does|did|would) (i|we) (really )?(have|need)( to)?$|\bshould (i|we)$/;
/** "Am I talking to a human?" asks what this is; "I have to talk to someone first" is about somebody at home. */
const ABOUT_SOMETHING_ELSE =
  /\b(am i|are we|was i) (talking|speaking|chatting|texting)\b|\b(talk|speak) (to|with) (someone|somebody) (first|at home|else first|before)\b/;
/** "I'll talk to someone and get back to you": somebody at home. */
const LATER = /\b(i|we) (will|ll|have to|will have to|ll have to)$/;
const ANYBODY = /\b(someone|somebody|anyone|anybody)$/;
/** What follows can make it somebody else: "a person of contact", "an agent who does facials", "one person per room". */
const SOMEBODY_ELSE = /^ (of contact|who does|who do|who did|per|from work|at work|at home)\b/;

/** Whether the customer wants to go on with a person instead of an assistant, by these words alone. */
export function asksForPerson(text: string): boolean {
  return text.split('\n').some((line) => {
    const words = plain(line);
    return !ABOUT_SOMETHING_ELSE.test(words) && ASKS.some((ask) => isAsked(words, ask));
  });
}

function isAsked(words: string, ask: RegExp): boolean {
  const match = ask.exec(words);
  if (!match) return false;
  const before = words.slice(0, match.index).trimEnd();
  const after = words.slice(match.index + match[0].length);
  if (ANYBODY.test(match[0]) && LATER.test(before)) return false;
  return !DENIED.test(before) && !SOMEBODY_ELSE.test(after);
}

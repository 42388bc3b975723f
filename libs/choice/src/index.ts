export * from './types.js';
export { charactersMax } from './scan-of.js';
export { extractChoice } from './extract-choice.js';
export { explainChoice, type ExplainedMention, type Explanation } from './explain-choice.js';
export { readWish } from './read-wish.js';
export { readMentions, type Mention } from './read-mentions.js';
export {
  readChange,
  type Change,
  type ChangeContext,
  type OwnAppointment,
  type RemindedOf,
} from './change/read-change.js';

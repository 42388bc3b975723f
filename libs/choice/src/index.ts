export * from './types.js';
export * from './extract-choice.js';

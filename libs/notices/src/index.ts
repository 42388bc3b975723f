export * from './notice.js';
export * from './notify-business.js';
export * from './notify-of-words.js';
export * from './sign.js';
export * from './unavailable.js';
export * from './words-to-tell.js';

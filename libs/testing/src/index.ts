export * from './any-story.js';
export * from './chromium.js';
export * from './free-port.js';
export * from './given.js';
export * from './postgres-launcher.js';
export * from './story-steps.js';
export * from './temp-folder.js';
export * from './wait-for.js';

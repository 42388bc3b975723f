export * from './assistant.js';
export * from './courier.js';
export * from './turn-deps.js';
export * from './turn-limits.js';

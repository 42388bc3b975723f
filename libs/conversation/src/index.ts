export * from './events.js';
export * from './policy.js';
export * from './reasons.js';
export * from './slot.js';

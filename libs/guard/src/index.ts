export * from './policies.js';
export * from './settle.js';
export * from './slot-selection.js';
export * from './slot-selection-error.js';

export * from './boot.js';
export type * from './phone-api.js';

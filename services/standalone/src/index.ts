export * from './boot.js';
export * from './choose-port.js';
export type * from './phone-api.js';

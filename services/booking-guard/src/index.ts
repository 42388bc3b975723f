export * from './booking-guard.module.js';
export * from './tokens.js';

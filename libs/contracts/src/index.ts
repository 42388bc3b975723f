export * from './availability.js';
export * from './business.js';
export * from './event-schemas.js';
export * from './parse-event.js';
export * from './stored-event.js';
export * from './upcasters.js';
export * from './verdicts.js';
export * from './reason-docs.js';

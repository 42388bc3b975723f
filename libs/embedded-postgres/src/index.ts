export * from './errors.js';
export * from './free-port.js';
export * from './running-postgres.js';
export * from './start-embedded-postgres.js';

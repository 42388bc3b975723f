export * from './inspect-postgres.js';
export * from './lasting-client.js';
export * from './postgres-event-log.js';

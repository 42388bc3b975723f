// What it takes to find a system's settings and to open its records, without Nest behind it: a command that looks at them and ends should
// not first spend half a second on loading what only a service needs.
export * from './business-file.js';
export * from './conversation-id-key.js';
export * from './kept-key.js';
export * from './open-existing-database.js';
export * from './open-log.js';
export * from './reason-to-stop.js';
export * from './settings.js';

export * from './errors.js';
export * from './find-nats-server.js';
export * from './start-nats-server.js';
export * from './version.js';

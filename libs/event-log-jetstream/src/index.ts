export { SERVER_MIN, UnsupportedServer, type ConnectionOptions } from './connection.js';
export * from './jetstream-event-log.js';
export * from './permissions.js';
export { ensureStreams, StreamDiffers, STREAMS } from './streams.js';

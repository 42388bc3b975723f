export * from './errors-for-channel.js';

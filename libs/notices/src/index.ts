export * from './notice.js';
export * from './notify-business.js';
export * from './sign.js';
export * from './unavailable.js';

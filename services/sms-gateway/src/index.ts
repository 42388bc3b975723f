export * from './courier-unavailable.js';
export * from './limits.js';
export * from './options.js';
export * from './receptionist.js';
export * from './sms-gateway.module.js';
export * from './tokens.js';
export * from './twilio-courier.js';

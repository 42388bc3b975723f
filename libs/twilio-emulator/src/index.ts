export * from './faults.js';
export type { MessageStatus, TwilioMessage } from './message.js';
export type { NumberSettings, ServiceSettings } from './numbers-api.js';
export type { CarrierWord } from './opt-outs.js';
export * from './twilio-emulator.js';
export type { Params, Posted } from './webhooks.js';
export { formOf } from './webhooks.js';

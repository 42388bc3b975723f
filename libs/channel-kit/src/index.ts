export * from './errors-for-channel.js';
export * from './render-appointment.js';
export * from './render-business.js';
export * from './render-names.js';
export * from './render-note.js';
export * from './render-offers.js';
export * from './render-times.js';

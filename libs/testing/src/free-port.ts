export { freePort } from '@slotguard/embedded-postgres';

import type { Business } from '@slotguard/contracts';

/** To a customer who has asked for a person. Promises no time: nobody knows when one is free. */
export function renderPersonComing({ name, phone }: Business): string {
  const call = phone === undefined ? '' : ` You can also call ${phone}.`;
  return `I'm leaving this to the team at ${name}: a person will answer you here.${call}`;
}

import type { Business } from '@slotguard/contracts';

/** That no more is answered today, and what to do. `whose`: the customer's own bound, or that of all customers together. */
export function renderLimit({ phone }: Pick<Business, 'phone'>, whose: 'customer' | 'business'): string {
  const said =
    whose === 'customer' ? "You've reached today's limit for texts with us." : "We can't answer more texts today.";
  return phone === undefined
    ? `${said} Please text again tomorrow.`
    : `${said} Please call ${phone}, or text again tomorrow.`;
}

import { newEvent } from '@slotguard/contracts';
import type { ApprovedArgs, BookingApproved } from '@slotguard/conversation';

export interface ApprovalOptions {
  readonly conversation?: string;
  readonly request?: string;
  readonly validUntil?: string;
  /** What is booked, over Botox with Ana on Tuesday 2026-11-17 at two; `undefined` leaves a field out. */
  readonly args?: { readonly [K in keyof ApprovedArgs]?: ApprovedArgs[K] | undefined };
}

/** As the guard writes it. */
export function anApproval(options: ApprovalOptions = {}): BookingApproved {
  const { conversation = 'c1', request = 'req-1', validUntil = '2026-11-16T10:02:00-05:00' } = options;
  const whole = {
    start: '2026-11-17T14:00:00-05:00',
    end: '2026-11-17T14:30:00-05:00',
    service: 'botox',
    resource: 'ana',
    ...options.args,
  };
  const args = Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined)) as never;
  return newEvent(
    'BookingApproved',
    {
      ...{ id: `dec-${request}`, time: '2026-11-16T10:00:00-05:00', business: 'salon', conversation },
      ...{ channel: 'sms', writer: 'guard', correlation: `utt-${conversation}`, causation: request },
    },
    {
      request,
      args,
      adjustments: {},
      evidence: { check: 'chk-1', utterance: `utt-${conversation}` },
      mode: 'enforce',
      policy: 'default-1',
      validUntil,
    },
    {},
  );
}

import { newEvent, type Envelope } from '@slotguard/contracts';
import type {
  ApprovedArgs,
  CancellationApproved,
  CancellationOrdered,
  RescheduleApproved,
  Slot,
} from '@slotguard/conversation';

export interface ChangeOptions {
  readonly conversation?: string;
  readonly request?: string;
  /** `apt-req-1`, the one that `anApproval()` books. */
  readonly appointment?: string;
  readonly validUntil?: string;
}

const AT_TWO: Slot = {
  slotId: 'botox_ana_20261117T190000Z',
  start: '2026-11-17T14:00:00-05:00',
  end: '2026-11-17T14:30:00-05:00',
  service: 'botox',
  resource: 'ana',
};

/** Half an hour of Botox with Ana on Tuesday 2026-11-17: `atTime('16:00')`. */
export function atTime(from: string, over: Partial<ApprovedArgs> = {}): ApprovedArgs {
  const start = `2026-11-17T${from}:00-05:00`;
  const end = new Date(Date.parse(start) + 30 * 60_000 - 5 * 3_600_000).toISOString().replace('.000Z', '-05:00');
  return { start, end, service: 'botox', resource: 'ana', ...over };
}

function base({ conversation = 'c1', request = 'req-2', appointment = 'apt-req-1', ...rest }: ChangeOptions) {
  const { validUntil = '2026-11-16T10:02:00-05:00' } = rest;
  const envelope: Envelope = {
    ...{ id: `dec-${request}`, time: '2026-11-16T10:00:00-05:00', business: 'salon', conversation },
    ...{ channel: 'sms', writer: 'guard', correlation: `utt-${conversation}`, causation: request },
  };
  return { envelope, data: { request, appointment, mode: 'enforce', policy: 'default-1', validUntil } as const };
}

/** As the guard writes them. */
export function aCancellation(options: ChangeOptions = {}): CancellationApproved {
  const { envelope, data } = base(options);
  const evidence = { utterance: envelope.correlation };
  return newEvent('CancellationApproved', envelope, { ...data, slot: AT_TWO, evidence }, {});
}

/** As an operator's command writes it. */
export function anOrder(
  options: {
    readonly conversation?: string;
    readonly id?: string;
    readonly appointment?: string;
    readonly slot?: Slot;
  } = {},
): CancellationOrdered {
  const { conversation = 'c1', id = 'cancel-1', appointment = 'apt-req-1', slot = AT_TWO } = options;
  const envelope: Envelope = {
    ...{ id, time: '2026-11-16T10:00:00-05:00', business: 'salon', conversation },
    ...{ channel: 'sms', writer: 'ops', correlation: id },
  };
  return newEvent('CancellationOrdered', envelope, { appointment, slot, actor: 'Dana' }, { reason: 'Ana is ill' });
}

export function aMove(args: ApprovedArgs, options: ChangeOptions & { readonly from?: Slot } = {}): RescheduleApproved {
  const { envelope, data } = base(options);
  const utterance = envelope.correlation;
  const evidence = { check: 'chk-1', utterance, asked: utterance };
  const { from = AT_TWO } = options;
  return newEvent('RescheduleApproved', envelope, { ...data, from, args, adjustments: {}, evidence }, {});
}

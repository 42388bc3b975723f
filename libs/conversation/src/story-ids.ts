import { instantOf } from '@slotguard/business-time';

export const verdictId = (utterance: string): string => `sel-${utterance}`;
export const decisionId = (request: string): string => `dec-${request}`;
export const outcomeId = (request: string): string => `apt-${request}`;
/** The calendar's answer to the choice that this utterance made: placed or refused. */
export const holdId = (utterance: string): string => `hld-${utterance}`;
export const releaseId = (hold: string): string => `rel-${hold}`;
/** One reminder of an appointment at one time: `due-apt-req-1-20251118T143000Z`; who moves it is reminded anew. */
export const reminderId = (appointment: string, start: string): string =>
  `due-${appointment}-${new Date(instantOf(start)).toISOString().replace(/[-:]|\.\d+/g, '')}`;

/** The id of the guard's event that this event is owed, if any. */
export function guardEventIdFor(event: { readonly id: string; readonly type: string }): string | undefined {
  if (event.type === 'UserUtterance') return verdictId(event.id);
  if (REQUEST_TYPES.has(event.type)) return decisionId(event.id);
  return undefined;
}

/** The requests that the guard decides. */
const REQUEST_TYPES: ReadonlySet<string> = new Set([
  'BookingRequested',
  'CancellationRequested',
  'RescheduleRequested',
]);
/** The approvals that the calendar owes an outcome. */
const APPROVAL_TYPES: ReadonlySet<string> = new Set(['BookingApproved', 'CancellationApproved', 'RescheduleApproved']);

export function isApprovalType(type: string): boolean {
  return APPROVAL_TYPES.has(type);
}

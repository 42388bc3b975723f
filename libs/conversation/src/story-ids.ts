export const verdictId = (utterance: string): string => `sel-${utterance}`;
export const decisionId = (request: string): string => `dec-${request}`;
export const outcomeId = (request: string): string => `apt-${request}`;
/** The calendar's answer to the choice that this utterance made: placed or refused. */
export const holdId = (utterance: string): string => `hld-${utterance}`;
export const releaseId = (hold: string): string => `rel-${hold}`;

/** The id of the guard's event that this event is owed, if any. */
export function guardEventIdFor(event: { readonly id: string; readonly type: string }): string | undefined {
  if (event.type === 'UserUtterance') return verdictId(event.id);
  if (event.type === 'BookingRequested') return decisionId(event.id);
  return undefined;
}

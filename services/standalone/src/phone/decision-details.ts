import { reasonDocs } from '@slotguard/contracts';
import type { EventNamed, SelectionEvidence, Story } from '@slotguard/conversation';
import type { Detail } from '../phone-api.js';
import { clause, detail, quoted, textOf, type Words } from './words.js';

/** What an approval rests on, and what was put right on the way. */
export function approvalDetails(
  { data }: EventNamed<'BookingApproved' | 'RescheduleApproved'>,
  story: Story,
  words: Words,
): Detail[] {
  const put = Object.entries(data.adjustments).flatMap(([field, change]) =>
    change ? [{ label: `Put right: ${field}`, value: `${change.from ?? 'missing'} → ${change.to}` }] : [],
  );
  return [...evidenceDetails(data, story, words), ...put, ...rulesOf(data)];
}

export function cancellationDetails({ data }: EventNamed<'CancellationApproved'>, story: Story): Detail[] {
  return [
    ...detail('Customer said', data.evidence && quoted(textOf(data.evidence.utterance, story))),
    ...rulesOf(data),
  ];
}

export function moveDetails(approval: EventNamed<'RescheduleApproved'>, story: Story, words: Words): Detail[] {
  const { from, evidence } = approval.data;
  return [
    { label: 'Was', value: words.slot(from) },
    ...detail('Asked to move', evidence && quoted(textOf(evidence.asked, story))),
    ...approvalDetails(approval, story, words),
  ];
}

export function changeRejectionDetails({ data }: EventNamed<'CancellationRejected' | 'RescheduleRejected'>): Detail[] {
  return [
    { label: 'Reason', value: data.reason },
    ...data.help.appointments.map((id) => ({ label: 'Appointment', value: id })),
    { label: 'Rules', value: `${data.mode}, ${data.policy}` },
  ];
}

/** Under which rules it was approved; in shadow also what enforcing would have said. */
function rulesOf({
  mode,
  policy,
  wouldReject,
}: EventNamed<'BookingApproved' | 'CancellationApproved'>['data']): Detail[] {
  const otherwise = wouldReject ? clause(reasonDocs[wouldReject].means) : undefined;
  return [{ label: 'Rules', value: `${mode}, ${policy}` }, ...detail('Enforcing says', otherwise)];
}

export function rejectionDetails({ data }: EventNamed<'BookingRejected'>, words: Words): Detail[] {
  const { selected, offers = [], appointment } = data.help;
  return [
    { label: 'Reason', value: data.reason },
    ...detail('Chosen', selected && words.slot(selected)),
    ...detail('Still offered', offers.length > 0 ? offers.map((slot) => words.when(slot.start)).join('; ') : undefined),
    ...detail('Appointment', appointment),
    { label: 'Rules', value: `${data.mode}, ${data.policy}` },
  ];
}

export function evidenceDetails(
  { evidence }: { readonly evidence?: SelectionEvidence },
  story: Story,
  words: Words,
): Detail[] {
  if (!evidence) return [];
  const placed = (id: string | undefined): string | undefined => {
    const event = story.find((other) => other.id === id);
    return event ? words.when(event.time) : id;
  };
  return [
    { label: 'Customer said', value: quoted(textOf(evidence.utterance, story)) },
    ...detail('Looked up', placed(evidence.check)),
    ...detail('Shown', placed(evidence.presentation)),
  ];
}

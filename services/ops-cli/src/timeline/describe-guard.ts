import { noSelectionDocs, reasonDocs } from '@slotguard/contracts';
import type {
  Adjustments,
  ChangeAsked,
  EventNamed,
  GuardEvent,
  SelectionEvidence,
  Story,
} from '@slotguard/conversation';
import type { Entry } from './entry.js';
import { cited, quoted, slotInWords } from './entry.js';

/** A verdict with the words and how they were read; a decision with its evidence, adjustments or reason. */
export function describeGuard(event: GuardEvent, story: Story): Entry {
  switch (event.type) {
    case 'SlotSelected': {
      const { slot, basis, evidence, change } = event.data;
      const says = `${quoted(event.personal.words)} chooses ${slotInWords(slot)} (by ${basis.replaceAll('_', ' ')})`;
      return {
        who: 'guard',
        colour: 'green',
        says,
        details: [...evidenceLines(evidence, story), ...changeLines(change)],
      };
    }
    case 'NoSlotSelected': {
      const { why, candidates = [], change } = event.data;
      const { means, clears } = noSelectionDocs[why];
      const [asks] = changeLines(change);
      const nothing = `chooses nothing: ${why}. ${means}${clears ? ' An earlier choice falls.' : ''}`;
      const says = asks === undefined ? nothing : `${asks} (chooses nothing: ${why})`;
      const details = candidates.map((slot) => `could mean ${slotInWords(slot)}`);
      const colour = clears || change ? 'yellow' : 'dim';
      return { who: 'guard', colour, says, details };
    }
    case 'BookingApproved': {
      const { args, adjustments, evidence, mode, policy } = event.data;
      return {
        who: 'guard',
        colour: 'green',
        says: `approves ${slotInWords(args)} (${mode}, policy ${policy})`,
        details: [...evidenceLines(evidence, story), ...adjustmentLines(adjustments), ...shadowLines(event.data)],
      };
    }
    case 'CancellationApproved': {
      const { slot, evidence, mode, policy } = event.data;
      const says = `approves cancelling ${slotInWords(slot)} (${mode}, policy ${policy})`;
      const asked = evidence ? [`asked for    ${cited(evidence.utterance, story)}`] : ['without evidence'];
      return { who: 'guard', colour: 'green', says, details: [...asked, ...shadowLines(event.data)] };
    }
    case 'RescheduleApproved': {
      const { from, args, adjustments, evidence, mode, policy } = event.data;
      const says = `approves moving ${slotInWords(from)} to ${slotInWords(args)} (${mode}, policy ${policy})`;
      const asked = evidence ? [`asked for    ${cited(evidence.asked, story)}`] : [];
      const rest = [...adjustmentLines(adjustments), ...shadowLines(event.data)];
      return { who: 'guard', colour: 'green', says, details: [...asked, ...evidenceLines(evidence, story), ...rest] };
    }
    case 'CancellationRejected':
    case 'RescheduleRejected': {
      const { reason, mode, policy, help } = event.data;
      const details = [
        reasonDocs[reason].means,
        ...help.appointments.map((id) => `appointment: ${id}`),
        `what would help: ${reasonDocs[reason].next}`,
      ];
      return { who: 'guard', colour: 'red', says: `rejects: ${reason} (${mode}, policy ${policy})`, details };
    }
    case 'BookingRejected': {
      const { reason, mode, policy, help } = event.data;
      const details = [
        reasonDocs[reason].means,
        ...(help.selected ? [`chosen: ${slotInWords(help.selected)}`] : []),
        ...(help.offers ?? []).map((slot) => `offered: ${slotInWords(slot)}`),
        ...(help.appointment === undefined ? [] : [`appointment: ${help.appointment}`]),
        `what would help: ${reasonDocs[reason].next}`,
      ];
      return { who: 'guard', colour: 'red', says: `rejects: ${reason} (${mode}, policy ${policy})`, details };
    }
    default:
      return event satisfies never;
  }
}

function shadowLines({ mode, wouldReject }: EventNamed<'BookingApproved' | 'CancellationApproved'>['data']): string[] {
  if (mode === 'enforce') return [];
  return [`enforcing would ${wouldReject ? `reject it: ${wouldReject}` : 'approve it too'}`];
}

function changeLines(change: ChangeAsked | undefined): string[] {
  if (!change) return [];
  if (change.kind === 'keep') return ['takes back that something shall be changed'];
  if (change.kind === 'attend') return [`says to come to ${change.appointments.join(' or ')}`];
  return [`asks to ${change.kind} ${change.appointments.join(' or ')}`];
}

function evidenceLines(evidence: SelectionEvidence | undefined, story: Story): string[] {
  if (!evidence) return ['without evidence'];
  const { check, presentation, utterance } = evidence;
  return [
    `check        ${cited(check, story)}`,
    `presentation ${cited(presentation, story)}`,
    `utterance    ${cited(utterance, story)}`,
  ];
}

function adjustmentLines(adjustments: Adjustments): string[] {
  return Object.entries(adjustments).map(
    ([field, { from, to, why }]) =>
      `${field} put right (${why.replaceAll('_', ' ')}): ${from === null ? 'nothing' : quoted(from)} → ${quoted(to)}`,
  );
}

import { noSelectionDocs, reasonDocs } from '@slotguard/contracts';
import type { Adjustments, GuardEvent, SelectionEvidence, Story } from '@slotguard/conversation';
import type { Entry } from './entry.js';
import { cited, quoted, slotInWords } from './entry.js';

/** A verdict with the words and how they were read; a decision with its evidence, adjustments or reason. */
export function describeGuard(event: GuardEvent, story: Story): Entry {
  switch (event.type) {
    case 'SlotSelected': {
      const { slot, basis, evidence } = event.data;
      const says = `${quoted(event.personal.words)} chooses ${slotInWords(slot)} (by ${basis.replaceAll('_', ' ')})`;
      return { who: 'guard', colour: 'green', says, details: evidenceLines(evidence, story) };
    }
    case 'NoSlotSelected': {
      const { why, candidates = [] } = event.data;
      const { means, clears } = noSelectionDocs[why];
      const says = `chooses nothing: ${why}. ${means}${clears ? ' An earlier choice falls.' : ''}`;
      const details = candidates.map((slot) => `could mean ${slotInWords(slot)}`);
      return { who: 'guard', colour: clears ? 'yellow' : 'dim', says, details };
    }
    case 'BookingApproved': {
      const { args, adjustments, evidence, mode, policy, wouldReject } = event.data;
      const shadow =
        mode === 'enforce' ? [] : [`enforcing would ${wouldReject ? `reject it: ${wouldReject}` : 'approve it too'}`];
      return {
        who: 'guard',
        colour: 'green',
        says: `approves ${slotInWords(args)} (${mode}, policy ${policy})`,
        details: [...evidenceLines(evidence, story), ...adjustmentLines(adjustments), ...shadow],
      };
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

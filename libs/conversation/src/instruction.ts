import type { EventNamed, Instruction, Recorded, Story } from './events.js';
import { mayWrite } from './may-write.js';
import { isApprovalType } from './story-ids.js';

/** What the calendar owes an outcome: the guard's approvals, and what an operator orders. */
export function isInstructionType(type: string): boolean {
  return isApprovalType(type) || type === 'CancellationOrdered';
}

/** What the outcome of an instruction is named after: the request that was approved, or the order itself. */
export function requestOf(instruction: Instruction): string {
  return instruction.type === 'CancellationOrdered' ? instruction.id : instruction.data.request;
}

/** The operator's order that a cancellation carries out; undefined when it was the customer's wish. */
export function orderOf(
  { data }: EventNamed<'AppointmentCancelled'>,
  story: Story,
): Recorded<EventNamed<'CancellationOrdered'>> | undefined {
  return story.find(
    (event): event is Recorded<EventNamed<'CancellationOrdered'>> =>
      event.type === 'CancellationOrdered' && event.id === data.request && mayWrite(event.writer, event.type),
  );
}

/** Whether a text tells the customer of what an operator has cancelled: the operator's word, and none of the assistant's. */
export function tellsOrdered({ causation }: EventNamed<'AssistantReplied'>, story: Story): boolean {
  const cause = story.find(({ id }) => id === causation);
  return cause?.type === 'AppointmentCancelled' && mayWrite(cause.writer, cause.type) && !!orderOf(cause, story);
}

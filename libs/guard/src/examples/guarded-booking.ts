import type { ApprovedArgs, BookingArgs } from '@slotguard/conversation';
import type { ConversationHandle, SlotSelection } from '@slotguard/guard';
import { SlotSelectionError } from '@slotguard/guard';

/** The tool `book_appointment` when it has moved: the guard says what is booked, the calendar how it ended. */
export async function bookAppointment(
  guard: SlotSelection,
  conversation: ConversationHandle,
  args: BookingArgs,
  book: (approved: ApprovedArgs) => Promise<boolean>,
): Promise<string> {
  try {
    const approved = await guard.enforceBooking(conversation, args);
    if (await book(approved.args)) {
      await guard.clearOffers(conversation);
      return `Booked for ${guard.formatForDisplay(approved.args.start, conversation.channel)}.`;
    }
    await guard.bookingFailed(conversation, 'slot_taken');
    return 'That time was just taken. Offer another one.';
  } catch (error) {
    if (error instanceof SlotSelectionError) return guard.formatErrorForChannel(error, conversation.channel);
    throw error;
  }
}

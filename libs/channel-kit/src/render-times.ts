import type { Instant } from '@slotguard/business-time';
import { inZone } from '@slotguard/business-time';
import type { Channel } from '@slotguard/conversation';

type Time = Instant | string;

/** "2:00 PM"; spoken "2 PM", "2:30 PM". */
export function clockText(time: Time, channel: Channel, zone: string): string {
  const local = inZone(time, zone).setLocale('en-US');
  return local.toFormat(channel === 'voice' && local.minute === 0 ? 'h a' : 'h:mm a');
}

/** A text has little room ("Tue, Nov 25"), a mail and a voice say the day in full ("Tuesday, November 25"). */
export function dayText(time: Time, channel: Channel, zone: string): string {
  return inZone(time, zone)
    .setLocale('en-US')
    .toFormat(channel === 'sms' ? 'ccc, LLL d' : 'cccc, LLLL d');
}

/** "Tue, Nov 25 at 2:00 PM". */
export function dayAndClockText(time: Time, channel: Channel, zone: string): string {
  return `${dayText(time, channel, zone)} at ${clockText(time, channel, zone)}`;
}

/** `YYYY-MM-DD` on the business's wall. */
export function localDateOf(time: Time, zone: string): string {
  return inZone(time, zone).toISODate() as string;
}

/** `HH:mm` of the business's file as a customer reads it: "9:00 AM", spoken "9 AM"; `24:00` is midnight. */
export function wallClockText(time: string, channel: Channel): string {
  const hour = Number(time.slice(0, 2)) % 24;
  const minute = time.slice(3, 5);
  const clock = channel === 'voice' && minute === '00' ? `${hour % 12 || 12}` : `${hour % 12 || 12}:${minute}`;
  return `${clock} ${hour < 12 ? 'AM' : 'PM'}`;
}

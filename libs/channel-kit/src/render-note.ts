import type { AvailabilityNote, AvailabilityQuery, Channel } from '@slotguard/conversation';
import type { Business } from '@slotguard/contracts';
import { resourceName, serviceName } from './render-names.js';
import { dayText, wallClockText } from './render-times.js';

/** Why it is not what was asked for. `more` when a list of the nearest openings follows. */
export function renderNote(
  note: AvailabilityNote,
  asked: AvailabilityQuery,
  options: { readonly business: Business; readonly channel: Channel; readonly more: boolean },
): string {
  const { business, channel, more } = options;
  const said = reasonText(note, asked, business, channel);
  return more && note !== 'unavailable' ? `${said} The nearest openings:` : said;
}

function reasonText(note: AvailabilityNote, asked: AvailabilityQuery, business: Business, channel: Channel): string {
  const day = asked.date === undefined || asked.dateTo !== undefined ? '' : ` on ${dateText(asked.date, channel)}`;
  const at = asked.time === undefined ? undefined : wallClockText(asked.time, channel);
  switch (note) {
    case 'closed':
      if (asked.after !== undefined) return 'There is nothing later.';
      if (asked.before !== undefined) return 'There is nothing earlier.';
      return at ? `We're closed at ${at}${day}.` : day ? `We're closed${day}.` : "We're closed then.";
    case 'too_far_ahead':
      return `We book up to ${business.horizonDays} ${business.horizonDays === 1 ? 'day' : 'days'} ahead.`;
    case 'time_passed':
      return at ? `${at}${day || ' today'} is too soon or has passed.` : 'That time is too soon or has passed.';
    case 'fully_booked':
      return `We have nothing free${asked.partOfDay ? ` in the ${asked.partOfDay}` : ''}${day || (asked.partOfDay ? '' : ' then')}.`;
    case 'time_not_free':
      return at ? `${at}${day} isn't free.` : "That time isn't free.";
    case 'unknown_service':
      return `We don't offer that. We have ${business.services.map(({ name }) => name).join(', ')}.`;
    case 'unknown_resource':
      return asked.resource === undefined
        ? "That person isn't with us."
        : `${resourceName(business, asked.resource)} doesn't do ${serviceName(business, asked.service)}.`;
    case 'unavailable':
      return `I can't reach the calendar right now. Please try again in a few minutes${business.phone ? `, or call ${business.phone}` : ''}.`;
    default:
      return note satisfies never;
  }
}

/** A bare date is the same day in every zone: noon keeps it clear of midnight. */
function dateText(date: string, channel: Channel): string {
  return dayText(`${date}T12:00:00Z`, channel, 'utc');
}

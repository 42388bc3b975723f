const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Day = (typeof DAYS)[number];
/** Of each day its spans, as the business's file has them: `['09:00-12:00', '13:00-18:00']`. A closed day has none. */
export type Week = Readonly<Record<Day, readonly string[]>>;

/** What a person typed, understood; or what is wrong with it, in words that help. */
export type Understood<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string };

export const HOURS_EXAMPLE = 'Mon-Fri 9:00-12:00, 13:00-18:00; Sat 10am-2pm';
const no = (message: string) => ({ ok: false, message }) as const;

/**
 * Opening hours as people write them: `Mon-Fri 9-18; Sat 10am-2pm`, `daily 8:00-20:00`. Parts are parted by `;` and begin with their days; a
 * day that is named twice is refused, since nobody could tell which is meant.
 */
export function readHours(text: string): Understood<Week> {
  const week: Record<Day, string[]> = {
    ...{ monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] },
  };
  const parts = text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.length === 0) return no(`Say on which days and when, like ${HOURS_EXAMPLE}`);
  for (const part of parts) {
    const [, whichDays = '', times = ''] = /^([^\d]*?)\s*(\d.*)$/s.exec(part) ?? [];
    const days = readDays(whichDays);
    if (!days) return no(`“${part}” does not begin with days, like Mon-Fri or Sat`);
    const spans = times.split(',').map((span) => readSpan(span));
    const wrong = spans.find((span) => !span.ok);
    if (wrong && !wrong.ok) return wrong;
    for (const day of days) {
      if (week[day].length > 0) return no(`${day} stands there twice: put all its hours in one part`);
      week[day].push(...spans.flatMap((span) => (span.ok ? [span.value] : [])).sort());
    }
    const overlap = overlapIn(week[days[0] as Day]);
    if (overlap !== undefined) return no(overlap);
  }
  return { ok: true, value: week };
}

/** `Mon-Fri`, `Mon, Wed and Fri`, `Fri-Mon` (over the weekend), `daily`. */
function readDays(text: string): readonly Day[] | undefined {
  const words = text.toLowerCase().replace(/[.:]/g, '').trim();
  if (/^(daily|every ?day|all days)$/.test(words)) return DAYS;
  const days = words
    .split(/\s*(?:,|&|\band\b)\s*/)
    .filter((one) => one !== '')
    .map((one) => {
      const [from, to, ...more] = one.split(/\s*(?:-|–|\bto\b)\s*/).map(dayOf);
      if (from === undefined || more.length > 0) return undefined;
      if (!one.includes('-') && !one.includes('–') && !/\bto\b/.test(one)) return [from];
      return to === undefined ? undefined : range(from, to);
    });
  if (days.length === 0 || days.some((one) => one === undefined)) return undefined;
  return days.flatMap((one) => one ?? []);
}

function dayOf(word: string): Day | undefined {
  return word.length >= 2 ? DAYS.find((day) => day.startsWith(word.replace(/s$/, ''))) : undefined;
}

function range(from: Day, to: Day): Day[] {
  const first = DAYS.indexOf(from);
  const count = ((DAYS.indexOf(to) - first + DAYS.length) % DAYS.length) + 1;
  return Array.from({ length: count }, (_, i) => DAYS[(first + i) % DAYS.length] as Day);
}

const CLOCK = /^(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?$/;

function readSpan(text: string): Understood<string> {
  const [from, to, ...more] = text
    .trim()
    .toLowerCase()
    .split(/\s*(?:-|–|\bto\b)\s*/);
  const shown = `“${text.trim()}”`;
  if (from === undefined || to === undefined || more.length > 0)
    return no(`${shown} is no span of time, like 9:00-18:00`);
  const end = clockOf(to);
  // "9-5pm" and "1-5pm" say the half of the day once, for both, unless the span would then be none.
  const half = /[ap]\.?m\.?$/.exec(to)?.[0];
  const begin = clockOf(from);
  const both = half !== undefined && !/m\.?$/.test(from) ? clockOf(`${from}${half}`) : undefined;
  if (begin === undefined || end === undefined) return no(`${shown} is no span of time, like 9:00-18:00 or 9am-6pm`);
  const start = both !== undefined && both < end ? both : begin;
  if (start >= end) return no(`${shown} ends before it begins: use 24 hours (9:00-18:00) or say am and pm`);
  return { ok: true, value: `${start}-${end}` };
}

/** `HH:mm`, up to `24:00`. */
function clockOf(text: string): string | undefined {
  const [, hour = '', minute = '00', half] = CLOCK.exec(text.trim()) ?? [];
  if (hour === '') return undefined;
  const isAfternoon = half?.startsWith('p') === true;
  const read = Number(hour);
  if (half !== undefined && (read < 1 || read > 12)) return undefined;
  const hours = half === undefined ? read : (read % 12) + (isAfternoon ? 12 : 0);
  const isValid = (hours < 24 && Number(minute) < 60) || (hours === 24 && minute === '00');
  return isValid ? `${String(hours).padStart(2, '0')}:${minute}` : undefined;
}

function overlapIn(spans: readonly string[]): string | undefined {
  const at = spans.findIndex((span, i) => i > 0 && span.slice(0, 5) < (spans[i - 1] ?? '').slice(6));
  return at < 0 ? undefined : `${spans[at - 1]} and ${spans[at]} overlap`;
}

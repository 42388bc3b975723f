import { halfAt, skipOclock } from './half-of-day.js';
import { endsAt, isAt, isGlued, numberAt, skip, textAt, type Scan } from './scan.js';

/** A clock time as it stands, before its surroundings are looked at. */
export interface Face {
  readonly hour: number;
  readonly minute: number;
  readonly half?: 'am' | 'pm';
  readonly to: number;
  /** How much the form itself says that it is a time: "2:30", "2pm" surely; "1930", "7 30" likely; "7" not at all. */
  readonly form: 'sure' | 'likely' | 'bare';
  /** What speech recognition wrote for a number was read as one. */
  readonly repaired?: boolean;
}

/** All minutes of the day that a face can mean; the one in business hours first (1 to 7 is the afternoon, 8 to 12 is not). */
export function readings(face: Face): number[] {
  const { hour, minute, half } = face;
  if (half !== undefined) return [((hour % 12) + (half === 'pm' ? 12 : 0)) * 60 + minute];
  if (hour === 0 || hour > 12) return [hour * 60 + minute];
  const morning = (hour % 12) * 60 + minute;
  const pmFirst = hour < 8 || hour === 12;
  return pmFirst ? [morning + 720, morning] : [morning, morning + 720];
}

export function hourReadings(hour: number): number[] {
  return readings({ hour, minute: 0, to: 0, form: 'bare' });
}

export function faceAt(scan: Scan, at: number): Face | undefined {
  if (isAt(scan, at, 'noon')) return { hour: 12, minute: 0, half: 'pm', to: at + 1, form: 'sure' };
  if (isAt(scan, at, 'mid') && isAt(scan, at + 1, 'day'))
    return { hour: 12, minute: 0, half: 'pm', to: at + 2, form: 'sure' };
  if (isAt(scan, at, 'mid') && scan.lexicon.parts.get(textAt(scan, at + 1) ?? '')?.[0]?.value === 'night')
    return { hour: 12, minute: 0, half: 'am', to: at + 2, form: 'sure' };
  if (isAt(scan, at, 'midnight')) return { hour: 12, minute: 0, half: 'am', to: at + 1, form: 'sure' };
  if (
    isGlued(scan, at) &&
    !isIsoTime(scan, at) &&
    /^[\p{L}.$#:-]$/u.test(textAt(scan, at - 1)?.at(-1) ?? '') &&
    scan.tokens[at]?.kind === 'number'
  )
    return undefined;
  return (
    relativeFace(scan, at) ??
    addedFace(scan, at) ??
    digitalFace(scan, at) ??
    spokenFace(scan, at) ??
    misheardFace(scan, at)
  );
}

/** The hour in "2025-11-16T14:00". */
function isIsoTime(scan: Scan, at: number): boolean {
  return textAt(scan, at - 1) === 't' && isGlued(scan, at - 1) && scan.tokens[at - 2]?.kind === 'number';
}

/** "half past two", "quarter to four", "ten past 9", "20 min past eight", "half two". */
function relativeFace(scan: Scan, at: number): Face | undefined {
  const named = isAt(scan, at, 'half') ? 30 : isAt(scan, at, 'quarter') ? 15 : undefined;
  const counted = named === undefined ? numberAt(scan, at) : undefined;
  const minutes = named ?? counted?.value;
  if (minutes === undefined || minutes < 1 || minutes > 30) return undefined;
  let next = counted?.to ?? (textAt(scan, at + 1) === '-' ? at + 2 : at + 1);
  const saysMinutes = isAt(scan, next, 'minutes');
  if (saysMinutes) next++;
  const past = isAt(scan, next, 'past');
  const to = isAt(scan, next, 'to');
  if (!past && !to) {
    return named === 30 && numberAt(scan, next) !== undefined ? hourFace(scan, next, 30, 0) : undefined;
  }
  if (
    named === undefined &&
    !saysMinutes &&
    (minutes % 5 !== 0 || isAt(scan, at - 1, 'from') || isAt(scan, next, 'of'))
  )
    return undefined;
  return hourFace(scan, next + 1, past ? minutes : 60 - minutes, past ? 0 : -1);
}

/** "dos y media", "las tres menos diez": the hour first, then what is added or taken away. */
function addedFace(scan: Scan, at: number): Face | undefined {
  const hour = numberAt(scan, at);
  if (hour === undefined || hour.value < 1 || hour.value > 12) return undefined;
  const minus = isAt(scan, hour.to, 'minus');
  if (!minus && !isAt(scan, hour.to, 'plus')) return undefined;
  const named = isAt(scan, hour.to + 1, 'half') ? 30 : isAt(scan, hour.to + 1, 'quarter') ? 15 : undefined;
  const counted = named === undefined ? numberAt(scan, hour.to + 1) : undefined;
  const minutes = named ?? counted?.value ?? 0;
  // "dos y diez" is a time behind "las"; otherwise it is two and ten of something.
  const announced = isAt(scan, at - 1, 'at') || isAt(scan, at - 1, 'one_hour_article');
  if (minutes < 1 || minutes > (minus ? 30 : 59) || (named === undefined && !announced)) return undefined;
  const to = skip(scan, counted?.to ?? hour.to + 2, 'minutes');
  const turned = minus ? (hour.value === 1 ? 12 : hour.value - 1) : hour.value;
  return finish(scan, { hour: turned, minute: minus ? 60 - minutes : minutes, to, form: 'sure' });
}

function hourFace(scan: Scan, from: number, minute: number, shift: number): Face | undefined {
  const at = skip(scan, from, 'at', 'one_hour_article');
  if (isAt(scan, at, 'noon'))
    return { hour: 12 + shift, minute, half: shift < 0 ? 'am' : 'pm', to: at + 1, form: 'sure' };
  const hour = numberAt(scan, at);
  if (hour === undefined || hour.value < 1 || hour.value > 12 || isAt(scan, hour.to, 'unit')) return undefined;
  const half = halfAt(scan, skipOclock(scan, hour.to) ?? hour.to);
  const turned = hour.value + shift === 0 ? 12 : hour.value + shift;
  const to = half?.to ?? skipOclock(scan, hour.to) ?? hour.to;
  // "quarter to 12 pm" is still before noon: the half belongs to the hour that was named.
  const named = half?.half;
  const flipped = shift < 0 && hour.value === 12 && named !== undefined ? (named === 'pm' ? 'am' : 'pm') : named;
  return { hour: turned, minute, ...(flipped === undefined ? {} : { half: flipped }), to, form: 'sure' };
}

/** "2:30", "2.30", "14:00", "2h30", "8 15", "1930", "836pm", "2pm", "2 o'clock", "2". */
function digitalFace(scan: Scan, at: number): Face | undefined {
  const token = scan.tokens[at];
  if (token?.kind !== 'number') return undefined;
  const separator = textAt(scan, at + 1);
  const minutes = scan.tokens[at + 2];
  const joined =
    separator !== undefined &&
    /^[:.h]$/.test(separator) &&
    minutes?.kind === 'number' &&
    /^[0-5]\d$/.test(minutes.text);
  if (joined && token.text.length <= 2 && isGlued(scan, at + 1) && (isGlued(scan, at + 2) || separator === ':'))
    return separated(scan, at, separator);
  if (token.text.length === 3 || token.text.length === 4) return compactFace(scan, at);
  if (token.text.length > 2) return undefined;
  const spaced = scan.tokens[at + 1];
  if (
    spaced?.kind === 'number' &&
    /^[0-5][05]$/.test(spaced.text) &&
    Number(token.text) <= 12 &&
    Number(token.text) > 0
  )
    return finish(scan, { hour: Number(token.text), minute: Number(spaced.text), to: at + 2, form: 'likely' });
  const hour = Number(token.text);
  const spelled = spaced?.kind === 'word' && hour > 0 && hour <= 12 ? numberAt(scan, at + 1) : undefined;
  if (spelled !== undefined && spelled.value >= 10 && spelled.value < 60 && !isAt(scan, spelled.to, 'unit'))
    return finish(scan, { hour, minute: spelled.value, to: spelled.to, form: 'likely' });
  return finish(scan, { hour, minute: 0, to: at + 1, form: 'bare' });
}

function separated(scan: Scan, at: number, separator: string): Face | undefined {
  const hour = Number(textAt(scan, at));
  const minute = Number(textAt(scan, at + 2));
  let to = at + 3;
  // Seconds say nothing more; a third group after dots is a date or a version.
  if (textAt(scan, to) === separator && scan.tokens[to + 1]?.kind === 'number' && isGlued(scan, to + 1)) {
    if (separator === '.') return undefined;
    to += 2;
  }
  if (hour > 23 || isAt(scan, at - 1, 'currency')) return undefined;
  return finish(scan, { hour, minute, to, form: separator === ':' ? 'sure' : 'likely' });
}

function compactFace(scan: Scan, at: number): Face | undefined {
  const digits = textAt(scan, at) ?? '';
  const hour = Number(digits.slice(0, -2));
  const minute = Number(digits.slice(-2));
  if (hour > 23 || minute > 59) return undefined;
  const face = finish(scan, { hour, minute, to: at + 1, form: 'likely' });
  const year = digits.length === 4 && Number(digits) >= 2010 && Number(digits) <= 2040;
  if (face?.half === undefined && (year || minute % 5 !== 0)) return undefined;
  return face;
}

/** "two thirty", "four oh five", "two pm", "ten o'clock", "seven". */
function spokenFace(scan: Scan, at: number): Face | undefined {
  if (scan.tokens[at]?.kind !== 'word') return undefined;
  const hour = numberAt(scan, at);
  if (hour === undefined || hour.value > 24) return undefined;
  const zero = isAt(scan, hour.to, 'zero_minute') ? numberAt(scan, hour.to + 1) : undefined;
  if (zero !== undefined && zero.value > 0 && zero.value < 10)
    return finish(scan, { hour: hour.value, minute: zero.value, to: zero.to, form: 'sure' });
  const minute = numberAt(scan, hour.to);
  const spelled = minute !== undefined && minute.value >= 10 && minute.value < 60 && hour.value > 0;
  if (spelled && !isAt(scan, minute.to, 'unit'))
    return finish(scan, { hour: hour.value, minute: minute.value, to: minute.to, form: 'sure' });
  return finish(scan, { hour: hour.value, minute: 0, to: hour.to, form: 'bare' });
}

/** "to pm", "for thirty", "at ate", "for o'clock": only what is said about half a day or minutes right behind makes it a time. */
function misheardFace(scan: Scan, at: number): Face | undefined {
  const hour = scan.voice ? scan.lexicon.misheard.get(textAt(scan, at) ?? '') : undefined;
  if (hour === undefined) return undefined;
  const minute = numberAt(scan, at + 1);
  const minutes =
    minute !== undefined && minute.value >= 10 && minute.value < 60 && minute.value % 5 === 0 ? minute : undefined;
  const behind = minutes?.to ?? at + 1;
  const oclock = minutes === undefined ? skipOclock(scan, behind) : undefined;
  const half = halfAt(scan, oclock ?? behind);
  const spoken = minutes === undefined ? isAt(scan, at - 1, 'at') : minutes.digits === undefined;
  if (half === undefined && oclock === undefined && !(spoken && (endsAt(scan, behind) || isAt(scan, behind, 'polite'))))
    return undefined;
  return {
    hour,
    minute: minutes?.value ?? 0,
    ...(half === undefined ? {} : { half: half.half }),
    to: half?.to ?? oclock ?? behind,
    form: 'sure',
    repaired: true,
  };
}

/** Takes in "o'clock" and "pm" behind the figures. */
function finish(scan: Scan, face: Face): Face | undefined {
  const oclock = skipOclock(scan, face.to);
  const half = halfAt(scan, oclock ?? face.to);
  if (half !== undefined) {
    if (face.hour > 12 && half.half === 'am') return undefined;
    if (face.hour > 12) return { ...face, to: half.to, form: 'sure' };
    return { ...face, half: half.half, to: half.to, form: 'sure' };
  }
  if (oclock !== undefined) return { ...face, to: oclock, form: 'sure' };
  const named = skip(scan, skip(scan, face.to, 'of'), 'link');
  if (isAt(scan, named, 'noon')) return { ...face, half: 'pm', to: named + 1, form: 'sure' };
  if (isAt(scan, named, 'midnight')) return { ...face, half: 'am', to: named + 1, form: 'sure' };
  if (textAt(scan, face.to) === 'ish' || (textAt(scan, face.to) === '-' && textAt(scan, face.to + 1) === 'ish'))
    return {
      ...face,
      to: face.to + (textAt(scan, face.to) === '-' ? 2 : 1),
      form: face.hour <= 24 ? 'sure' : face.form,
    };
  return face.form === 'bare' && textAt(scan, face.to) === 'h' && isGlued(scan, face.to)
    ? { ...face, to: face.to + 1, form: 'sure' }
    : face;
}

import { extractChoice, type ChoiceChannel, type ChoiceContext, type OfferedSlot } from '../index.js';

// Monday, November 24, 2025, ten in the morning in New York.
const context = { timeZone: 'America/New_York', now: '2025-11-24T10:00:00-05:00' } as const;

/** `start` without its offset, in November in New York. */
export const slot = (number: number, start: string, service = 'Botox', resource?: string): OfferedSlot => ({
  number,
  start: `${start}:00-05:00`,
  service,
  ...(resource === undefined ? {} : { resource }),
});

export const lists = {
  /** One afternoon: 1) 2:00 PM 2) 2:30 PM 3) 3:00 PM. */
  afternoon: [slot(1, '2025-11-25T14:00'), slot(2, '2025-11-25T14:30'), slot(3, '2025-11-25T15:00')],
  /** 1) Tue 10:00 2) Tue 14:00 3) Thu 9:30 4) Fri 16:15. */
  week: [
    slot(1, '2025-11-25T10:00'),
    slot(2, '2025-11-25T14:00'),
    slot(3, '2025-11-27T09:30'),
    slot(4, '2025-11-28T16:15'),
  ],
  /** 1) Tue 14:00 2) Wed 11:00. */
  two: [slot(1, '2025-11-25T14:00'), slot(2, '2025-11-26T11:00')],
  one: [slot(1, '2025-11-25T14:00')],
  /** Not in order of time: 1) Fri 9:00 2) Tue 16:30 3) Wed 13:45. */
  mixed: [slot(1, '2025-11-28T09:00'), slot(2, '2025-11-25T16:30'), slot(3, '2025-11-26T13:45')],
  /** 1) Tue 9:30 Ana Ruiz 2) Tue 10:00 Maya Chen 3) Wed 9:30 Maya Chen. */
  people: [
    slot(1, '2025-11-25T09:30', 'Botox', 'Ana Ruiz'),
    slot(2, '2025-11-25T10:00', 'Botox', 'Maya Chen'),
    slot(3, '2025-11-26T09:30', 'Botox', 'Maya Chen'),
  ],
  /** 1) Tue 8:30 2) Tue 12:30 3) Tue 16:30 4) Tue 18:30: all that speech mistakes for small words. */
  halves: [
    slot(1, '2025-11-25T08:30'),
    slot(2, '2025-11-25T12:30'),
    slot(3, '2025-11-25T16:30'),
    slot(4, '2025-11-25T18:30'),
  ],
} as const;

export type ListName = keyof typeof lists;

export interface Circumstances {
  readonly channel?: ChoiceChannel;
  readonly asked?: ChoiceContext['asked'];
}

/** A slot reads as its number on the list; the rest by its kind, `none` with its reason; a repair of speech with its basis. */
export function read(list: ListName, text: string, { channel = 'sms', asked = 'slot' }: Circumstances = {}): string {
  const choice = extractChoice(text, lists[list], { ...context, channel, asked });
  if (choice.kind === 'selected') {
    const number = String(choice.index + 1);
    return choice.basis.startsWith('misheard') ? `${number} ${choice.basis}` : number;
  }
  return choice.kind === 'none' && choice.reason !== undefined ? choice.reason : choice.kind;
}

/** A table of replies to a list as text, `reply => what it is read as` a line; as rows for `test.each`. */
export function rows(lines: string): [string, string][] {
  return lines
    .trim()
    .split('\n')
    .map((line) => line.split('=>').map((part) => part.trim()) as [string, string]);
}

/// <reference lib="dom" />
import type { PhoneEvent, Trick } from '../phone-api.js';
import { CallFault, tryTrick } from './api.js';
import { h } from './dom.js';

const TRICKS: readonly { readonly trick: Trick; readonly label: string; readonly title: string }[] = [
  {
    trick: 'book_unoffered',
    label: 'Book a time nobody offered',
    title: 'The assistant makes up a free time and books it',
  },
  {
    trick: 'book_unchosen',
    label: 'Book what you did not choose',
    title: 'The assistant picks one of the offers for you',
  },
  { trick: 'other_provider', label: 'Swap the provider', title: 'The right time, but with somebody else' },
  { trick: 'wrong_offset', label: 'Muddle the time zone', title: 'The assistant writes 2 PM local time as 14:00 UTC' },
  { trick: 'double_booking', label: 'Book it twice', title: 'The assistant asks for the same booking again' },
  {
    trick: 'claim_booking',
    label: 'Claim “You’re booked!”',
    title: 'The assistant says that you are booked, whatever the log says',
  },
];

/** The buttons, and beneath them what became of the last attempt. */
export class TrickRow {
  private awaited: string | undefined;
  private events: readonly PhoneEvent[] = [];

  constructor(
    row: HTMLElement,
    private readonly result: HTMLElement,
    private readonly from: () => string,
  ) {
    row.append(
      ...TRICKS.map(({ trick, label, title }) => {
        const button = h('button', { type: 'button', class: 'attempt', title, 'data-trick': trick }, label);
        button.addEventListener('click', () => void this.attempt(trick, button as HTMLButtonElement));
        return button;
      }),
    );
  }

  reset(): void {
    this.awaited = undefined;
    this.say('', 'plain');
  }

  /** Shows the guard's answer once the log has it. */
  update(events: readonly PhoneEvent[]): void {
    this.events = events;
    if (this.awaited === undefined) return;
    const answer = events.find(({ id }) => id === this.awaited || id === `dec-${this.awaited}`);
    const decided = events.find(({ id }) => id === `dec-${this.awaited}`);
    if (decided) this.say(decided.summary, decided.tone);
    else if (answer?.type === 'AssistantReplied') this.say(answer.summary, answer.tone);
  }

  private async attempt(trick: Trick, button: HTMLButtonElement): Promise<void> {
    button.disabled = true;
    this.awaited = undefined;
    this.say('Trying…', 'plain');
    try {
      this.awaited = (await tryTrick(this.from(), trick)).event;
      this.update(this.events);
    } catch (error) {
      if (!(error instanceof CallFault)) throw error;
      this.say(error.message, 'plain');
    } finally {
      button.disabled = false;
    }
  }

  private say(text: string, tone: PhoneEvent['tone']): void {
    this.result.textContent = text;
    this.result.dataset['tone'] = tone;
  }
}

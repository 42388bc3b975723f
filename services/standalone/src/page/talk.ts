import type { PhoneMessage } from '../phone-api.js';
import { clockTime, h, renderList } from './dom.js';

/** A text on its way, which the stream does not know yet. */
export interface Draft {
  readonly sid: string;
  readonly text: string;
  readonly at: string;
  readonly status: 'sending' | 'sent' | 'failed';
}

interface Bubble {
  readonly key: string;
  readonly mine: boolean;
  readonly text: string;
  readonly note: string;
  readonly bad: boolean;
}

const TICKS = { sending: 'Sending…', sent: 'Sent', delivered: 'Delivered', failed: 'Not delivered' } as const;

export function renderTalk(
  box: HTMLElement,
  talk: {
    readonly messages: readonly PhoneMessage[];
    readonly drafts: readonly Draft[];
    readonly typing: boolean;
    readonly business: string;
    readonly timeZone: string;
  },
): void {
  const { messages, drafts, typing, business, timeZone } = talk;
  const all = [
    ...messages.map(({ direction, ...rest }) => ({ ...rest, mine: direction === 'in' })),
    ...drafts.map((draft) => ({ ...draft, mine: true })),
  ];
  const lastMine = all.findLast(({ mine }) => mine)?.sid;
  const bubbles: (Bubble | 'typing' | { readonly emptyFor: string })[] = all.map(({ sid, mine, text, at, status }) => ({
    key: sid,
    mine,
    text,
    bad: status === 'failed',
    note:
      status === 'failed' || sid === lastMine
        ? `${clockTime(at, timeZone)} · ${TICKS[status]}`
        : clockTime(at, timeZone),
  }));
  if (bubbles.length === 0) bubbles.push({ emptyFor: business });
  if (typing) bubbles.push('typing');
  renderList(box, bubbles, {
    key: (bubble) => (bubble === 'typing' ? bubble : 'emptyFor' in bubble ? 'empty' : bubble.key),
    make: (bubble) => {
      if (bubble === 'typing') return typingDots(business);
      if ('emptyFor' in bubble) return emptyTalk(business);
      return makeBubble(bubble, business);
    },
  });
}

function makeBubble({ mine, text, note, bad }: Bubble, business: string): HTMLElement {
  return h(
    'div',
    { class: `bubble ${mine ? 'mine' : 'theirs'}${bad ? ' bad' : ''}` },
    h('span', { class: 'unseen' }, mine ? 'You: ' : `${business}: `),
    h('p', {}, text),
    h('small', {}, note),
  );
}

function typingDots(business: string): HTMLElement {
  const dots = [h('i'), h('i'), h('i')];
  return h('div', { class: 'bubble theirs typing', role: 'img', 'aria-label': `${business} is typing` }, ...dots);
}

function emptyTalk(business: string): HTMLElement {
  return h(
    'div',
    { class: 'empty' },
    h('p', {}, `Say hello to ${business}.`),
    h('p', {}, 'Ask for an appointment in your own words, or begin with one of these:'),
  );
}

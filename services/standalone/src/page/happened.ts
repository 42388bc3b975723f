import type { Actor, PhoneEvent } from '../phone-api.js';
import { clockTime, h, keepAtEnd, renderList } from './dom.js';

const WHO: Readonly<Record<Actor, string>> = {
  customer: 'Customer',
  assistant: 'Assistant',
  trick: 'Trick',
  guard: 'Guard',
  calendar: 'Calendar',
  carrier: 'Carrier',
  operator: 'Operator',
};

export function renderHappened(list: HTMLElement, events: readonly PhoneEvent[], all: boolean, timeZone: string): void {
  const shown = events.filter((event) => all || !event.minor);
  keepAtEnd(list, () => {
    if (shown.length === 0) {
      list.replaceChildren(
        h(
          'li',
          { class: 'empty', 'data-key': 'empty' },
          'Nothing yet. Every step of the talk will stand here, as the log has it.',
        ),
      );
      return;
    }
    renderList(list, shown, {
      key: ({ id }) => id,
      make: (event) => makeEvent(event, timeZone),
    });
  });
}

function makeEvent(event: PhoneEvent, timeZone: string): HTMLElement {
  const { actor, tone, minor, summary, details, type, id, time, data } = event;
  return h(
    'li',
    { class: `event ${actor} ${tone}${minor ? ' minor' : ''}`, 'data-type': type },
    h(
      'details',
      {},
      h(
        'summary',
        {},
        h('span', { class: 'who' }, WHO[actor]),
        h('span', { class: 'what' }, summary),
        h('time', { datetime: time }, clockTime(time, timeZone)),
      ),
      h(
        'div',
        { class: 'more' },
        details.length > 0 && facts(details),
        h(
          'details',
          { class: 'raw' },
          h('summary', {}, 'In the log as ', h('code', {}, type)),
          h('pre', { tabindex: '0' }, JSON.stringify({ id, ...data }, null, 2)),
        ),
      ),
    ),
  );
}

export function facts(details: readonly { readonly label: string; readonly value: string }[]): HTMLElement {
  return h('dl', {}, ...details.map(({ label, value }) => h('div', {}, h('dt', {}, label), h('dd', {}, value))));
}

import type { PhoneOffer, PhoneRequest, PhoneSlot, PhoneState } from '../phone-api.js';
import { h } from './dom.js';
import { facts } from './happened.js';

/** The guard's state, part by part; an empty part says what would fill it. */
export function renderKnows(box: HTMLElement, state: PhoneState): void {
  const version = JSON.stringify(state);
  if (box.dataset['version'] === version) return;
  const open = new Set([...box.querySelectorAll('details[open]')].map((element) => element.getAttribute('data-key')));
  box.dataset['version'] = version;
  box.replaceChildren(
    ...notices(state),
    part('Offered', state.offers.map(offer), 'No times are offered.'),
    part('Chosen', choice(state), 'Nothing is chosen.'),
    part('Booked', state.appointments.map(appointment), 'No appointment.'),
    part(
      'Asked for',
      state.requests.map((request) => decision(request, open.has(request.id))),
      'Nobody has asked to book, cancel or move anything.',
    ),
  );
}

function notices({ attended, optedOut, ended }: PhoneState): HTMLElement[] {
  const silent = 'A person is to answer here: the assistant is silent until somebody calls slotguard release.';
  return [
    ...(attended ? [h('p', { class: 'notice' }, silent)] : []),
    ...(optedOut ? [h('p', { class: 'notice' }, 'The customer wrote STOP: nothing is sent, nothing is booked.')] : []),
    ...(ended ? [h('p', { class: 'notice' }, 'The conversation is over; a new text reopens it, empty.')] : []),
  ];
}

function part(title: string, items: readonly HTMLElement[], empty: string): HTMLElement {
  const body = items.length > 0 ? h('ul', {}, ...items) : h('p', { class: 'none' }, empty);
  return h('section', { class: 'part' }, h('h3', {}, title), body);
}

const names = ({ service, resource }: PhoneSlot): string => [service, resource].filter(Boolean).join(' with ');

function offer({ number, chosen, ...slot }: PhoneOffer): HTMLElement {
  return h(
    'li',
    { class: `slot${chosen ? ' chosen' : ''}` },
    h('b', { class: 'number' }, number === undefined ? '–' : String(number)),
    h('span', {}, slot.when, h('small', {}, names(slot))),
    h('em', {}, chosen ? 'chosen' : number === undefined ? 'not shown' : 'shown'),
  );
}

function choice({ choice, cleared }: PhoneState): HTMLElement[] {
  if (choice) {
    return [
      h(
        'li',
        { class: 'slot chosen' },
        h('b', { class: 'number' }, '✓'),
        h('span', {}, choice.when, h('small', {}, `chosen by the words “${choice.words}”`)),
      ),
    ];
  }
  if (!cleared) return [];
  return [h('li', { class: 'slot' }, h('b', { class: 'number' }, '–'), h('span', {}, `Taken back: ${cleared.means}`))];
}

function decision(request: PhoneRequest, open: boolean): HTMLElement {
  const { id, decision, byTrick, asked, because, details, outcome } = request;
  const word = outcome === undefined || outcome === 'pending' ? decision : outcome;
  return h(
    'li',
    { class: `ruling ${word}` },
    h(
      'details',
      { 'data-key': id, open },
      h(
        'summary',
        {},
        h('span', { class: 'badge' }, word),
        h('span', {}, asked, h('small', {}, `${byTrick ? 'Trick: ' : ''}${because}`)),
      ),
      facts(details),
    ),
  );
}

function appointment({ confirmed, ...slot }: PhoneState['appointments'][number]): HTMLElement {
  return h(
    'li',
    { class: 'slot booked' },
    h('b', { class: 'number' }, '✓'),
    h('span', {}, slot.when, h('small', {}, names(slot))),
    ...(confirmed ? [h('em', {}, 'says to come')] : []),
  );
}

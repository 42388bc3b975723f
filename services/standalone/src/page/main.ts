/// <reference lib="dom" />
import type { PhoneEvent, PhoneHello, PhoneMessage, PhoneState } from '../phone-api.js';
import { CallFault, listen, sendText, type Link } from './api.js';
import { byId, h, keepAtEnd, stayAtEnd } from './dom.js';
import { renderHappened } from './happened.js';
import { renderKnows } from './knows.js';
import { renderTalk, type Draft } from './talk.js';
import { TrickRow } from './tricks.js';

const NUMBER_KEY = 'slotguard.number';
/** Everything of a replay comes within this; one rendering then shows it all. */
const RENDER_WAIT_MS = 25;

const NOTHING: PhoneState = {
  turnRunning: false,
  suggestions: [],
  offers: [],
  requests: [],
  appointments: [],
  optedOut: false,
  ended: false,
};

const messages = new Map<string, PhoneMessage>();
const events = new Map<string, PhoneEvent>();
const drafts = new Map<string, Draft>();
let hello: PhoneHello = { business: '…', number: '', timeZone: 'America/New_York', starters: [] };
let state: PhoneState | undefined;
let from = ownNumber();
let rendering: ReturnType<typeof setTimeout> | undefined;

const composer = byId<HTMLFormElement>('composer');
const field = byId<HTMLInputElement>('text');
const fault = byId('fault');
const showAll = byId<HTMLInputElement>('minor');
const tricks = new TrickRow(byId('tricks'), byId('trick-result'), () => from);

let stream = connect();

composer.addEventListener('submit', (event) => {
  event.preventDefault();
  void send(field.value);
});
showAll.addEventListener('change', render);
for (const id of ['talk', 'events']) stayAtEnd(byId(id));
byId('restart').addEventListener('click', startOver);
render();

/** A number of the 555 range, which no phone has; kept, so that a reload shows the same talk. */
function ownNumber(): string {
  const kept = localStorage.getItem(NUMBER_KEY);
  if (kept && /^\+1555\d{7}$/.test(kept)) return kept;
  const digits = String(crypto.getRandomValues(new Uint32Array(1))[0])
    .padStart(10, '0')
    .slice(-7);
  const number = `+1555${digits}`;
  localStorage.setItem(NUMBER_KEY, number);
  return number;
}

function connect(): { close(): void } {
  return listen(
    from,
    {
      hello(value) {
        hello = value;
        messages.clear();
        events.clear();
        state = undefined;
        renderSoon();
      },
      message(value) {
        messages.set(value.sid, value);
        drafts.delete(value.sid);
        renderSoon();
      },
      event(value) {
        events.set(value.id, value);
        renderSoon();
      },
      state(value) {
        state = value;
        renderSoon();
      },
    },
    showLink,
  );
}

function startOver(): void {
  stream.close();
  localStorage.removeItem(NUMBER_KEY);
  from = ownNumber();
  messages.clear();
  events.clear();
  drafts.clear();
  state = undefined;
  fault.hidden = true;
  tricks.reset();
  stream = connect();
  render();
  field.focus();
}

async function send(text: string): Promise<void> {
  const body = text.trim();
  if (body === '') return;
  const key = `draft-${crypto.getRandomValues(new Uint32Array(2)).join('-')}`;
  const draft = { sid: key, text: body, at: new Date().toISOString() };
  drafts.set(key, { ...draft, status: 'sending' });
  field.value = '';
  fault.hidden = true;
  field.focus();
  render();
  try {
    const { messageSid } = await sendText(from, body);
    drafts.delete(key);
    if (!messages.has(messageSid)) drafts.set(messageSid, { ...draft, sid: messageSid, status: 'sent' });
  } catch (error) {
    if (!(error instanceof CallFault)) throw error;
    drafts.delete(key);
    fault.textContent = error.message;
    fault.hidden = false;
    // What could not be sent stands in the field again, unless something new does.
    if (field.value === '') field.value = body;
  }
  render();
}

function renderSoon(): void {
  rendering ??= setTimeout(render, RENDER_WAIT_MS);
}

function render(): void {
  clearTimeout(rendering);
  rendering = undefined;
  const { business, number, timeZone } = hello;
  for (const element of document.querySelectorAll('[data-business]')) element.textContent = business;
  byId('number').textContent = number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3');
  byId('avatar').textContent = initials(business);
  const typing = state?.turnRunning ?? false;
  const talk = byId('talk');
  keepAtEnd(talk, () => {
    renderTalk(talk, {
      messages: [...messages.values()],
      drafts: [...drafts.values()],
      typing,
      business,
      timeZone,
    });
    renderChips();
  });
  renderHappened(byId('events'), [...events.values()], showAll.checked, timeZone);
  renderKnows(byId('knows'), state ?? NOTHING);
  tricks.update([...events.values()]);
}

function renderChips(): void {
  const waiting = drafts.size > 0 || state?.turnRunning;
  const suggestions = waiting ? [] : (state?.suggestions ?? hello.starters);
  const box = byId('chips');
  const version = JSON.stringify(suggestions);
  if (box.dataset['version'] === version) return;
  box.dataset['version'] = version;
  box.replaceChildren(
    ...suggestions.map((text) => {
      const chip = h('button', { type: 'button', class: 'chip' }, text);
      chip.addEventListener('click', () => void send(text));
      return chip;
    }),
  );
}

function showLink(link: Link): void {
  const element = byId('link');
  element.dataset['state'] = link;
  element.textContent = link === 'connected' ? 'Live' : 'Connection lost. Trying again…';
}

function initials(name: string): string {
  return name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word[0] ?? '')
    .join('')
    .toUpperCase();
}

/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

type Child = Node | string | undefined | false;

/** An element with its class, attributes and children. Text is always text, never markup. */
export function h(
  tag: string,
  attributes: Readonly<Record<string, string | boolean | undefined>> = {},
  ...children: Child[]
): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter((child) => child !== undefined && child !== false));
  return element;
}

export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no #${id}`);
  return element as T;
}

/** Puts items into a list by their keys: what has not changed stays, with its focus and its open details. */
export function renderList<Item>(
  list: HTMLElement,
  items: readonly Item[],
  { key, make }: { key(item: Item): string; make(item: Item, before: HTMLElement | undefined): HTMLElement },
): void {
  const known = new Map([...list.children].map((child) => [child.getAttribute('data-key'), child as HTMLElement]));
  const wanted = items.map((item) => {
    const version = JSON.stringify(item);
    const before = known.get(key(item));
    if (before?.dataset['version'] === version) return before;
    const made = make(item, before);
    made.dataset['key'] = key(item);
    made.dataset['version'] = version;
    if (before) made.classList.add('known');
    return made;
  });
  const kept = new Set<Element>(wanted);
  for (const child of [...list.children]) if (!kept.has(child)) child.remove();
  wanted.forEach((element, i) => {
    if (list.children[i] !== element) list.insertBefore(element, list.children[i] ?? null);
  });
}

const isNearEnd = (box: HTMLElement): boolean => box.scrollHeight - box.scrollTop - box.clientHeight < 80;
const toEnd = (box: HTMLElement): void => {
  box.scrollTop = box.scrollHeight;
};

/** Follows what comes as long as the reader has not scrolled away from it. */
export function keepAtEnd(box: HTMLElement, change: () => void): void {
  const nearEnd = isNearEnd(box);
  change();
  if (nearEnd) toEnd(box);
}

/** Also when the box gets another size: a phone's keyboard opens, a window is turned. */
export function stayAtEnd(box: HTMLElement): void {
  const size = (): string => `${box.clientWidth} ${box.clientHeight}`;
  let [atEnd, known] = [true, size()];
  box.addEventListener('scroll', () => {
    // The browser scrolls as well, to keep what was in sight where it was: that is no reader's wish.
    if (size() === known) atEnd = isNearEnd(box);
  });
  new ResizeObserver(() => {
    known = size();
    if (atEnd) toEnd(box);
  }).observe(box);
}

export function clockTime(iso: string, timeZone: string): string {
  return new Date(iso).toLocaleTimeString('en-US', { hour: 'numeric', minute: '2-digit', timeZone });
}

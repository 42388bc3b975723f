import type { NewStoredEvent } from './stored-event.js';

/** Lifts an event by one version. Upcasters are never changed once an event of the newer version was written. */
export type Upcaster = (event: NewStoredEvent) => NewStoredEvent;

/** By type and the version that it lifts from: `'UserUtterance/1'`. Empty while every type is in its first version. */
const upcasters: Readonly<Record<string, Upcaster>> = {};

/** The event in the newest version that the upcasters reach. */
export function upcast(event: NewStoredEvent, steps: Readonly<Record<string, Upcaster>> = upcasters): NewStoredEvent {
  let newest = event;
  for (;;) {
    const key = `${newest.type}/${newest.version}`;
    const step = Object.hasOwn(steps, key) ? steps[key] : undefined;
    if (!step) return newest;
    newest = { ...step(newest), version: newest.version + 1 };
  }
}

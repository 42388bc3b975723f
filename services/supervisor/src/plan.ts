import { fileURLToPath } from 'node:url';
import type { ProcessPlan } from './supervised-process.js';

export const SERVICES = ['booking-guard', 'calendar', 'projector', 'sms-gateway'] as const;
export type ServiceName = (typeof SERVICES)[number];
export type Counts = Readonly<Record<ServiceName, number>>;

const INSTANCES_MAX = 32;

/** `2`, or `calendar=3,booking-guard=2` with one of each other. Throws a `TypeError` that says what is wrong. */
export function readCounts(text: string): Counts {
  const counts: Record<ServiceName, number> = { 'booking-guard': 1, calendar: 1, projector: 1, 'sms-gateway': 1 };
  for (const part of text.split(',')) {
    const [, name, number] = /^(?:([a-z-]+)=)?(\d{1,2})$/.exec(part.trim()) ?? [];
    const count = Number(number);
    if (!(count >= 1 && count <= INSTANCES_MAX))
      throw new TypeError(`${part}: must be like 2 or calendar=2, up to ${INSTANCES_MAX}`);
    if (name !== undefined && !isService(name)) throw new TypeError(`${name}: must be one of ${SERVICES.join(', ')}`);
    for (const service of SERVICES) if (name === undefined || service === name) counts[service] = count;
  }
  return counts;
}

function isService(name: string): name is ServiceName {
  return (SERVICES as readonly string[]).includes(name);
}

/** Every process to run: what serves customers last, so that it finds the others. `envOf` is what a service is told. */
export function plansFor(
  counts: Counts,
  envOf: (service: ServiceName, instance: number) => Record<string, string>,
): ProcessPlan[] {
  return SERVICES.flatMap((service) =>
    Array.from({ length: counts[service] }, (_, instance) => ({
      name: `${service}-${instance}`,
      program: fileURLToPath(new URL(`../../${service}/dist/main.js`, import.meta.url)),
      env: {
        ...envOf(service, instance),
        SLOTGUARD_INSTANCE: String(instance),
        SLOTGUARD_INSTANCES: String(counts[service]),
      },
    })),
  );
}

import type { ServiceAnswer } from './read-answers.js';
import type { Day, Week } from './read-hours.js';

/** All that `slotguard init` asks for. */
export interface BusinessAnswers {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
  readonly phone?: string | undefined;
  readonly address?: string | undefined;
  readonly services: readonly ServiceAnswer[];
  readonly people: readonly string[];
  readonly hours: Week;
}

/** The business's file, with a word beside each thing that can be changed. What it says is checked by whoever writes it. */
export function businessYaml(answers: BusinessAnswers): string {
  const { id, name, timeZone, phone, address, services, people, hours } = answers;
  const serviceIds = idsOf(
    services.map((service) => service.name),
    'service',
  );
  const personIds = idsOf(people, 'person');
  return `# ${oneLine(name)}: what it offers, who works when, what may be said of it.
# Written by slotguard init; change it as you like. Every line is checked at the start; a fault is reported with its line.

id: ${scalar(id)} # part of every conversation's id: keep it
name: ${scalar(name)}
timeZone: ${scalar(timeZone)} # all times in this file are meant there
${phone === undefined ? '# phone: (518) 555-0134   # told to customers who want a person' : `phone: ${scalar(phone)} # told to customers who want a person`}
${address === undefined ? '# address: 214 Maple Avenue, Albany, NY 12203' : `address: ${scalar(address)}`}

services:
${services.map((service, i) => serviceYaml(service, serviceIds[i] as string)).join('\n')}

# Who gives them, or the rooms and chairs that are booked. All give all services; \`services: [${serviceIds[0]}]\` would narrow that,
# \`hours:\` (written as below) would give one of them shorter hours than the business's.
resources:
${people.map((person, i) => `  - id: ${scalar(personIds[i] as string)}\n    name: ${scalar(person)}\n    # aliases: [what customers call them]`).join('\n')}

# Local time. A day that is left out is closed; a break is two spans: [09:00-12:00, 13:00-18:00].
hours:
${hoursYaml(hours)}

slotStepMinutes: 30 # openings begin at 9:00, 9:30, 10:00 …
minimumNoticeMinutes: 60 # the next opening is at least this far away
horizonDays: 90 # how far ahead can be booked
reminderMinutes: 1440 # how long before an appointment its customer is reminded, and asked to reply C; 0 reminds nobody
quietHours: 21:00-08:00 # no reminder is sent in these; one that would fall into them comes before

# Closed days and absences, first and last day included. Without \`resource\` the whole business is closed:
# timeOff:
#   - { from: 2027-12-24, to: 2027-12-26, reason: Christmas }
#   - { resource: ${personIds[0]}, from: 2027-02-01, to: 2027-02-05, reason: vacation }

# Meant when a customer names no service ("book me for 2pm today"). Without this line the assistant asks.
${services.length === 1 ? '' : '# '}defaultService: ${scalar(serviceIds[0] as string)}

# Answers that may be given as they stand. Nothing else is promised to a customer:
# facts:
#   parking: Free parking behind the building.
#   payment: We take all major cards.

# What a day takes at most; beyond it customers are told once to call, and nothing more is held. These hold when it is left out:
# dailyLimits: { turnsPerCustomer: 60, textsPerCustomer: 90, turns: 10000, texts: 15000, holdsPerCustomer: 20, holds: 2000 }
`;
}

function serviceYaml({ name, minutes, price }: ServiceAnswer, id: string): string {
  const lines = [
    `  - id: ${scalar(id)}`,
    `    name: ${scalar(name)}`,
    '    # aliases: [what customers call it]',
    `    minutes: ${minutes}`,
    '    # bufferMinutes: 15   # kept free after each appointment',
    price === undefined ? '    # price: $140   # told as it stands here' : `    price: ${scalar(price)}`,
  ];
  return lines.join('\n');
}

function hoursYaml(hours: Week): string {
  const open = (Object.keys(hours) as Day[]).filter((day) => hours[day].length > 0);
  return open.map((day) => `  ${day}: [${hours[day].join(', ')}]`).join('\n');
}

/** As it stands where YAML can't take it for anything else, else quoted as in JSON, which YAML reads too. */
function scalar(value: string): string {
  const isPlain = /^[A-Za-z($][\w .,'()&/$+-]*$/.test(value) && !value.endsWith(' ') && !YAML_WORDS.test(value);
  return isPlain ? value : JSON.stringify(value);
}

const YAML_WORDS = /^(true|false|null|yes|no|on|off|y|n)$/i;

function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ');
}

/** Readable ids, each once: `Dr. Chen` becomes `dr-chen`. Of a name without Latin letters only its place is told. */
export function idsOf(names: readonly string[], kind: string): string[] {
  const taken = new Set<string>();
  return names.map((name, i) => {
    const slug = name
      .normalize('NFKD')
      .toLowerCase()
      .replace(/\p{M}+/gu, '')
      .replace(/['’]/g, '')
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 40);
    const base = slug === '' ? `${kind}-${i + 1}` : slug;
    let id = base;
    for (let n = 2; taken.has(id); n++) id = `${base}-${n}`;
    taken.add(id);
    return id;
  });
}

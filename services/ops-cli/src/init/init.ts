import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, rename, rm, writeFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { parseBusiness } from '@slotguard/service-kit/records';
import { EXIT, Failure, type ExitCode } from '../terminal.js';
import { Asker, type AskerTerminal, type Question } from './asker.js';
import { businessYaml, idsOf, type BusinessAnswers } from './business-yaml.js';
import { readAddress, readId, readName, readPeople, readPhone, readService, readZone } from './read-answers.js';
import type { ServiceAnswer } from './read-answers.js';
import { HOURS_EXAMPLE, readHours, type Understood } from './read-hours.js';

/** As given on the command line; what is given is not asked for. */
export interface InitOptions {
  readonly name?: string;
  readonly id?: string;
  readonly timeZone?: string;
  readonly phone?: string;
  readonly address?: string;
  readonly service?: readonly string[];
  readonly people?: string;
  readonly hours?: string;
  /** Ask nothing: what is not given takes its default. */
  readonly yes?: boolean;
  /** Replace the file that is there. */
  readonly force?: boolean;
}

const DEFAULTS = { service: 'Consultation, 30', people: 'The team', hours: 'Mon-Fri 9:00-17:00' } as const;
const SERVICES_MAX = 50;

/** Asks for the business, writes its file, and says what comes next. Writes nothing unless all of it is right. */
export async function init(file: string, options: InitOptions, terminal: AskerTerminal): Promise<ExitCode> {
  const path = resolve(file);
  if (existsSync(path) && options.force !== true) throw isThere(file);
  const answers = options.yes === true ? fromOptions(options) : await fromPerson(options, terminal);
  const text = businessYaml(answers);
  // What was understood must be what the services will read.
  parseBusiness(text, file);
  await put(path, text, options.force === true, file);
  terminal.output.write(next(file, answers));
  return EXIT.ok;
}

async function fromPerson(options: InitOptions, terminal: AskerTerminal): Promise<BusinessAnswers> {
  const asker = new Asker(terminal);
  /** What was given is checked before the first question, and not asked for. */
  const settle = <T>(flag: string, given: string | undefined, question: Question<T>): (() => Promise<T>) => {
    if (given === undefined) return () => asker.ask(question);
    const value = taken(flag, given, question.read);
    return async () => value;
  };
  const given = options.service?.map((text) => taken('--service', text, readService));
  const questions = {
    name: settle('--name', options.name, { asks: 'Business name', read: readName }),
    zone: settle('--time-zone', options.timeZone, { asks: 'Time zone', otherwise: zoneHere(), read: readZone }),
    phone: settle('--phone', options.phone, { asks: 'Phone for customers (Enter: none)', read: readPhone }),
    address: settle('--address', options.address, { asks: 'Address (Enter: none)', read: readAddress }),
    people: settle('--people', options.people, {
      asks: 'Who gives them, with commas',
      otherwise: DEFAULTS.people,
      read: readPeople,
    }),
    hours: settle('--hours', options.hours, { asks: 'Opening hours', otherwise: DEFAULTS.hours, read: readHours }),
  };
  const id = options.id === undefined ? undefined : taken('--id', options.id, readId);
  try {
    asker.say('A few questions, and the file of your business is there. Enter takes what stands in [brackets].\n');
    const name = await questions.name();
    const timeZone = await questions.zone();
    const phone = await questions.phone();
    const address = await questions.address();
    const services = given ?? (await askServices(asker));
    const people = await questions.people();
    if (options.hours === undefined) asker.say(`\nOpening hours, like ${HOURS_EXAMPLE}`);
    const hours = await questions.hours();
    return {
      id: id ?? (idsOf([name], 'business')[0] as string),
      name,
      timeZone,
      phone,
      address,
      services,
      people,
      hours,
    };
  } finally {
    asker.close();
  }
}

async function askServices(asker: Asker): Promise<ServiceAnswer[]> {
  asker.say('\nWhat can be booked? One a line: name, minutes, price. For example: Facial, 60, $140');
  const services: ServiceAnswer[] = [];
  while (services.length < SERVICES_MAX) {
    const isFirst = services.length === 0;
    const answer = await asker.ask<ServiceAnswer | undefined>({
      asks: isFirst ? 'Service' : 'Another service (Enter: no more)',
      ...(isFirst ? { otherwise: DEFAULTS.service } : {}),
      read: (text) => (text.trim() === '' ? { ok: true, value: undefined } : readNew(text, services)),
    });
    if (answer === undefined) break;
    services.push(answer);
  }
  asker.say('');
  return services;
}

function readNew(text: string, services: readonly ServiceAnswer[]): Understood<ServiceAnswer> {
  const read = readService(text);
  const isTwice = read.ok && services.some(({ name }) => name.toLowerCase() === read.value.name.toLowerCase());
  return isTwice ? { ok: false, message: 'That one stands there already' } : read;
}

function fromOptions(options: InitOptions): BusinessAnswers {
  const { name: named, service: given = [DEFAULTS.service] } = options;
  if (named === undefined)
    throw new Failure('--yes needs --name: nobody can guess what the business is called', EXIT.usage);
  const name = taken('--name', named, readName);
  const services: ServiceAnswer[] = [];
  for (const text of given) services.push(taken('--service', text, (one) => readNew(one, services)));
  return {
    name,
    id: options.id === undefined ? (idsOf([name], 'business')[0] as string) : taken('--id', options.id, readId),
    timeZone: taken('--time-zone', options.timeZone ?? zoneHere(), readZone),
    phone: taken('--phone', options.phone ?? '', readPhone),
    address: taken('--address', options.address ?? '', readAddress),
    services,
    people: taken('--people', options.people ?? DEFAULTS.people, readPeople),
    hours: taken('--hours', options.hours ?? DEFAULTS.hours, readHours),
  };
}

/** An option's value; what is wrong with it is a wrong call. */
function taken<T>(flag: string, text: string, read: (text: string) => Understood<T>): T {
  const understood = read(text);
  if (!understood.ok) throw new Failure(`${flag}: ${understood.message}`, EXIT.usage);
  return understood.value;
}

/** This machine's zone, if it has one that a shop could be in; a server's own is often none. */
function zoneHere(): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return /^(UTC|GMT|Etc\/.*|Universal|Zulu)$/.test(timeZone) ? 'America/New_York' : timeZone;
}

async function put(path: string, text: string, mayReplace: boolean, file: string): Promise<void> {
  const draft = `${path}.${randomBytes(4).toString('hex')}`;
  const failed = (error: unknown): never => {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw isThere(file);
    throw new Failure(`${file} can't be written (${code ?? 'unknown'})`);
  };
  // Written in full beside it and then linked: the file is never half there, and of two who write at once one is told.
  await writeFile(draft, text, { flag: 'wx' }).catch(failed);
  try {
    if (mayReplace) await rename(draft, path).catch(failed);
    else await link(draft, path).catch(failed);
  } finally {
    await rm(draft, { force: true });
  }
}

function isThere(file: string): Failure {
  return new Failure(`${file} is there already: name another file, or use --force to replace it`, EXIT.usage);
}

function next(file: string, { name, services, people }: BusinessAnswers): string {
  const shown = relative('', resolve(file)) || file;
  const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;
  const what = `${count(services.length, 'service', 'services')}, ${count(people.length, 'person', 'people')}`;
  return `
${shown} is written: ${name}, ${what}.

Next:
  1. SLOTGUARD_BUSINESS=${quoted(shown)} npm start
     and text with it on the page that it names. Nothing leaves this machine.
  2. Read ${shown}: what may be said of parking, payment and the like goes under facts.
  3. A real number: docs/how-to/first-contact.md, and npx slotguard doctor tells what is missing.
`;
}

function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}

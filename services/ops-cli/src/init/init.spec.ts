import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { businessSchema, type Business } from '@slotguard/contracts';
import { loadBusiness, parseBusiness } from '@slotguard/service-kit';
import { tempFolder, waitFor } from '@slotguard/testing';
import fc from 'fast-check';
import { slotguard, type Ran } from '../testing/slotguard.js';
import { businessYaml, idsOf } from './business-yaml.js';
import { readPeople, readPhone, readService, readZone } from './read-answers.js';
import { readHours } from './read-hours.js';

const BIN = fileURLToPath(new URL('../../bin/slotguard.js', import.meta.url));
let folder: { readonly path: string; remove(): Promise<void> };
let file: string;
beforeEach(async () => {
  folder = await tempFolder();
  file = join(folder.path, 'business.yaml');
});
afterEach(() => folder.remove());

const written = (): Promise<Business> => loadBusiness(file);
const isWritten = async (): Promise<boolean> => (await readFile(file, 'utf8').catch(() => '')) !== '';

describe('asked on a terminal', () => {
  /** `script` gives the command a pseudo terminal, as a person's window would. */
  async function atTerminal(answers: readonly (readonly [question: string, answer: string])[]): Promise<Ran> {
    const command = `${process.execPath} ${BIN} init ${file}`;
    const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], TERM: 'dumb', TZ: 'America/Denver' };
    const child = spawn('script', ['-qec', command, '/dev/null'], { env, timeout: 25_000 });
    let out = '';
    let read = 0;
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
    for (const [question, answer] of answers) {
      await waitFor(() => out.indexOf(question, read) >= 0, { what: `${question} in ${out}` });
      read = out.length;
      child.stdin.write(answer);
    }
    return { code: await closed, out, err: '' };
  }

  test('a newcomer answers a few questions, corrects two slips, and the file is there', async () => {
    const { code, out } = await atTerminal([
      ['Business name', 'Oak Street Barbers\r'],
      ['Time zone [America/Denver]', 'chigaco\r'],
      ['Time zone', 'chicago\r'],
      ['Phone', '(312) 555-0134\r'],
      ['Address', '12 Oak Street, Chicago\r'],
      ['Service', 'Haircut, 30, $35\r'],
      ['Another service', 'Beard trim, 15\r'],
      ['Another service', '\r'],
      ['Who gives them', 'Sam, Lee\r'],
      ['Opening hours [', 'Tue-Fri 9-17; Tue 19-20\r'],
      ['Opening hours [', 'Tue-Fri 9-17; Sat 10am-2pm\r'],
    ]);
    expect(out).toContain('There is no time zone “chigaco”');
    expect(out).toContain('tuesday stands there twice');
    expect(out).toContain(`SLOTGUARD_BUSINESS=`);
    expect(code).toBe(0);
    expect(await written()).toMatchObject({
      id: 'oak-street-barbers',
      name: 'Oak Street Barbers',
      timeZone: 'America/Chicago',
      phone: '(312) 555-0134',
      address: '12 Oak Street, Chicago',
      services: [
        { id: 'haircut', name: 'Haircut', minutes: 30, price: '$35' },
        { id: 'beard-trim', name: 'Beard trim', minutes: 15 },
      ],
      resources: [{ name: 'Sam' }, { name: 'Lee' }],
      hours: { monday: [], tuesday: ['09:00-17:00'], saturday: ['10:00-14:00'], sunday: [] },
    });
  }, 30_000);

  test('Enter takes what stands in brackets', async () => {
    const { code } = await atTerminal([
      ['Business name', "Joe's\r"],
      ['Time zone', '\r'],
      ['Phone', '\r'],
      ['Address', '\r'],
      ['Service', '\r'],
      ['Another service', '\r'],
      ['Who gives them', '\r'],
      ['Opening hours [', '\r'],
    ]);
    expect(code).toBe(0);
    const business = await written();
    expect(business).toMatchObject({ id: 'joes', timeZone: 'America/Denver', defaultService: 'consultation' });
    expect(business).not.toHaveProperty('phone');
  }, 30_000);

  test('Ctrl-C in the middle: nothing is written', async () => {
    const { code, out } = await atTerminal([
      ['Business name', 'Oak\r'],
      ['Time zone', '\x03'],
    ]);
    expect(code).toBe(2);
    expect(out).toContain('nothing was written');
    expect(await isWritten()).toBe(false);
  }, 30_000);
});

describe('without a terminal', () => {
  test('answers come one a line; when they end too early, nothing is written and the way is told', async () => {
    const whole = await slotguard(['init', file], {}, 'Spa\nUTC\n\n\nFacial, 60\n\nAna\nMon 9-17\n');
    expect(whole).toMatchObject({ code: 0, err: '' });
    expect(await written()).toMatchObject({ name: 'Spa', timeZone: 'UTC', hours: { monday: ['09:00-17:00'] } });
    const cut = await slotguard(['init', join(folder.path, 'other.yaml')], {}, 'Spa\n');
    expect(cut.code).toBe(2);
    expect(cut.err).toContain('Time zone');
    expect(cut.err).toContain('--yes');
  });

  test('as the help shows it: all as options', async () => {
    const { out } = await slotguard(['init', '--help']);
    const example = out.slice(out.indexOf('slotguard init --yes') + 'slotguard '.length).replaceAll('\\\n', ' ');
    const args = [...example.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
    const ran = await slotguard([...args, file]);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(await written()).toMatchObject({ name: 'Oak Street Barbers', timeZone: 'America/Chicago' });
  });

  test('on a server without a zone of its own the default is New York', async () => {
    await slotguard(['init', '--yes', '--name', 'Spa', file], { TZ: 'UTC' });
    expect(await written()).toMatchObject({ timeZone: 'America/New_York' });
  });

  test.each([
    ['no name', ['--yes'], '--name'],
    ['a name of nothing', ['--yes', '--name', ' '], '--name'],
    ['a zone that is none', ['--yes', '--name', 'Spa', '--time-zone', 'Mars/Base'], '--time-zone'],
    ['a service without minutes', ['--yes', '--name', 'Spa', '--service', 'Facial'], '--service'],
    ['a service of two minutes', ['--yes', '--name', 'Spa', '--service', 'Facial, 2'], '5 to 1440'],
    ['a service twice', ['--yes', '--name', 'Spa', '--service', 'A, 30', '--service', 'a, 60'], 'already'],
    ['hours that end before they begin', ['--yes', '--name', 'Spa', '--hours', 'Mon 18:00-9:00'], '--hours'],
    ['an id with a space', ['--yes', '--name', 'Spa', '--id', 'my spa'], '--id'],
    ['a wrong option before any question', ['--people', ','], '--people'],
    ['an option that there is not', ['--nmae', 'Spa'], 'unknown option'],
  ])('%s: exit code 2, what is wrong, and no file', async (_, args, says) => {
    const ran = await slotguard(['init', file, ...args]);
    expect(ran.code).toBe(2);
    expect(ran.err).toContain(says);
    expect(await isWritten()).toBe(false);
  });

  test('a file that is there is kept, unless --force is given; where nothing can be written, that is said', async () => {
    await writeFile(file, 'mine');
    const args = ['init', '--yes', '--name', 'Spa'];
    const kept = await slotguard([...args, file]);
    expect([kept.code, kept.err]).toEqual([2, expect.stringContaining('is there already')]);
    expect(await readFile(file, 'utf8')).toBe('mine');
    expect((await slotguard([...args, '--force', file])).code).toBe(0);
    expect(await written()).toMatchObject({ name: 'Spa' });
    const nowhere = await slotguard([...args, join(folder.path, 'no', 'such', 'folder.yaml')]);
    expect([nowhere.code, nowhere.err]).toEqual([1, expect.stringContaining('ENOENT')]);
  });
});

describe('how answers are understood', () => {
  test.each([
    ['Mon-Fri 9-17', { monday: ['09:00-17:00'], friday: ['09:00-17:00'], saturday: [] }],
    ['mon, wed and fri 9am-5pm', { monday: ['09:00-17:00'], tuesday: [], wednesday: ['09:00-17:00'] }],
    ['daily 8:30-20:00', { sunday: ['08:30-20:00'], thursday: ['08:30-20:00'] }],
    ['Fri-Mon 12pm-12:30pm', { friday: ['12:00-12:30'], monday: ['12:00-12:30'], tuesday: [] }],
    ['Tuesdays 13:00-18:00, 9:00-12:00', { tuesday: ['09:00-12:00', '13:00-18:00'] }],
    ['Sat 9-5pm; Sun 1-5pm', { saturday: ['09:00-17:00'], sunday: ['13:00-17:00'] }],
    ['Monday to Friday 9 to 17', { wednesday: ['09:00-17:00'] }],
    ['Sat 20:00-24:00', { saturday: ['20:00-24:00'] }],
  ])('hours: %s', (text, week) => {
    expect(readHours(text)).toMatchObject({ ok: true, value: week });
  });

  test.each([
    '',
    '9-17',
    'Mon',
    'Mon 9',
    'Mon 17-9',
    'Mon 9-12, 11-13',
    'Mon 9-17; Mon-Tue 9-17',
    'Foo 9-17',
    'Mon 25-26',
    'M 9-17',
    'Mon 13pm-14pm',
    'Mon 9:60-10:00',
  ])('hours that nobody can understand are refused with a reason: “%s”', (text) => {
    const read = readHours(text);
    expect(read).toMatchObject({ ok: false, message: expect.stringMatching(/\w{4}/) });
  });

  test.each([
    ['america/new_york', 'America/New_York'],
    ['new york', 'America/New_York'],
    ['UTC', 'UTC'],
    ['Berlin', 'Europe/Berlin'],
  ])('zone: %s is %s', (typed, zone) => {
    expect(readZone(typed)).toEqual({ ok: true, value: zone });
  });

  test('a price may have a comma in it, a phone number may have an extension', () => {
    expect(readService('Laser, 60 min, $1,200')).toMatchObject({ value: { minutes: 60, price: '$1,200' } });
    expect(readService('Peel, 45, $90, cash')).toMatchObject({ value: { price: '$90, cash' } });
    expect(readPhone('+1 518 555 0134 ext. 7')).toMatchObject({ ok: true });
    expect(readPhone('call me')).toMatchObject({ ok: false });
    expect(readPeople('Ana, Ana')).toMatchObject({ ok: false });
  });
});

test('whatever the names are, the file that is written says just that', () => {
  const name = fc.oneof(
    fc.string({ minLength: 1, maxLength: 40 }),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
    fc.constantFrom(
      'yes',
      '0',
      'null',
      '~',
      '- a',
      'a: b',
      'a #b',
      "'",
      '"',
      '#',
      '1e3',
      '2026-01-01',
      '[a]',
      '{{a}}',
      '*a',
      '&a',
      'a\nb',
      ' a ',
    ),
  );
  const isRead = (text: string): boolean => businessSchema.shape.name.safeParse(text).success;
  fc.assert(
    fc.property(
      name.filter(isRead),
      fc.uniqueArray(name.filter(isRead), { minLength: 1, maxLength: 4 }),
      name,
      (own, names, price) => {
        const week = readHours('Mon-Fri 9-17');
        if (!week.ok) throw new Error(week.message);
        const answers = { id: idsOf([own], 'business')[0]!, name: own, timeZone: 'UTC', phone: price, address: own };
        const services = names.map((one) => ({ name: one, minutes: 30, price }));
        const business = parseBusiness(businessYaml({ ...answers, services, people: names, hours: week.value }));
        expect(business).toMatchObject({ ...answers, services });
        expect(business.resources.map((person) => person.name)).toEqual(names);
      },
    ),
  );
});

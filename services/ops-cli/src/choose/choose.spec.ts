import { once } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import { waitFor } from '@slotguard/testing';
import { slotguard, start } from '../testing/slotguard.js';

const OFFERS = [
  { start: '2025-11-17T10:00:00-05:00', service: 'Botox', resource: 'Dana Lee' },
  { start: '2025-11-17T14:00:00-05:00', service: 'Botox', resource: 'Dana Lee' },
];
const line = (id: string | number, utterance: string, more: object = {}): string =>
  `${JSON.stringify({ id, timezone: 'America/New_York', now: '2025-11-16T09:00:00-05:00', channel: 'sms', offers: OFFERS, utterance, ...more })}\n`;

const results = (out: string): unknown[] =>
  out
    .split('\n')
    .filter((text) => text !== '')
    .map((text) => JSON.parse(text) as unknown);

describe('slotguard choose', () => {
  test('answers each reply in order, with the place of the chosen offer', async () => {
    const input = [
      line('a', '2'),
      line('b', '10am please'),
      line(3, 'do you have parking?'),
      line('d', 'no, none of these'),
      line('e', 'thanks'),
    ].join('');
    const { code, out, err } = await slotguard(['choose'], {}, input);
    expect(err).toBe('');
    expect(results(out)).toEqual([
      { id: 'a', kind: 'selected', index: 1 },
      { id: 'b', kind: 'selected', index: 0 },
      { id: 3, kind: 'question' },
      { id: 'd', kind: 'declined' },
      { id: 'e', kind: 'none' },
    ]);
    expect(code).toBe(0);
  });

  test('heeds what was asked: a slot, a yes to one of them, or something else', async () => {
    const input = [
      line('slot', '2', { asked: 'slot' }),
      line('other', '2', { asked: 'other' }),
      line('confirm', 'yes', { asked: { confirm: 1 } }),
      line('unasked', 'yes', { asked: 'other' }),
    ].join('');
    const { out } = await slotguard(['choose'], {}, input);
    expect(results(out)).toEqual([
      { id: 'slot', kind: 'selected', index: 1 },
      { id: 'other', kind: 'none', reason: 'unasked' },
      { id: 'confirm', kind: 'selected', index: 1 },
      { id: 'unasked', kind: 'none', reason: 'unasked' },
    ]);
  });

  test('takes local times in the zone of the case, and "confirm" of one offer', async () => {
    const offers = [{ start: '2025-11-16T14:00:00' }];
    const input =
      line('local', '2pm', { now: '2025-11-16T09:00:00', offers }) + line('yes', 'yes', { offers, asked: 'confirm' });
    const { code, out } = await slotguard(['choose'], {}, input);
    expect(results(out)).toEqual([
      { id: 'local', kind: 'selected', index: 0 },
      { id: 'yes', kind: 'selected', index: 0 },
    ]);
    expect(code).toBe(0);
  });

  test('names each bad line on standard error, goes on with the others and ends with 1', async () => {
    const input = [
      'not json\n',
      '\n',
      line('good', '1'),
      '[]\n',
      line('x', '1', { timezone: 'Mars/Olympus' }),
      line('x', '1', { now: '2027-03-14T02:30:00' }),
      line('x', '1', { channel: 'pigeon' }),
      line('x', '1', { offers: [{ start: 'tomorrow' }] }),
      line('x', '1', { asked: { confirm: 2 } }),
      line('x', '1', { utterance: 7 }),
      JSON.stringify({ __proto__: { id: 'x' }, utterance: '1' }),
      '\n',
      line('last', '2').trimEnd(),
    ].join('');
    const { code, out, err } = await slotguard(['choose'], {}, input);
    expect(results(out)).toEqual([
      { id: 'good', kind: 'selected', index: 0 },
      { id: 'last', kind: 'selected', index: 1 },
    ]);
    expect(err.trimEnd().split('\n')).toEqual([
      'slotguard choose: line 1: is not JSON',
      'slotguard choose: line 4: is not a JSON object',
      'slotguard choose: line 5: timezone: must be an IANA time zone',
      'slotguard choose: line 6: now: must be an ISO 8601 time',
      'slotguard choose: line 7: channel: must be sms, email, voice, text',
      'slotguard choose: line 8: offers[0].start: must be an ISO 8601 time',
      'slotguard choose: line 9: asked: must be "slot", "other", "confirm" (of one offer) or {"confirm": the place of an offer, from 0}',
      'slotguard choose: line 10: utterance: must be a text',
      'slotguard choose: line 11: id: must be a text or a number',
    ]);
    expect(code).toBe(1);
  });

  test('takes any text as it comes: separators of Unicode, Windows line ends, emoji cut in half, a byte order mark', async () => {
    const input = `\uFEFF${line('a', 'one\u2028two')}${line('b', '2').replace('\n', '\r\n')}${line('c', '\ud83d')}`;
    const { code, out } = await slotguard(['choose'], {}, input);
    expect(results(out)).toMatchObject([
      { id: 'a' },
      { id: 'b', kind: 'selected', index: 1 },
      { id: 'c', kind: 'none' },
    ]);
    expect(code).toBe(0);
  });

  test('knows the business’s services and people by the names that customers use', async () => {
    const offers = [
      { start: '2025-11-17T10:00:00-05:00', service: 'Facial', resource: 'Dr. Grace Kim' },
      { start: '2025-11-17T10:00:00-05:00', service: 'Botox', resource: 'Dana Lee' },
    ];
    const resources = [
      { name: 'Dr. Grace Kim', aliases: ['the boss'] },
      { name: 'Dana Lee', aliases: ['Nurse Dana'] },
      { name: 'Maya Chen' },
    ];
    const services = [
      { name: 'Facial', aliases: ['hydrafacial'] },
      { name: 'Botox', aliases: ['tox'] },
    ];
    const more = { offers, services, resources };
    const input = [
      line('alias', 'the hydrafacial please', more),
      line('person', '10 with nurse dana', more),
      line('boss', '10am with the boss', more),
      line('absent', '10am maya', more),
      line('bad', '1', { resources: ['Dana'] }),
    ].join('');
    const { out, err } = await slotguard(['choose'], {}, input);
    expect(results(out)).toEqual([
      { id: 'alias', kind: 'selected', index: 0 },
      { id: 'person', kind: 'selected', index: 1 },
      { id: 'boss', kind: 'selected', index: 0 },
      { id: 'absent', kind: 'counter' },
    ]);
    expect(err).toBe('slotguard choose: line 5: resources: must be a list of {"name", "aliases"?}\n');
  });

  test('explains one reply: what it names, which offers that fits, and the verdict', async () => {
    const offers = '2025-11-25T14:00,2025-11-25T15:00,2025-11-27T10:00';
    const args = ['--offers', offers, '--now', '2025-11-24T10:00'];
    const shown = await slotguard(['choose', '--explain', 'not thursday, the later one', ...args]);
    expect(shown.out.split('\n').slice(4)).toEqual([
      'Says',
      '  "thursday"  date: 2025-11-27  (refused; fits 3)',
      '  "later one"  superlative: latest  (chosen; fits 1, 2, 3)',
      '  in English; that leaves 2',
      'Verdict',
      '  selected: 2, by superlative, from "later one"',
      '',
    ]);
    const asJson = await slotguard(['choose', '--explain', 'a las tres', '--json', ...args]);
    expect(JSON.parse(asJson.out)).toMatchObject({ language: 'es', choice: { kind: 'selected', index: 1 } });
    const wrong = await slotguard(['choose', '--explain', '2', '--offers', 'soon']);
    expect(wrong).toMatchObject({ code: 2, err: 'slotguard: offers[0].start: must be an ISO 8601 time\n' });
  });

  test('answers while the input is still open', async () => {
    const child = start(['choose']);
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stdin.write(line('first', '1'));
    await waitFor(() => out.includes('first'), { what: 'the first answer' });
    child.stdin.write(line('second', '2').slice(0, 20));
    child.stdin.end(line('second', '2').slice(20));
    const [code] = (await once(child, 'close')) as [number];
    expect(results(out)).toHaveLength(2);
    expect(code).toBe(0);
  });

  test('reads no faster than its answers are taken, and loses none', async () => {
    const child = start(['choose']);
    // An answer repeats its id: these fill every pipe long before the input is read.
    const ids = Array.from({ length: 1_000 }, (_, i) => `${i}-${'x'.repeat(5_000)}`);
    let taken = 0;
    const feed = async (): Promise<void> => {
      for (const id of ids) {
        await new Promise<unknown>((resolve) => child.stdin.write(line(id, '2'), resolve));
        taken++;
      }
      child.stdin.end();
    };
    const fed = feed();
    let before = 0;
    await waitFor(
      () => {
        const standsStill = taken > 0 && taken === before;
        before = taken;
        return standsStill;
      },
      { everyMs: 700, what: 'the pipes to fill up' },
    );
    expect(taken).toBeLessThan(ids.length);
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    const [code] = (await once(child, 'close')) as [number];
    await fed;
    expect(results(out).map((result) => (result as { id: string }).id)).toEqual(ids);
    expect(code).toBe(0);
  });

  test('ends quietly when its reader has gone', async () => {
    const child = start(['choose']);
    let err = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    child.stdin.on('error', () => undefined);
    child.stdin.write(line('first', '1'));
    await once(child.stdout, 'data');
    child.stdout.destroy();
    child.stdin.end(line('second', '2').repeat(1_000));
    const [code] = (await once(child, 'close')) as [number];
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });
});

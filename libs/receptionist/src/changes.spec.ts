import { describe, expect, test } from '@jest/globals';
import { inZone } from '@slotguard/business-time';
import type { ToolCall } from '@slotguard/conversation';
import { findBreaches } from '@slotguard/conversation';
import type { Assistant, AssistantStep, ToolResult, TurnView } from './assistant.js';
import { ruleBasedAssistant } from './rule-based/rule-based-assistant.js';
import { Shop } from './testing/shop.js';

const BOTOX = ['botox tomorrow', '1', 'Sam'];
const FACIAL = ['book me a facial on friday too', '2'];
const BOTOX_AT = 'botox 11-18 09:00';
const FACIAL_AT = 'facial 11-21 09:30';

async function talk(shop: Shop, words: readonly string[]): Promise<string> {
  let answers: string[] = [];
  for (const text of words) answers = await shop.text(text);
  return answers.join('\n');
}
async function standing(shop: Shop): Promise<string[]> {
  const { appointments } = await shop.state();
  return appointments.map(({ slot }) => {
    const at = inZone(slot.start, shop.deps.business.timeZone).toFormat('MM-dd HH:mm');
    return `${slot.service} ${at}`;
  });
}
/** Whatever was said: the log keeps its rules, and the gate had nothing to hold back from rules. */
async function isSound(shop: Shop): Promise<void> {
  expect(findBreaches(await shop.story())).toMatchObject({ breaches: [], owed: [] });
}

describe('with an appointment for Botox on Tuesday, what the customer asks for happens', () => {
  test.each<[string[], RegExp, string[]]>([
    [['cancel my appointment'], /^I've cancelled your Botox appointment on November 18, 2025 at 9:00 AM\.$/, []],
    [['please cancel my botox'], /^I've cancelled/, []],
    [["I'm sick, I need to cancel"], /^I've cancelled/, []],
    [["I can't make it", 'yes'], /^I've cancelled/, []],
    [['can I cancel?', 'yes please'], /^I've cancelled/, []],
    [
      ['can we move my appointment to friday at 3pm?', 'option 1'],
      /^I've moved your Botox appointment from November 18, 2025 at 9:00 AM to November 21, 2025 at 3:00 PM\.$/,
      ['botox 11-21 15:00'],
    ],
    [['I need to reschedule', 'thursday at 2pm', '2pm'], /^I've moved/, ['botox 11-20 14:00']],
    [['move it to 2pm', 'option 1'], /to November 18, 2025 at 2:00 PM/, ['botox 11-18 14:00']],
    [['can I come later?', 'the first one'], /^I've moved .* to November 18, 2025 at 9:30 AM/, ['botox 11-18 09:30']],
    [['can we do 4pm instead?', 'option 1'], /^I've moved/, ['botox 11-18 16:00']],
    [['reschedule', 'friday', 'another day', 'option 2'], /^I've moved/, ['botox 11-22 09:30']],
    [
      ['move my tuesday appointment to thursday', '1', 'move it to friday', '1'],
      /from November 20.* to November 21/,
      ['botox 11-21 09:00'],
    ],
    [['reschedule to friday', '1', 'cancel it'], /^I've cancelled your Botox appointment on November 21/, []],
    [['cancel it', 'botox on friday', '1'], /^Perfect! I've booked/, ['botox 11-21 09:00']],
    [[...FACIAL, 'cancel my appointment', 'the facial'], /^I've cancelled your Facial/, [BOTOX_AT]],
    [[...FACIAL, 'cancel my friday appointment'], /^I've cancelled your Facial/, [BOTOX_AT]],
    [[...FACIAL, 'move my botox to thursday', '1'], /^I've moved your Botox/, ['botox 11-20 09:00', FACIAL_AT]],
    [
      [...FACIAL, 'I want to reschedule', 'the facial', 'thursday at 1pm', '1pm'],
      /^I've moved your Facial/,
      [BOTOX_AT, 'facial 11-20 13:00'],
    ],
    // Another service is no other time for this one.
    [
      ['I need to reschedule', 'hm, a facial on friday please', 'option 2'],
      /^Perfect! I've booked your Facial/,
      [BOTOX_AT, FACIAL_AT],
    ],
    [['quiero cancelar mi cita'], /^I've cancelled/, []],
  ])('%j', async (words, last, appointments) => {
    const shop = new Shop();
    expect(await talk(shop, [...BOTOX, ...words])).toMatch(last);
    expect(await standing(shop)).toEqual(appointments);
    await isSound(shop);
  });
});

describe('and what was not asked for does not', () => {
  test.each<[string[], RegExp]>([
    [['do I have to cancel?'], /^Do you want to cancel your Botox appointment on November 18/],
    [['I might have to cancel'], /^Do you want to cancel/],
    [['can I cancel?', 'no'], /^All right, nothing has changed\. You have an appointment: Botox/],
    [['can I cancel?', 'what are your hours?', 'yes'], /You have an appointment: Botox|Which|What/],
    [["please don't cancel my appointment"], /^You have an appointment: Botox/],
    [['my friend cancelled hers'], /^You have an appointment: Botox/],
    [['cancel the reminder'], /^Do you want to cancel your Botox/],
    [['cancel my friday appointment'], /^Do you want to cancel your Botox/],
    [['she said "cancel my appointment"'], /^Do you want to cancel your Botox/],
    [['I need to reschedule', 'never mind, keep it'], /^All right, nothing has changed/],
    [['reschedule to friday', 'never mind', 'the first one'], /./],
    [['reschedule to friday', 'none of these'], /./],
    [['I need to reschedule'], /^What day and time would suit you better\?$/],
    [['the first one'], /./],
    [['yes'], /./],
    [['a facial on friday', 'cancel that'], /^Do you want to cancel your Botox/],
    [['a facial on friday', 'can we do 4pm instead?'], /^Facial on Fri, Nov 21/],
  ])('%j', async (words, last) => {
    const shop = new Shop();
    expect(await talk(shop, [...BOTOX, ...words])).toMatch(last);
    expect(await standing(shop)).toEqual([BOTOX_AT]);
    await isSound(shop);
  });
  test.each<[string[], RegExp]>([
    [
      ['cancel my appointment'],
      /^Botox on November 18.*\nFacial on November 21.*\nWhich appointment do you want to cancel\?$/,
    ],
    [['cancel my appointment', 'hm, which ones do I have?'], /./],
    [['cancel my appointment', 'never mind'], /^All right, nothing has changed/],
    [
      ['cancel my appointment', 'yes'],
      /^Sorry, I'm not sure which one you mean.*\nWhich appointment do you want to cancel\?$/s,
    ],
    [['cancel my appointment', 'yes', 'both'], /Which appointment do you want to cancel\?$/],
    [['move my appointment to thursday', '1'], /./],
  ])('nor of two: %j', async (words, last) => {
    const shop = new Shop();
    expect(await talk(shop, [...BOTOX, ...FACIAL, ...words])).toMatch(last);
    expect(await standing(shop)).toEqual([BOTOX_AT, FACIAL_AT]);
    await isSound(shop);
  });
  test('a yes that comes long after the question whether to cancel cancels nothing: it is asked again', async () => {
    const shop = new Shop();
    await talk(shop, ['botox on friday', '1', 'Sam', 'can I cancel?']);
    shop.at += 2 * 24 * 3_600_000;
    expect(await shop.text('yes')).toEqual([
      expect.stringMatching(/^Do you want to cancel your Botox appointment on November 21/),
    ]);
    expect(await standing(shop)).toEqual(['botox 11-21 09:00']);
    expect(await shop.text('yes')).toEqual([expect.stringMatching(/^I've cancelled your Botox/)]);
    expect(await standing(shop)).toEqual([]);
    await isSound(shop);
  });
  test('no text tells the customer to answer with a word that a carrier takes for an opt-out', async () => {
    const shop = new Shop();
    await talk(shop, [...BOTOX, ...FACIAL, 'can I cancel?', 'I might cancel my facial', 'reschedule', 'the facial']);
    for (const { text } of shop.phone.received) expect(text).not.toMatch(/\b(CANCEL|STOP|END|QUIT)\b/);
  });
  test('"CANCEL" alone stays what it is to carriers, and cancels no appointment', async () => {
    const shop = new Shop();
    await talk(shop, BOTOX);
    await shop.answer(await shop.hear('CANCEL', { keyword: 'stop', carrierAnswered: true }));
    expect(await standing(shop)).toEqual([BOTOX_AT]);
  });
});

/** Rules for the talk, and for one turn an assistant that calls whatever it likes and says that it is done. */
class Rogue implements Assistant {
  readonly name = 'rogue';
  readonly seen: ToolResult[] = [];
  wild: ((view: TurnView) => readonly ToolCall[]) | undefined;

  async next(view: TurnView): Promise<AssistantStep> {
    if (!this.wild) return ruleBasedAssistant.next(view);
    this.seen.push(...view.results.slice(this.seen.length));
    const calls = view.step === 1 ? this.wild(view) : [];
    if (calls.length > 0) return { calls, asks: 'other', final: false };
    return { calls: [], say: "I've cancelled your appointment. It's done!", asks: 'other', final: true };
  }
}

const cancels = (appointment?: string): ToolCall => ({
  tool: 'cancel_appointment',
  args: appointment === undefined ? {} : { appointment },
});
const moves = (args: ToolCall['args'] = {}): ToolCall => ({ tool: 'reschedule_appointment', args });
const own = ({ state }: TurnView): string => state.appointments[0]?.id ?? 'none';
const outcomes = ({ seen }: Rogue): string[] =>
  seen.map((result) => ('reason' in result ? result.reason : result.kind));

describe('an assistant that acts by itself', () => {
  const rows: [string, string, (view: TurnView) => ToolCall[], string[], string[]][] = [
    ['cancels without being asked', 'when is it?', (view) => [cancels(own(view))], ['not_asked'], [BOTOX_AT]],
    [
      'cancels another customer’s appointment',
      'cancel my appointment',
      () => [cancels('apt-req-utt-9-1-1')],
      ['no_appointment'],
      [BOTOX_AT],
    ],
    ['cancels before the answer', 'can I cancel?', (view) => [cancels(own(view))], ['not_asked'], [BOTOX_AT]],
    [
      'cancels twice',
      'cancel my appointment',
      (view) => [cancels(own(view)), cancels(own(view))],
      ['cancelled', 'already_cancelled'],
      [],
    ],
    ['cancels with no appointment named', 'cancel my appointment', () => [cancels()], ['cancelled'], []],
    ['cancels what was to be moved', 'move it to friday', (view) => [cancels(own(view))], ['not_asked'], [BOTOX_AT]],
    [
      'moves what was to be cancelled',
      'cancel my appointment',
      (view) => [moves({ appointment: own(view), start: '2025-11-20T09:00:00-05:00', service: 'botox' })],
      ['not_asked'],
      [BOTOX_AT],
    ],
    [
      'moves to a slot not offered',
      'I need to reschedule',
      () => [moves({ start: '2025-11-20T09:00:00-05:00', service: 'botox' })],
      ['availability_not_checked'],
      [BOTOX_AT],
    ],
    [
      'looks up times and moves before the choice',
      'I need to reschedule',
      () => [
        { tool: 'check_availability', args: { service: 'botox', date: '2025-11-20' } },
        moves({ start: '2025-11-20T09:00:00-05:00' }),
      ],
      ['availability', 'no_selection'],
      [BOTOX_AT],
    ],
    [
      'writes arguments that make no sense',
      'cancel my appointment',
      () => [{ tool: 'cancel_appointment', args: { appointment: 7 } }],
      ['invalid'],
      [BOTOX_AT],
    ],
    [
      'moves without being asked',
      'thanks',
      (view) => [moves({ appointment: own(view), start: 'tomorrow' })],
      ['malformed_request'],
      [BOTOX_AT],
    ],
  ];
  test.each(rows)('%s ("%s")', async (_, words, calls, said, appointments) => {
    const assistant = new Rogue();
    const shop = new Shop({ assistant });
    await talk(shop, BOTOX);
    assistant.wild = calls;
    const answer = await talk(shop, [words]);
    expect(outcomes(assistant)).toEqual(said);
    expect(await standing(shop)).toEqual(appointments);
    // What it says of it is what happened, or nothing of the kind.
    if (appointments.length > 0) expect(answer).not.toMatch(/cancelled|done/);
    else expect(answer).toMatch(/^I've cancelled your Botox appointment on November 18/);
    await isSound(shop);
  });
  test('books in place of moving: no second appointment comes of it', async () => {
    const assistant = new Rogue();
    const shop = new Shop({ assistant });
    await talk(shop, [...BOTOX, 'reschedule to friday']);
    assistant.wild = () => [{ tool: 'book_appointment', args: {} }];
    await talk(shop, ['option 1']);
    expect(outcomes(assistant)).toEqual(['change_in_progress']);
    expect(await standing(shop)).toEqual([BOTOX_AT]);
    await isSound(shop);
  });
  test('claims a cancellation without an event: nothing of it reaches the customer', async () => {
    const assistant = new Rogue();
    const shop = new Shop({ assistant });
    await talk(shop, BOTOX);
    assistant.wild = () => [];
    expect(await talk(shop, ['thanks'])).not.toMatch(/cancelled|done/);
    expect((await shop.all('AssistantReplied')).at(-1)?.data.breaches).not.toEqual([]);
  });
  test.each(['no wait, keep it', 'wait', 'no'])(
    'a request of an overtaken turn changes nothing: the customer says "%s" meanwhile',
    async (words) => {
      const shop = new Shop();
      await talk(shop, BOTOX);
      const asked = await shop.hear('cancel my appointment');
      const keptIt = await shop.hear(words);
      await shop.answer(asked);
      await shop.answer(keptIt);
      expect(await standing(shop)).toEqual([BOTOX_AT]);
      expect(shop.phone.received.at(-1)?.text).toMatch(/nothing has changed/);
    },
  );
  test('the status lists the appointments with their ids', async () => {
    const assistant = new Rogue();
    const shop = new Shop({ assistant });
    await talk(shop, BOTOX);
    assistant.wild = () => [{ tool: 'booking_status', args: {} }];
    await talk(shop, ['when is it?']);
    const [{ id } = { id: '' }] = (await shop.state()).appointments;
    expect(assistant.seen[0]).toMatchObject({ kind: 'status', appointments: [{ appointment: id, service: 'botox' }] });
  });
});

describe('a slot that somebody takes meanwhile', () => {
  test('leaves the appointment where it is, says so, and another choice moves it', async () => {
    const shop = new Shop();
    await talk(shop, [...BOTOX, 'move it to friday at 3pm']);
    shop.calendar.taken.add(Date.parse('2025-11-21T15:00:00-05:00'));
    expect(await talk(shop, ['option 1'])).toMatch(/^Sorry, that time was just taken\./);
    expect(await standing(shop)).toEqual([BOTOX_AT]);
    expect(await talk(shop, ['option 1'])).toMatch(/^I've moved your Botox appointment from November 18/);
    await isSound(shop);
  });
});

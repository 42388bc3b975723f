import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { calls, chosenIn, ModelDesk, says, isSound } from '../testing/model-desk.js';

let desk: ModelDesk;
beforeAll(async () => {
  desk = await ModelDesk.start();
});
afterAll(() => desk.stop());

describe('x', () => {
  test('books', async () => {
    const { shop, troubles } = desk.open([
      calls('check_availability', { service: 'botox', date: '2025-11-18', resource: null }),
      says('{{offers}}'),
      (asked) =>
        calls('book_appointment', { slotId: chosenIn(asked), customer: { name: null, phone: null, email: null } }),
      says('{{appointment}} See you then!'),
    ]);
    console.log(await shop.text('botox tomorrow'), await shop.text('1'));
    console.log(
      troubles,
      JSON.stringify((await shop.all('AssistantStepped')).map((e) => [e.data, e.personal])),
      await isSound(shop),
    );
    console.log(
      desk.asked.length,
      JSON.stringify(desk.asked.at(-1)!.messages.slice(1)),
      JSON.stringify(desk.asked[0]!.tools, null, 1),
      desk.asked.at(-1)!.messages[0]!.content,
    );
  });
});

import { describe, expect, test } from '@jest/globals';
import { declineDocs, reasonDocs } from '@slotguard/contracts';
import type { ToolOutcome, ToolResult, TurnView } from '../assistant.js';
import { radiance } from '../testing/shop.js';
import { toolOutput } from './tool-output.js';

const view = { business: radiance(), channel: 'sms' } as TurnView;
const call = { tool: 'book_appointment', args: { slotId: 'a secret of the model' } } as const;
const told = (outcome: ToolOutcome): object =>
  JSON.parse(toolOutput({ call, ...outcome } as ToolResult, view)) as object;
const slot = {
  ...{ slotId: 's1', service: 'botox', resource: 'ana' },
  ...{ start: '2025-11-18T09:00:00-05:00', end: '2025-11-18T09:30:00-05:00' },
};
const slotTold = { slotId: 's1', time: 'November 18, 2025 at 9:00 AM', service: 'botox', resource: 'ana' };

describe('what a model hears of its calls', () => {
  test.each([...Object.keys(reasonDocs), ...Object.keys(declineDocs)])(
    '%s: what it means, what helps, what may be said',
    (reason) => {
      const outcome =
        reason in reasonDocs ? { kind: 'rejected', help: { selected: slot, offers: [slot] } } : { kind: 'declined' };
      const heard = told({ ...outcome, reason } as ToolOutcome);
      expect(heard).toMatchObject({
        ...{ kind: outcome.kind, reason, means: expect.stringMatching(/./), next: expect.stringMatching(/./) },
        mayBeSaid: expect.stringMatching(/[.?]$/),
      });
      if (outcome.help) expect(heard).toMatchObject({ help: { selected: slotTold, offers: [slotTold] } });
    },
  );
  test('openings have the numbers under which they will be listed', () => {
    const heard = told({ kind: 'availability', asked: { service: 'botox' }, success: true, slots: [slot, slot] });
    expect(heard).toMatchObject({
      slots: [{ number: 1, ...slotTold }, { number: 2 }],
      next: 'Answer with {{offers}}.',
    });
  });
  test('that nothing is open, with the sentence that says why', () => {
    const asked = { service: 'botox', date: '2025-11-23' };
    const heard = told({ kind: 'availability', asked, success: true, slots: [], note: 'closed' });
    expect(heard).toMatchObject({
      slots: [],
      next: expect.stringContaining('ask for another'),
      mayBeSaid: expect.stringContaining('closed'),
    });
  });
});

import { expect, test } from '@jest/globals';
import type { TranscriptLine, TurnView } from '../assistant.js';
import { historyOf } from './history.js';
import { modelLimits } from './limits.js';

const beganAt = '2025-11-17T10:00:00-05:00';
const customer = (text: string, keyword?: 'stop' | 'help'): TranscriptLine => ({
  ...{ kind: 'customer', id: text, text, beganAt },
  ...(keyword ? { keyword } : {}),
});

test('the history is what was said since the conversation last ended, by whomever, without the words meant for the carrier', () => {
  const transcript: TranscriptLine[] = [
    customer('an older matter'),
    { kind: 'ended' },
    customer('hi'),
    { kind: 'named', name: 'Sam' },
    customer('HELP', 'help'),
    { kind: 'operator', id: 'op-1', text: 'Ana here, what can I do?' },
    customer('botox'),
  ];
  const history = historyOf({ transcript, results: [] } as unknown as TurnView, modelLimits);
  expect(history).toEqual([
    { role: 'user', content: 'hi' },
    { role: 'assistant', content: 'Ana here, what can I do?' },
    { role: 'user', content: 'botox' },
  ]);
});

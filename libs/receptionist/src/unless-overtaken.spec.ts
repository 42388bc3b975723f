import { describe, expect, test } from '@jest/globals';
import { Overtaken, unlessOvertaken } from './unless-overtaken.js';

const never = async (): Promise<boolean> => false;

describe('thinking while the customer may go on', () => {
  test('an answer that comes at once costs no look', async () => {
    let looks = 0;
    const answer = await unlessOvertaken(
      async () => 7,
      async () => {
        looks += 1;
        return true;
      },
      1,
    );
    expect([answer, looks]).toEqual([7, 0]);
  });
  test('a slow answer is waited for as long as nothing newer is said', async () => {
    let looks = 0;
    const answer = new Promise<string>((resolve) => {
      const looksOften = setInterval(() => looks > 2 && (clearInterval(looksOften), resolve('yes')), 1);
    });
    const lookedAt = async (): Promise<boolean> => {
      looks += 1;
      return false;
    };
    expect(await unlessOvertaken(() => answer, lookedAt, 1)).toBe('yes');
    expect(looks).toBeGreaterThan(2);
  });
  test('newer words end it at once, tell the assistant, and its late failure troubles nobody', async () => {
    let fail: (error: Error) => void = () => undefined;
    let heard: AbortSignal | undefined;
    const thought = new Promise<never>((_, reject) => (fail = reject));
    const thinking = unlessOvertaken(
      (signal) => {
        heard = signal;
        return thought;
      },
      async () => true,
      1,
    );
    await expect(thinking).rejects.toThrow(Overtaken);
    expect(heard?.aborted).toBe(true);
    fail(new Error('too late'));
  });
  test('an assistant that fails, and a log that can not be read, are heard of', async () => {
    const fails = async (): Promise<never> => Promise.reject(new Error('broken'));
    await expect(unlessOvertaken(fails, never, 1)).rejects.toThrow('broken');
    await expect(unlessOvertaken(() => new Promise(() => undefined), fails, 1)).rejects.toThrow('broken');
  });
});

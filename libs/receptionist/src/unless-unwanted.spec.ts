import { describe, expect, test } from '@jest/globals';
import { unlessUnwanted } from './unless-unwanted.js';

const never = async (): Promise<undefined> => undefined;

describe('thinking about what may not be wanted any more', () => {
  test('an answer that comes at once costs no look', async () => {
    let looks = 0;
    const answer = await unlessUnwanted(
      async () => 7,
      async () => {
        looks += 1;
        return 'superseded' as const;
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
    const lookedAt = async (): Promise<undefined> => {
      looks += 1;
      return undefined;
    };
    expect(await unlessUnwanted(() => answer, lookedAt, 1)).toBe('yes');
    expect(looks).toBeGreaterThan(2);
  });
  test.each([
    ['newer words', 'superseded'],
    ['a person who attends', 'silent'],
  ] as const)('%s end it at once, tell the assistant, and its late failure troubles nobody', async (_, how) => {
    let fail: (error: Error) => void = () => undefined;
    let heard: AbortSignal | undefined;
    const thought = new Promise<never>((_, reject) => (fail = reject));
    const thinking = unlessUnwanted(
      (signal) => {
        heard = signal;
        return thought;
      },
      async () => how,
      1,
    );
    await expect(thinking).rejects.toMatchObject({ name: 'Unwanted', how });
    expect(heard?.aborted).toBe(true);
    fail(new Error('too late'));
  });
  test('an assistant that fails, and a log that can not be read, are heard of', async () => {
    const fails = async (): Promise<never> => Promise.reject(new Error('broken'));
    await expect(unlessUnwanted(fails, never, 1)).rejects.toThrow('broken');
    await expect(unlessUnwanted(() => new Promise(() => undefined), fails, 1)).rejects.toThrow('broken');
  });
});

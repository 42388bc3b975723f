import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { IncomingMessage } from 'node:http';
import { parseForm } from './form.js';
import { readInboundSms, readReceipt } from './inbound.js';
import { refuseForgery, refuseStranger } from './trust.js';

const publicBaseUrl = 'https://sms.example.com';
const open = { publicBaseUrl, environment: 'development', twilio: {} } as const;
const closed = { ...open, twilio: { authToken: 'token' } };
const from = (remoteAddress: string | undefined, headers: Record<string, string> = {}) =>
  ({ socket: { remoteAddress }, headers, originalUrl: '/webhooks/twilio/sms' }) as unknown as IncomingMessage & {
    originalUrl: string;
  };

describe('without a token', () => {
  test.each(['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1'])('%s is this machine', (address) => {
    expect(refuseStranger(from(address), open)).toBeUndefined();
  });
  test.each(['10.0.0.5', '::ffff:10.0.0.5', '128.0.0.1', '::', 'fe80::1', '127.0.0.1.evil.example', undefined])(
    '%s is not, whatever its headers say',
    (address) => {
      const headers = { 'x-forwarded-for': '127.0.0.1', forwarded: 'for=127.0.0.1', host: 'localhost' };
      expect(refuseStranger(from(address), open)?.status).toBe(403);
      expect(refuseStranger(from(address, headers), open)?.status).toBe(403);
    },
  );
});

describe('with a token', () => {
  test('no stranger gets as far as to be read, not even from this machine', () => {
    expect(refuseStranger(from('127.0.0.1'), closed)?.error).toBe('not_signed');
  });
  test('no form that was not signed is let in, whatever it holds', () => {
    const anyForm = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.array(fc.string(), { minLength: 2 })));
    fc.assert(
      fc.property(anyForm, fc.string(), (form, signature) => {
        const request = from('127.0.0.1', { 'x-twilio-signature': signature });
        expect(refuseForgery(request, form, closed)?.status).toBe(403);
      }),
    );
  });
});

describe('whatever is sent as a form', () => {
  const part = fc.constantFrom('MessageSid', 'From', 'To', 'Body', 'MessageStatus', '=', '&', '%00', '%E0', '[', ']');
  const anyBody = fc.array(fc.oneof(part, fc.string({ unit: 'binary' }))).map((parts) => parts.join(''));
  test('is read as a text or refused, and never fails', () => {
    fc.assert(
      fc.property(anyBody, (body) => {
        for (const read of [readInboundSms(parseForm(body)), readReceipt(parseForm(body))])
          if (!read.ok) expect([400, 413]).toContain(read.refusal.status);
      }),
    );
  });
});

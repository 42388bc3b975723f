import { describe, expect, test } from '@jest/globals';
import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { conversationIdKey, readSettings, secretsOf, SETTINGS, SettingsError, settingsReference } from './index.js';

const faultsOf = (env: Record<string, string>): readonly string[] => {
  try {
    readSettings(env);
  } catch (error) {
    if (error instanceof SettingsError) return error.faults;
    throw error;
  }
  return [];
};

describe('settings', () => {
  test('nothing set is enough to start: loopback, port 3000, the demo business', () => {
    const settings = readSettings({});
    expect(settings).toMatchObject({ port: 3000, host: '127.0.0.1', eventLog: 'postgres', instance: 0, twilio: {} });
    expect(settings.businessFile).toMatch(/deploy\/demo-business\.yaml$/);
    expect(settings.publicBaseUrl).toBe('http://localhost:3000');
  });

  test('an empty setting counts as not set', () => {
    expect(readSettings({ PORT: '', DATABASE_URL: '' }).port).toBe(3000);
  });

  test('what is set is taken', () => {
    const settings = readSettings({
      PORT: '8080',
      PUBLIC_BASE_URL: 'https://sms.example.com/',
      TWILIO_ACCOUNT_SID: 'AC0123456789abcdef',
      TWILIO_AUTH_TOKEN: 'a token',
      TWILIO_FROM: '+15185550134',
      SLOTGUARD_DATA_DIR: '/tmp/data',
    });
    expect(settings).toMatchObject({ port: 8080, publicBaseUrl: 'https://sms.example.com', dataDir: '/tmp/data' });
    expect(settings.twilio).toEqual({ accountSid: 'AC0123456789abcdef', authToken: 'a token', from: '+15185550134' });
  });

  test('every fault is named at once, and no value is repeated', () => {
    const env = {
      PORT: 'eighty',
      DATABASE_URL: 'mysql://root:hunter2@db/x',
      CONVERSATION_ID_KEY: 'hunter2',
      TWILIO_ACCOUNT_SID: 'AC0123456789abcdef',
      LOG_LEVEL: 'loud',
      SLOTGUARD_INSTANCE: '2',
      SLOTGUARD_INSTANCES: '2',
    };
    const faults = faultsOf(env);
    expect(faults.map((fault) => fault.split(':')[0])).toEqual([
      'PORT',
      'DATABASE_URL',
      'CONVERSATION_ID_KEY',
      'LOG_LEVEL',
      'TWILIO_AUTH_TOKEN',
      'SLOTGUARD_INSTANCE',
    ]);
    expect(faults.join('\n')).not.toContain('hunter2');
  });

  test('traces go nowhere unless there is an endpoint; its headers are secret', () => {
    expect(readSettings({})).not.toHaveProperty('otlp');
    const settings = readSettings({
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318/',
      OTEL_EXPORTER_OTLP_HEADERS: 'x-key=a%2Cb, x-team=spa',
    });
    expect(settings.otlp).toEqual({ endpoint: 'http://127.0.0.1:4318', headers: { 'x-key': 'a,b', 'x-team': 'spa' } });
    expect(secretsOf(settings)).toEqual(expect.arrayContaining(['a,b']));
    for (const headers of ['x', '=x', 'x=%FF'])
      expect(faultsOf({ OTEL_EXPORTER_OTLP_HEADERS: headers })).toEqual([
        'OTEL_EXPORTER_OTLP_HEADERS: must be like name=value,name=value',
      ]);
  });
  test('who is to be told of a customer who wants a person: a webhook needs its secret, a mailbox its server', () => {
    const NOTIFY_WEBHOOK_URL = 'https://example.com/hook?key=1';
    const NOTIFY_WEBHOOK_SECRET = 'a secret of 24 letters or more';
    const mail = { NOTIFY_EMAIL: 'desk@example.com', SMTP_URL: 'smtps://u:word@mail.example.com' };
    const settings = readSettings({ NOTIFY_WEBHOOK_URL, NOTIFY_WEBHOOK_SECRET, ...mail });
    expect(settings.notify).toEqual({
      webhook: { url: NOTIFY_WEBHOOK_URL, secret: NOTIFY_WEBHOOK_SECRET },
      mail: { address: mail.NOTIFY_EMAIL, smtpUrl: mail.SMTP_URL },
    });
    expect(secretsOf(settings)).toEqual(
      expect.arrayContaining([NOTIFY_WEBHOOK_URL, NOTIFY_WEBHOOK_SECRET, mail.SMTP_URL, 'word']),
    );
    expect(readSettings({}).notify).toEqual({});
    expect(() => readSettings({ NOTIFY_WEBHOOK_URL })).toThrow('NOTIFY_WEBHOOK_SECRET: must be set');
    expect(() => readSettings({ NOTIFY_EMAIL: mail.NOTIFY_EMAIL })).toThrow('SMTP_URL: must be set');
    expect(() => readSettings({ ...mail, NOTIFY_EMAIL: 'desk' })).toThrow('NOTIFY_EMAIL: must be like');
  });

  test('a model answers only with a key, which is secret; what it may cost is bounded without being told', () => {
    expect(readSettings({ OPENAI_MODEL: 'x', OPENAI_BASE_URL: 'http://127.0.0.1:1/v1' })).not.toHaveProperty('openai');
    const settings = readSettings({ OPENAI_API_KEY: 'sk-word', OPENAI_BASE_URL: 'http://127.0.0.1:8080/v1/' });
    expect(settings.openai).toEqual({
      ...{ apiKey: 'sk-word', baseUrl: 'http://127.0.0.1:8080/v1', model: 'gpt-4.1-mini' },
      ...{ callMaxMs: 8_000, outputTokensMax: 400, conversationTokensMax: 300_000, dayTokensMax: 5_000_000 },
    });
    expect(secretsOf(settings)).toContain('sk-word');
    const env = { OPENAI_API_KEY: 'two words', OPENAI_TIMEOUT_MS: '10', OPENAI_DAY_TOKENS: '-1', OPENAI_BASE_URL: 'x' };
    expect(faultsOf(env).map((fault) => fault.split(':')[0])).toEqual([
      'OPENAI_API_KEY',
      'OPENAI_BASE_URL',
      'OPENAI_TIMEOUT_MS',
      'OPENAI_DAY_TOKENS',
    ]);
    expect(faultsOf(env).join()).not.toContain('two words');
  });
  test('jetstream needs to be told where it is', () => {
    expect(faultsOf({ EVENT_LOG: 'jetstream' })).toEqual(['NATS_URL: must be set when EVENT_LOG is jetstream']);
    expect(faultsOf({ EVENT_LOG: 'jetstream', NATS_URL: 'http://a' })).toEqual([
      'NATS_URL: must be like nats://user:password@host:4222',
    ]);
  });

  test('the secrets are known to the log, with the password of the database on its own', () => {
    const settings = readSettings({ DATABASE_URL: 'postgres://u:p%40ss@h/d', TWILIO_AUTH_TOKEN: 'token' });
    expect(secretsOf(settings)).toEqual(['token', 'postgres://u:p%40ss@h/d', 'p%40ss', 'p@ss']);
    const bus = readSettings({ NATS_URL: 'nats://guard:word@h:4222,nats://other:4222' });
    expect(secretsOf(bus)).toEqual(['nats://guard:word@h:4222', 'word', 'word']);
  });

  test('the reference has every setting', () => {
    for (const name of Object.keys(SETTINGS)) expect(settingsReference()).toContain(`| \`${name}\` |`);
  });
});

describe('the key of the conversation ids', () => {
  test('is the one that was set', async () => {
    const conversationIdKeySet = 'x'.repeat(32);
    expect(await conversationIdKey({ conversationIdKey: conversationIdKeySet }, '/nowhere')).toBe(conversationIdKeySet);
  });

  test('is made once, for many that ask at the same time, and only its owner can read it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'slotguard-key-'));
    const keys = await Promise.all(Array.from({ length: 10 }, () => conversationIdKey({}, join(folder, 'data'))));
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]?.length).toBeGreaterThanOrEqual(43);
    expect(await conversationIdKey({}, join(folder, 'data'))).toBe(keys[0]);
    expect((await stat(join(folder, 'data', 'conversation-id.key'))).mode & 0o777).toBe(0o600);
  });

  test('a damaged key is reported and not replaced', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'slotguard-key-'));
    await writeFile(join(folder, 'conversation-id.key'), 'short\n');
    await expect(conversationIdKey({}, folder)).rejects.toThrow('put the right one back');
    expect(await readFile(join(folder, 'conversation-id.key'), 'utf8')).toBe('short\n');
  });
});

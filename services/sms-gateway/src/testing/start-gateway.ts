import 'reflect-metadata';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { NestFactory } from '@nestjs/core';
import type { Clock } from '@slotguard/business-time';
import { conversationIdFor } from '@slotguard/channel-kit';
import { businessSchema, policyOf, type Business, type StoredEvent } from '@slotguard/contracts';
import { guardEventIdFor, nextOwed } from '@slotguard/conversation';
import { loadStory, startOwedReader, type EventLog } from '@slotguard/event-log';
import type { Assistant, Courier } from '@slotguard/receptionist';
import { connectServer, ServiceLogger, systemClock, type Settings } from '@slotguard/service-kit';
import type { SmsLimits } from '../limits.js';
import { SmsGatewayModule } from '../sms-gateway.module.js';

export const CUSTOMER = '+15185550199';
export const NUMBER = '+15185550134';
export const KEY = 'a key of thirty-two letters or more';

export const business = businessSchema.parse({
  id: 'radiance',
  name: 'Radiance Med Spa',
  phone: '(518) 555-0134',
  services: [{ id: 'botox', name: 'Botox', minutes: 30 }],
  resources: [{ id: 'ana', name: 'Ana Reyes' }],
  hours: { monday: ['09:00-18:00'] },
});

/** Asks with as many question marks as there are texts that it answers. */
export const counter: Assistant = {
  name: 'counter',
  next: async ({ answers }) => ({
    calls: [],
    say: `What day suits you${'?'.repeat(answers.length)}`,
    asks: 'other',
    final: true,
  }),
};

export interface GatewayOptions {
  readonly log: EventLog;
  readonly clock?: Clock;
  readonly environment?: Settings['environment'];
  readonly twilio?: Settings['twilio'];
  readonly assistant?: Assistant;
  readonly courier?: Courier;
  readonly limits?: Partial<SmsLimits>;
  readonly publicBaseUrl?: string;
  /** Instead of the generous ones. */
  readonly dailyLimits?: Partial<Business['dailyLimits']>;
}

export interface Gateway {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** What it has logged, as JSON lines. */
  readonly lines: string[];
  /** The conversation of these two numbers, as it is recorded. */
  story(customer?: string): Promise<StoredEvent[]>;
  conversation(customer?: string): string;
  close(): Promise<void>;
}

const nobody: Courier = {
  send: async () => ({ kind: 'refused', code: 'nobody' }),
  find: async () => ({ kind: 'absent' }),
};

/** The gateway on a port of its own, with a guard that says its word beside it. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { log, clock = systemClock, assistant = counter, environment = 'test', twilio = {} } = options;
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const lines: string[] = [];
  const logger = new ServiceLogger({ level: 'trace', json: true, write: (line) => lines.push(line) });
  const gateway = {
    settings: { publicBaseUrl: options.publicBaseUrl ?? url, environment, twilio },
    conversationIdKey: KEY,
    ...{ log, clock, assistant },
    business: { ...business, dailyLimits: { ...business.dailyLimits, ...options.dailyLimits } },
    availability: async () => ({ success: true, slots: [] }),
    limits: { burstQuietMs: 100, settleMs: 100, ...options.limits },
    ...(twilio.accountSid === undefined ? { courier: options.courier ?? nobody } : {}),
  };
  const app = await NestFactory.create(SmsGatewayModule.register(gateway), {
    logger,
    abortOnError: false,
    forceCloseConnections: true,
  });
  connectServer(app, SmsGatewayModule.turns(gateway));
  const policy = policyOf(business);
  const guard = await startOwedReader({
    ...{ log, clock, name: 'guard', horizonMs: 0 },
    owes: guardEventIdFor,
    onError: (error) => lines.push(String(error)),
    pay: async (event) => {
      for (;;) {
        const owed = nextOwed(await loadStory(log, event), () => policy);
        if (!owed) return;
        await log.append(owed);
      }
    },
  });
  await app.listen(port, '127.0.0.1');
  await app.startAllMicroservices();
  const conversation = (customer = CUSTOMER): string =>
    conversationIdFor({ key: KEY, channel: 'sms', thread: [customer, NUMBER] });
  return {
    url,
    lines,
    conversation,
    story: (customer) => log.readConversation({ business: business.id, conversation: conversation(customer) }),
    async close() {
      await app.close();
      await guard.close();
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

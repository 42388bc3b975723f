#!/usr/bin/env node
import { askCalendar, runService } from '@slotguard/service-kit';
import { receptionistFor } from './receptionist.js';
import { SmsGatewayModule } from './sms-gateway.module.js';

await runService({
  name: 'sms-gateway',
  role: 'sms',
  // One key for all gateways, or a customer would get another conversation at each.
  needs: ['CONVERSATION_ID_KEY', 'PUBLIC_BASE_URL'],
  async compose({ settings, log, clock, business, lookups, logger, closings }) {
    const options = {
      settings,
      conversationIdKey: settings.conversationIdKey as string,
      business,
      log,
      clock,
      assistant: await receptionistFor({ settings, log, clock, business, logger, closings }),
      availability: askCalendar(lookups),
    };
    return { imports: [SmsGatewayModule.register(options)], servers: [SmsGatewayModule.turns(options)] };
  },
});

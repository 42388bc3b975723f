#!/usr/bin/env node
import { ruleBasedAssistant } from '@slotguard/receptionist';
import { askCalendar, runService } from '@slotguard/service-kit';
import { SmsGatewayModule } from './sms-gateway.module.js';

await runService({
  name: 'sms-gateway',
  role: 'sms',
  // One key for all gateways, or a customer would get another conversation at each.
  needs: ['CONVERSATION_ID_KEY', 'PUBLIC_BASE_URL'],
  compose({ settings, log, clock, business, lookups }) {
    const options = {
      settings,
      conversationIdKey: settings.conversationIdKey as string,
      business,
      log,
      clock,
      assistant: ruleBasedAssistant,
      availability: askCalendar(lookups),
    };
    return { imports: [SmsGatewayModule.register(options)], servers: [SmsGatewayModule.turns(options)] };
  },
});

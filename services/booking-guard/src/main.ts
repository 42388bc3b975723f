#!/usr/bin/env node
import { defaultPolicy } from '@slotguard/conversation';
import { runService } from '@slotguard/service-kit';
import { BookingGuardModule } from './booking-guard.module.js';

await runService({
  name: 'booking-guard',
  role: 'guard',
  needs: [],
  compose({ log, clock, instance, business }) {
    const options = { log, clock, instance, policy: defaultPolicy(business.timeZone) };
    return { imports: [BookingGuardModule.register(options)], servers: [BookingGuardModule.reader(options)] };
  },
});

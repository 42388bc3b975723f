#!/usr/bin/env node
import { policyOf } from '@slotguard/contracts';
import { runService } from '@slotguard/service-kit';
import { BookingGuardModule } from './booking-guard.module.js';

await runService({
  name: 'booking-guard',
  role: 'guard',
  needs: [],
  compose({ log, clock, instance, business }) {
    const options = { log, clock, instance, policy: policyOf(business) };
    return { imports: [BookingGuardModule.register(options)], servers: [BookingGuardModule.reader(options)] };
  },
});

import type { Policy } from '@slotguard/conversation';
import { z } from 'zod';
import { count, name, zone } from './fields.js';

const channelPolicy = z.object({
  mode: z.enum(['enforce', 'shadow']),
  offerTtlMs: count,
  presentation: z.enum(['prefer', 'require']),
  repairMislabelledOffset: z.boolean(),
  crossingMs: count,
});

export const policy: z.ZodType<Policy> = z.object({
  version: name,
  timeZone: zone,
  channels: z.object({ sms: channelPolicy, email: channelPolicy, voice: channelPolicy }),
});

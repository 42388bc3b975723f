import type { Policy } from '@slotguard/conversation';
import { z } from 'zod';
import { count, id, name, zone } from './fields.js';

const channelPolicy = z.object({
  mode: z.enum(['enforce', 'shadow']),
  offerTtlMs: count,
  presentation: z.enum(['prefer', 'require']),
  repairMislabelledOffset: z.boolean(),
  crossingMs: count,
});

const named = z.array(z.object({ name: id, aliases: z.exactOptional(z.array(name)) }));

export const policy: z.ZodType<Policy> = z.object({
  version: name,
  timeZone: zone,
  channels: z.object({ sms: channelPolicy, email: channelPolicy, voice: channelPolicy }),
  names: z.exactOptional(z.object({ services: named, resources: named })),
});

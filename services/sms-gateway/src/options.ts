import type { Clock } from '@slotguard/business-time';
import type { Business } from '@slotguard/contracts';
import type { EventLog } from '@slotguard/event-log';
import type { Assistant, Courier, TurnDeps, TurnLimits } from '@slotguard/receptionist';
import type { Settings } from '@slotguard/service-kit';
import type { SmsLimits } from './limits.js';

export interface SmsGatewayOptions {
  readonly settings: Pick<Settings, 'publicBaseUrl' | 'environment' | 'twilio'> & Partial<Pick<Settings, 'notify'>>;
  /** The one key of all gateways. */
  readonly conversationIdKey: string;
  readonly business: Business;
  readonly log: EventLog;
  readonly clock: Clock;
  readonly assistant: Assistant;
  readonly availability: TurnDeps['availability'];
  /** Default: Twilio, by the settings. */
  readonly courier?: Courier;
  readonly limits?: Partial<SmsLimits>;
  readonly turnLimits?: Partial<TurnLimits>;
}

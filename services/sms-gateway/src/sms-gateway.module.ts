import type { DynamicModule } from '@nestjs/common';
import { Logger, Module } from '@nestjs/common';
import type { TurnDeps } from '@slotguard/receptionist';
import { observationOf, WorkQueueServer } from '@slotguard/service-kit';
import { GatewayDayCounter } from './gateway-day-counter.js';
import { smsLimitsFor, smsTurnLimits, turnBackoffMs, type SmsLimits } from './limits.js';
import { MissedTextWatch } from './missed-text-watch.js';
import { Notices } from './notices.js';
import { OneAtATime } from './one-at-a-time.js';
import type { SmsGatewayOptions } from './options.js';
import { PersonController } from './person.controller.js';
import { ReminderController } from './reminder.controller.js';
import { SMS_LIMITS, SMS_OPTIONS, SMS_TURNS, TURN_DEPS, TURN_LANES } from './tokens.js';
import { tracedAvailability, tracedCourier } from './traced.js';
import { TurnController } from './turn.controller.js';
import { TwilioCourier } from './twilio-courier.js';
import { WebhookForms } from './webhook-forms.js';
import { WebhookController } from './webhook.controller.js';

/** Texts in by Twilio's webhooks, turns behind, texts out by its REST API. */
@Module({})
export class SmsGatewayModule {
  static register(options: SmsGatewayOptions): DynamicModule {
    return {
      module: SmsGatewayModule,
      controllers: [WebhookController, TurnController, PersonController, ReminderController],
      providers: [
        { provide: SMS_OPTIONS, useValue: options },
        { provide: SMS_LIMITS, useValue: limitsOf(options) },
        { provide: TURN_LANES, useValue: new OneAtATime() },
        GatewayDayCounter,
        {
          provide: TURN_DEPS,
          useFactory: (counter: GatewayDayCounter) => turnDeps(options, counter),
          inject: [GatewayDayCounter],
        },
        MissedTextWatch,
        Notices,
        WebhookForms,
      ],
    };
  }

  /** The queue that feeds the turns: `connectServer(app, SmsGatewayModule.turns(options))`. */
  static turns(options: SmsGatewayOptions): WorkQueueServer {
    const { log } = options;
    const { turnsInFlight, ackWaitMs, turnMaxMs, turnTriesMax } = limitsOf(options);
    const logger = new Logger('SmsGateway');
    return new WorkQueueServer({
      transportId: SMS_TURNS,
      log,
      queue: 'sms-turns',
      inFlight: turnsInFlight,
      ackWaitMs,
      handlingMaxMs: turnMaxMs,
      maxAttempts: turnTriesMax,
      backoffMs: turnBackoffMs,
      onError: (err) => logger.error({ msg: 'the queue of turns failed, tried again', err }),
    });
  }
}

function limitsOf({ assistant, limits }: SmsGatewayOptions): SmsLimits {
  return { ...smsLimitsFor(assistant), ...limits };
}

function turnDeps(options: SmsGatewayOptions, counter: GatewayDayCounter): TurnDeps {
  const { log, business, assistant, availability, clock, courier } = options;
  const { tracing } = observationOf(log);
  const ownCourier = courier ?? TwilioCourier.of(options.settings, limitsOf(options));
  return {
    ...{ log, business, assistant, clock },
    availability: tracedAvailability(availability, tracing),
    courier: tracedCourier(ownCourier, tracing),
    limits: { ...smsTurnLimits, ...options.turnLimits },
    dayCount: (time) => counter.countOf(time),
  };
}

import { Inject, Injectable, Logger } from '@nestjs/common';
import type { StoredEvent } from '@slotguard/contracts';
import { notifyBusiness, notifyOfWords, type WordsDeps } from '@slotguard/notices';
import type { SmsGatewayOptions } from './options.js';
import { SMS_OPTIONS } from './tokens.js';
import { tried } from './tried.js';

/** Tells the business that somebody waits for a person. What fails is thrown: the queue tries it again, or parks it. */
@Injectable()
export class Notices {
  private readonly logger = new Logger('SmsGateway');

  constructor(@Inject(SMS_OPTIONS) private readonly options: SmsGatewayOptions) {}

  /** A customer asks for a person. */
  ofRequest(requested: StoredEvent): Promise<void> {
    return this.tell('a customer asks for a person', requested, (deps) => notifyBusiness(requested, deps));
  }

  /** A customer has written, and the turn is over: if a person attends, nobody else has answered. */
  ofWords(utterance: StoredEvent): Promise<void> {
    return this.tell('a customer writes to a person', utterance, (deps) => notifyOfWords(utterance, deps));
  }

  private async tell(
    what: string,
    { conversation }: StoredEvent,
    notify: (deps: WordsDeps) => Promise<readonly string[] | undefined>,
  ): Promise<void> {
    const { log, clock, business, settings } = this.options;
    const { notify: routes = {} } = settings;
    await tried(this.logger, 'notice', async () => {
      const ways = await notify({ log, clock, routes, timeZone: business.timeZone });
      if (!ways || ways.length > 0) return;
      const msg = `${what}, and nobody is told: set NOTIFY_WEBHOOK_URL or NOTIFY_EMAIL`;
      this.logger.warn({ msg, conversation });
    });
  }
}

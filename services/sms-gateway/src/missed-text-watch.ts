import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { pause, pauseMs } from '@slotguard/event-log';
import type { SmsLimits } from './limits.js';
import { fetchMissedTexts, type MissedTextsOptions } from './missed-texts.js';
import type { SmsGatewayOptions } from './options.js';
import { SMS_LIMITS, SMS_OPTIONS } from './tokens.js';
import { TwilioSentTexts } from './twilio-sent-texts.js';

/** Between tries while Twilio or the log are away. */
const RETRY_MIN_MS = 1_000;
const RETRY_MAX_MS = 60_000;
/** How long a process that ends waits for a look; Twilio may take longer to answer, and what is not taken in is found by the next one. */
const SETTLE_MS = 2_000;

/**
 * Looks for missed texts when the gateway starts, after every webhook that it had to refuse, and now and then: of those that never reached
 * it nobody else would tell. Without a Twilio account there is nothing to look through.
 */
@Injectable()
export class MissedTextWatch implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('SmsGateway');
  private readonly closing = new AbortController();
  private readonly sent: TwilioSentTexts | undefined;
  private running: Promise<void> | undefined;
  private alarm = new AbortController();

  constructor(
    @Inject(SMS_OPTIONS) private readonly options: SmsGatewayOptions,
    @Inject(SMS_LIMITS) private readonly limits: SmsLimits,
  ) {
    this.sent = TwilioSentTexts.of(options.settings, limits);
  }

  onApplicationBootstrap(): void {
    if (this.sent) this.running = this.watch(this.sent);
  }

  /** A text was refused: it will have to be fetched once the log is back. */
  refused(): void {
    this.alarm.abort();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.closing.abort();
    const ending = new AbortController();
    await Promise.race([this.running, pause(SETTLE_MS, ending.signal)]);
    ending.abort();
  }

  private async watch(sent: TwilioSentTexts): Promise<void> {
    const { limits } = this;
    const { signal } = this.closing;
    const startedAt = this.options.clock.now();
    const options: MissedTextsOptions = { ...this.options, sent, limits, startedAt };
    let since: Date | undefined;
    for (let failures = 0; !signal.aborted;) {
      this.alarm = new AbortController();
      const begun = this.options.clock.now();
      const isOpen = await this.look(options, since);
      failures = isOpen === undefined ? failures + 1 : 0;
      // Twilio's list may lag and clocks differ: the next look begins a little earlier than this one did.
      if (isOpen === false) since = new Date(begun.getTime() - limits.missedOverlapMs);
      const next = isOpen === undefined ? retryMs(failures) : isOpen ? limits.missedGraceMs : limits.missedEveryMs;
      await this.sleep(next);
    }
  }

  /** Whether to look again soon; undefined when it could not be done. */
  private async look(options: MissedTextsOptions, since: Date | undefined): Promise<boolean | undefined> {
    try {
      const { taken, isOpen, isCut } = await fetchMissedTexts(options, since);
      for (const { id, conversation } of taken) this.logger.warn({ msg: 'missed text taken', conversation, event: id });
      if (isCut) this.logger.warn({ msg: 'more texts than are looked through for missed ones' });
      return isOpen;
    } catch (err) {
      const code = (err as { readonly code?: unknown }).code;
      this.logger.warn({
        msg: 'missed texts could not be looked for',
        ...(typeof code === 'string' ? { code } : { err }),
      });
      return undefined;
    }
  }

  /** Until it is time, or a text was refused; then a moment more, since its sender is still trying. */
  private async sleep(ms: number): Promise<void> {
    const { signal } = this.closing;
    await pause(ms, AbortSignal.any([signal, this.alarm.signal]));
    if (this.alarm.signal.aborted) await pause(this.limits.missedGraceMs, signal);
  }
}

function retryMs(failures: number): number {
  return Math.min(Math.max(pauseMs(failures), RETRY_MIN_MS * 2 ** (failures - 1)), RETRY_MAX_MS);
}

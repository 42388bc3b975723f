import { Body, Controller, HttpCode, HttpException, Inject, Logger, Post, Req, Res } from '@nestjs/common';
import { LogUnavailable } from '@slotguard/event-log';
import type { Request, Response } from 'express';
import type { Form } from './form.js';
import { readInboundSms, readReceipt, type Read } from './inbound.js';
import { ingestSms } from './ingest-sms.js';
import type { SmsLimits } from './limits.js';
import { MissedTextWatch } from './missed-text-watch.js';
import type { SmsGatewayOptions } from './options.js';
import { recordReceipt } from './record-receipt.js';
import { UNAVAILABLE, type Refusal } from './refusal.js';
import { SMS_LIMITS, SMS_OPTIONS } from './tokens.js';

/** No reply in the answer: texts go out by the REST API, once they are recorded. */
const EMPTY_TWIML = '<Response/>';
const RETRY_AFTER_S = 5;

/** Twilio's two webhooks. Only appends happen in here; whatever follows from them runs behind. */
@Controller('webhooks/twilio')
export class WebhookController {
  private readonly logger = new Logger('SmsGateway');

  constructor(
    @Inject(SMS_OPTIONS) private readonly options: SmsGatewayOptions,
    @Inject(SMS_LIMITS) private readonly limits: SmsLimits,
    @Inject(MissedTextWatch) private readonly missed: MissedTextWatch,
  ) {}

  @Post('sms')
  @HttpCode(200)
  async sms(@Body() form: Form, @Res({ passthrough: true }) response: Response): Promise<string> {
    const sms = this.accept(readInboundSms(form));
    const { event, adopted } = await this.kept(response, () => ingestSms(sms, this.options));
    const { conversation, id } = event;
    this.logger.log({ msg: adopted ? 'text repeated' : 'text taken', conversation, event: id, keyword: sms.keyword });
    response.type('text/xml');
    return EMPTY_TWIML;
  }

  @Post('status')
  @HttpCode(204)
  async status(
    @Body() form: Form,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const receipt = this.accept(readReceipt(form));
    const query = new URL(request.originalUrl, 'http://gateway').searchParams;
    const of = { conversation: query.get('conversation') ?? '', message: query.get('message') ?? '' };
    const { log } = this.options;
    const recorded = await this.kept(response, () => recordReceipt(log, receipt, of, this.options));
    const { messageSid, status, errorCode } = receipt;
    const line = { msg: 'receipt', recorded, messageSid, status, ...(errorCode === undefined ? {} : { errorCode }) };
    if (recorded === 'unknown') this.logger.warn(line);
    else this.logger.debug(line);
  }

  private accept<T>(read: Read<T>): T {
    if (read.ok) return read.value;
    throw this.refused(read.refusal);
  }

  /** What is not in the log in time was not taken; an append that still comes through is adopted by the next try. */
  private async kept<T>(response: Response, work: () => Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new LogUnavailable('no_answer')), this.limits.webhookDeadlineMs);
    });
    try {
      return await Promise.race([work(), late]);
    } catch (error) {
      if (!(error instanceof LogUnavailable)) throw error;
      this.missed.refused();
      response.set('retry-after', String(RETRY_AFTER_S));
      throw this.refused(UNAVAILABLE, error.code);
    } finally {
      clearTimeout(timer);
    }
  }

  private refused({ status, error, message }: Refusal, code?: string): HttpException {
    this.logger.warn({ msg: 'webhook refused', status, error, ...(code === undefined ? {} : { code }) });
    return new HttpException({ error, message }, status);
  }
}

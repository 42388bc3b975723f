import { Inject, Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { observationOf } from '@slotguard/service-kit';
import type { NextFunction, Request, Response } from 'express';
import { readForm } from './form.js';
import type { SmsLimits } from './limits.js';
import type { SmsGatewayOptions } from './options.js';
import type { Refusal } from './refusal.js';
import { SMS_LIMITS, SMS_OPTIONS } from './tokens.js';
import { refuseForgery, refuseStranger } from './trust.js';
import { WebhookWatch } from './webhook-watch.js';

export const WEBHOOKS = '/webhooks/twilio';

/**
 * Stands before the webhooks and before any body parser of the app: reads the form as it was sent, which is what the signature covers,
 * and lets nobody in whom the settings do not trust. The controllers find the form as the request's body.
 */
@Injectable()
export class WebhookForms implements BeforeApplicationShutdown {
  private readonly logger = new Logger('SmsGateway');
  private readonly watch: WebhookWatch;

  constructor(
    @Inject(SMS_OPTIONS) private readonly options: SmsGatewayOptions,
    @Inject(SMS_LIMITS) private readonly limits: SmsLimits,
    @Inject(HttpAdapterHost) host: HttpAdapterHost,
  ) {
    this.watch = new WebhookWatch(observationOf(options.log));
    const handle = (request: Request, response: Response, next: NextFunction): void =>
      this.watch.until(request, response, () => this.receive(request, response).then((taken) => taken && next(), next));
    host.init$.subscribe(() => host.httpAdapter.use(WEBHOOKS, handle));
  }

  /** What has been taken in is answered before the listener closes. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.watch.settled();
  }

  private async receive(request: Request, response: Response): Promise<boolean> {
    if (request.method !== 'POST') return true;
    const { settings } = this.options;
    const stranger = refuseStranger(request, settings);
    if (stranger) return this.refuse(stranger, response);
    const read = await readForm(request, this.limits.formBytesMax);
    if (!read.ok) return this.refuse(read.refusal, response);
    const forgery = refuseForgery(request, read.form, settings);
    if (forgery) return this.refuse(forgery, response);
    request.body = read.form;
    return true;
  }

  private refuse({ status, error, message }: Refusal, response: Response): false {
    this.logger.warn({ msg: 'webhook refused', status, error });
    // The rest of a body that nobody reads must not be taken for the next request.
    response.status(status).set('connection', 'close').json({ error, message });
    return false;
  }
}

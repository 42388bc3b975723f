import {
  Body,
  Controller,
  Get,
  HttpCode,
  HttpException,
  Inject,
  Logger,
  Post,
  Query,
  Sse,
  type MessageEvent,
} from '@nestjs/common';
import { LogUnavailable } from '@slotguard/event-log';
import type { Observable } from 'rxjs';
import { z } from 'zod';
import type { PhoneFault, SendText, TryTrick } from '../phone-api.js';
import { Phone } from './phone.js';

const number = z.string().regex(/^\+1555\d{4,7}$/);
/** As long as a provider takes. */
const sendText: z.ZodType<SendText> = z.object({ from: number, text: z.string().trim().min(1).max(1_600) });
const tryTrick: z.ZodType<TryTrick> = z.object({
  from: number,
  trick: z.enum([
    'book_unoffered',
    'book_unchosen',
    'wrong_offset',
    'double_booking',
    'other_provider',
    'claim_booking',
  ]),
});

const AWAY: PhoneFault = {
  error: 'not_taken',
  message: 'Slotguard cannot take texts right now. Nothing is lost: please try again in a moment.',
};
const NOTHING_SAID: PhoneFault = {
  error: 'nothing_said',
  message: 'Send a text first: there is no conversation to meddle with yet.',
};

/** The demo phone's side of the table in `phone-api.ts`. */
@Controller('phone/api')
export class PhoneController {
  private readonly logger = new Logger('Phone');

  constructor(@Inject(Phone) private readonly phone: Phone) {}

  @Post('messages')
  @HttpCode(202)
  async send(@Body() body: unknown): Promise<{ messageSid: string }> {
    const { from, text } = read(sendText, body);
    const { messageSid, taken } = await this.orAway(this.phone.send(from, text));
    if (!taken) throw new HttpException(AWAY, 503);
    return { messageSid };
  }

  @Post('tricks')
  @HttpCode(202)
  async trick(@Body() body: unknown): Promise<{ event: string }> {
    const { from, trick } = read(tryTrick, body);
    const event = await this.orAway(this.phone.play(from, trick));
    if (event === undefined) throw new HttpException(NOTHING_SAID, 409);
    this.logger.debug({ msg: 'trick', trick, event });
    return { event };
  }

  @Sse('stream')
  stream(@Query('from') from: unknown): Observable<MessageEvent> {
    return this.phone.stream(read(number, from));
  }

  @Get('*path')
  unknown(): never {
    throw new HttpException({ error: 'not_found', message: 'There is nothing here.' } satisfies PhoneFault, 404);
  }

  private async orAway<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (err) {
      if (!(err instanceof LogUnavailable)) throw err;
      this.logger.warn({ msg: 'the log is away', code: err.code });
      throw new HttpException(AWAY, 503);
    }
  }
}

function read<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const fault: PhoneFault = {
    error: 'malformed',
    message: 'A text has 1 to 1,600 characters and comes from a 555 number.',
  };
  throw new HttpException(fault, 400);
}

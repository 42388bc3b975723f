import { Controller, Get, Header } from '@nestjs/common';

/** Stands where the demo phone stands without a Twilio account. */
@Controller()
export class RunningController {
  @Get()
  @Header('content-type', 'text/plain; charset=utf-8')
  say(): string {
    return 'Slotguard is running behind a Twilio account: text its number.\nThe demo phone is there only without one.\n';
  }
}

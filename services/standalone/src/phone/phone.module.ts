import { Module, type DynamicModule, type MiddlewareConsumer, type NestModule } from '@nestjs/common';
import { localOnly } from './local-only.js';
import { PageController } from './page.controller.js';
import { PhoneController } from './phone.controller.js';
import { Phone, type PhoneOptions } from './phone.js';

/** The demo phone: its page and its API, for this machine alone. */
@Module({})
export class PhoneModule implements NestModule {
  static register(options: PhoneOptions): DynamicModule {
    return {
      module: PhoneModule,
      controllers: [PhoneController, PageController],
      providers: [{ provide: Phone, useValue: new Phone(options) }],
    };
  }

  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(localOnly).forRoutes(PhoneController, PageController);
  }
}

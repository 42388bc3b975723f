import {
  Module,
  type DynamicModule,
  type INestApplication,
  type INestApplicationContext,
  type LoggerService,
  type Type,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Closings } from './closings.js';
import { connectServer, type AppServer } from './connect-server.js';
import { HealthModule, readersKeepUp } from './health.js';
import { MetricsModule, type MetricsOptions } from './metrics.module.js';
import { withoutPlumbing } from './quiet-logger.js';
import { securityHeaders } from './security-headers.js';

/** Checks by the part's name, which may ask what the app has made: `(app) => app.get(Appointments).ping()`. */
export type AppHealth = Readonly<Record<string, (app: INestApplicationContext) => Promise<unknown>>>;

export interface AppOptions {
  readonly logger: LoggerService;
  /** The app's own closing is added here before anything of it runs. */
  readonly closings: Closings;
  readonly health: AppHealth;
  readonly metrics: MetricsOptions;
  readonly imports: readonly DynamicModule[];
  readonly controllers?: readonly Type[];
  /** What brings it its work: readers, queues, look-ups; `transportId`s keep their handlers apart. */
  readonly servers: readonly AppServer[];
}

@Module({})
class AppModule {}

/** One process's app: its modules, health checks and servers, which work when this resolves. It does not listen yet. */
export async function startApp({
  logger,
  closings,
  health,
  metrics,
  servers,
  ...parts
}: AppOptions): Promise<INestApplication> {
  const checks = Object.entries(health).map(([name, check]) => [name, () => check(app)] as const);
  const watched = { ...Object.fromEntries(checks), readers: () => readersKeepUp(metrics.metrics) };
  const imports = [...parts.imports, HealthModule.register(watched), MetricsModule.register(metrics)];
  const app: NestExpressApplication = await NestFactory.create<NestExpressApplication>(
    { module: AppModule, imports, controllers: [...(parts.controllers ?? [])] },
    // Open streams must not hold up the end.
    { logger: withoutPlumbing(logger), abortOnError: false, forceCloseConnections: true },
  );
  closings.add('app', () => app.close());
  app.disable('x-powered-by');
  app.use(securityHeaders);
  for (const server of servers) connectServer(app, server);
  await app.init();
  await app.startAllMicroservices();
  return app;
}

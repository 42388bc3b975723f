import { Catch, type ExceptionFilter, type INestApplication, type INestMicroservice } from '@nestjs/common';
import type { CustomTransportStrategy, Server } from '@nestjs/microservices';
import { throwError, type Observable } from 'rxjs';

/** Nest's own filter turns an error into "Internal server error"; the log's servers must know whether it can be mended. */
@Catch()
class ErrorsAsTheyAre implements ExceptionFilter {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}

/** What brings an app its work; Nest's own transports and those of `service-kit` are all of them. */
export type AppServer = CustomTransportStrategy & Pick<Server, 'propagatesEventHandlerErrors'>;

/**
 * Puts a server into an app, beside others; `app.startAllMicroservices()` starts it. The errors of a log's handlers reach their server as
 * they were thrown, which `app.connectMicroservice` alone does not do; those of look-ups reach the asker as with any Nest transport.
 */
export function connectServer(app: INestApplication, server: AppServer): INestMicroservice {
  const microservice = app.connectMicroservice({ strategy: server }, { deferInitialization: true });
  if (server.propagatesEventHandlerErrors) microservice.useGlobalFilters(new ErrorsAsTheyAre());
  // What connectMicroservice does itself when not deferred; the filter must be there before the handlers are bound.
  const hybrid = microservice as INestMicroservice & {
    registerListeners(): void;
    setIsInitialized(value: boolean): void;
    setIsInitHookCalled(value: boolean): void;
  };
  hybrid.registerListeners();
  hybrid.setIsInitialized(true);
  hybrid.setIsInitHookCalled(true);
  return microservice;
}

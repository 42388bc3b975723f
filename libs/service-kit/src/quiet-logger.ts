import type { LoggerService } from '@nestjs/common';

/** What Nest tells of its own start: a line per route and module that nobody asked for. */
const PLUMBING = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
  'NestMicroservice',
]);

/** The logger without Nest's plumbing; its warnings and errors stay. */
export function withoutPlumbing(logger: LoggerService): LoggerService {
  const log: LoggerService['log'] = (message: unknown, ...rest: unknown[]) => {
    if (!PLUMBING.has(String(rest.at(-1)))) logger.log(message, ...rest);
  };
  return new Proxy(logger, {
    get(target, property) {
      if (property === 'log') return log;
      const value: unknown = Reflect.get(target, property);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

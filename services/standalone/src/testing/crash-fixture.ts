import type { EventLog } from '@slotguard/event-log';
import { openLog, readSettings, ServiceLogger, shutdownOnSignal } from '@slotguard/service-kit';
import { bootStandalone } from '../boot.js';

// The program, but killed right after the KILL_AFTER-th event that it has added to the log: no clean-up, no last word, as in a power cut.

/** The log, except that the process does not outlive the nth event that it adds. */
function deadlyLog(log: EventLog, n: number): EventLog {
  let added = 0;
  const append: EventLog['append'] = async (event) => {
    const appended = await log.append(event);
    if (!appended.adopted && ++added === n) {
      process.kill(process.pid, 'SIGKILL');
      await new Promise(() => undefined);
    }
    return appended;
  };
  return new Proxy(log, {
    get(target, property) {
      if (property === 'append') return append;
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

const settings = readSettings();
const logger = new ServiceLogger({ level: settings.logLevel, json: false });
const log = await openLog(settings, settings);
const killAfter = Number(process.env['KILL_AFTER'] ?? Infinity);
// A killed worker's turn lies idle no longer than the test can wait.
const sms = { limits: { ackWaitMs: 1_500, burstQuietMs: 50 } };
const { url, closings } = await bootStandalone({ settings, logger, sms, log: deadlyLog(log, killAfter) });
shutdownOnSignal({ closings: [...closings, ['log', () => log.close()]], logger });
console.log(`Slotguard is ready: ${url}`);

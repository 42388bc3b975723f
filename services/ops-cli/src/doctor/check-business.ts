import { BusinessFileError, loadBusiness, type Settings } from '@slotguard/service-kit/records';
import { findingsOf, type Finding } from './finding.js';

const { good, bad, notSet } = findingsOf('business');

/** The business's file, and what time it is there: a wrong zone is seen at a glance. */
export async function checkBusiness(
  { businessFile, twilio }: Pick<Settings, 'businessFile' | 'twilio'>,
  isDemo: boolean,
  now: Date,
): Promise<readonly Finding[]> {
  try {
    const { id, name, timeZone } = await loadBusiness(businessFile);
    const there = new Intl.DateTimeFormat('en-US', {
      timeZone,
      ...{ weekday: 'long', hour: 'numeric', minute: '2-digit' },
    }).format(now);
    return [
      isDemo ? demo(name, twilio.accountSid !== undefined) : good('file', `${name} (${id}), ${businessFile}`),
      good('zone', `${timeZone}: it is ${there} there.`),
    ];
  } catch (error) {
    if (!(error instanceof BusinessFileError)) throw error;
    const mend = 'Set it right, or write a new one with npx slotguard init.';
    return error.faults.map((fault) => bad('file', `${businessFile}: ${fault}`, mend));
  }
}

function demo(name: string, hasNumber: boolean): Finding {
  const mend = 'npx slotguard init writes the file of yours; SLOTGUARD_BUSINESS says where it is.';
  const says = `SLOTGUARD_BUSINESS is not set: it is the demo business, ${name}.`;
  return hasNumber ? bad('file', `${says} Real customers would be told of it.`, mend) : notSet('file', says, mend);
}

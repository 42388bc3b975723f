import { Resolver } from 'node:dns/promises';
import { SettingsError, type Settings } from '@slotguard/service-kit/records';
import { EXIT, harmless, type Colour, type ExitCode, type Paint, type Write } from '../terminal.js';
import { settingsOf } from '../which-system.js';
import { checkBusiness } from './check-business.js';
import { checkClock } from './check-clock.js';
import { checkKeys } from './check-keys.js';
import { checkMail, mailDomain, type MailResolver } from './check-mail.js';
import { checkOpenAi } from './check-openai.js';
import { checkRecords } from './check-records.js';
import { checkTwilio } from './check-twilio.js';
import { AREAS, findingsOf, type Finding, type Verdict } from './finding.js';
import { TwilioApi } from './twilio-api.js';

export interface DoctorOptions {
  readonly dataDir?: string;
  readonly json?: boolean;
  readonly dkimSelector?: string;
}

/** Of the process that looks: for tests. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly resolver: MailResolver;
  readonly now: () => Date;
}

const DNS_MS = 5_000;
const here = (): Surroundings => ({
  env: process.env,
  resolver: new Resolver({ timeout: DNS_MS, tries: 2 }),
  now: () => new Date(),
});

/** Looks at all that has to be right before real texts can come, and says how to mend what is not. */
export async function doctor(options: DoctorOptions, write: Write, paint: Paint): Promise<ExitCode> {
  const findings = await examine(options, here());
  const isBad = findings.some(({ verdict }) => verdict === 'bad');
  await write(options.json ? `${JSON.stringify({ ok: !isBad, findings }, null, 2)}\n` : inWords(findings, paint));
  return isBad ? EXIT.found : EXIT.ok;
}

/** In the order of the areas. */
export async function examine(options: DoctorOptions, { env, resolver, now }: Surroundings): Promise<Finding[]> {
  const settings = readAllSettings(options.dataDir);
  if (!('businessFile' in settings)) return settings.faults;
  const { good } = findingsOf('settings');
  const { accountSid } = settings.twilio;
  const api = accountSid === undefined ? undefined : new TwilioApi(accountSid, settings.twilio, () => now().getTime());
  const { conversationIdKey, findings: ofKeys } = await checkKeys(settings);
  const [business, records, twilio, mail, openai] = await Promise.all([
    checkBusiness(settings, !env['SLOTGUARD_BUSINESS'], now()),
    checkRecords(settings, conversationIdKey),
    checkTwilio(settings, api),
    checkMail(mailDomain(env), resolver, options.dkimSelector),
    checkOpenAi(env),
  ]);
  const ofTwilio = api?.aheadMs === undefined ? [] : [{ of: 'Twilio', aheadMs: api.aheadMs }];
  const clock = checkClock([...records.clocks, ...ofTwilio], { embedded: records.embedded });
  const read = good('all', 'All settings are understood (docs/reference/settings.md).');
  const all = [read, ...business, ...ofKeys, ...records.findings, ...clock, ...twilio, ...mail, ...openai];
  return AREAS.flatMap((area) => all.filter((finding) => finding.area === area));
}

function readAllSettings(dataDir: string | undefined): Settings | { readonly faults: Finding[] } {
  try {
    return settingsOf(dataDir);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    const { bad } = findingsOf('settings');
    return { faults: error.faults.map((fault) => bad('all', fault, 'All settings: docs/reference/settings.md')) };
  }
}

const MARKS: Readonly<Record<Verdict, { readonly word: string; readonly colour: Colour }>> = {
  good: { word: 'good', colour: 'green' },
  bad: { word: 'bad', colour: 'red' },
  doubt: { word: 'doubt', colour: 'yellow' },
  not_set: { word: 'not set', colour: 'dim' },
};
const WORD_WIDTH = 8;

function inWords(findings: readonly Finding[], paint: Paint): string {
  const lines = AREAS.flatMap((area) => {
    const ofArea = findings.filter((finding) => finding.area === area);
    return ofArea.length === 0 ? [] : ['', paint('bold', area), ...ofArea.flatMap((finding) => lineOf(finding, paint))];
  });
  const count = (verdict: Verdict): number => findings.filter((finding) => finding.verdict === verdict).length;
  const summary = `${count('good')} good, ${count('bad')} bad, ${count('doubt')} in doubt, ${count('not_set')} not set`;
  const isBad = count('bad') > 0;
  return `${lines.slice(1).join('\n')}\n\n${paint(isBad ? 'red' : 'green', summary)}\n`;
}

function lineOf({ check, verdict, says, mend }: Finding, paint: Paint): string[] {
  const { word, colour } = MARKS[verdict];
  const line = `  ${paint(colour, word.padEnd(WORD_WIDTH))}${check}: ${harmless(says)}`;
  return mend === undefined ? [line] : [line, `  ${' '.repeat(WORD_WIDTH)}→ ${harmless(mend)}`];
}

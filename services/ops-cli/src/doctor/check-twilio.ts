import type { Settings } from '@slotguard/service-kit/records';
import { askHttp } from './ask-http.js';
import { findingsOf, type Finding } from './finding.js';
import { TwilioSilent, type TwilioApi, type TwilioNumber, type TwilioService } from './twilio-api.js';

const { good, bad, doubt, notSet } = findingsOf('twilio');

const HOWTO = 'docs/how-to/connect-twilio.md';
const OVERRIDES = '#rc=2&rp=all';
const WEBHOOK_PATH = '/webhooks/twilio/sms';

export type TwilioChecked = Pick<Settings, 'publicBaseUrl' | 'twilio' | 'environment'>;

/** The account, its numbers, what is set on them, and whether the address that they are given answers. */
export async function checkTwilio(settings: TwilioChecked, api: TwilioApi | undefined): Promise<readonly Finding[]> {
  if (!api) {
    const mend = `Set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN (${HOWTO}).`;
    return [notSet('account', 'No Twilio account: texts stay on this machine.', mend)];
  }
  const found = await checkAccount(settings, api).catch((error: unknown) => {
    if (!(error instanceof TwilioSilent)) throw error;
    return [silence(error)];
  });
  return [...found, ...checkAddress(settings), await checkAnswer(settings)];
}

function silence({ status, code }: TwilioSilent): Finding {
  if (status === 401 || status === 403)
    return bad(
      'account',
      `Twilio does not take the account and its token (${code}).`,
      'Compare TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN with the console.',
    );
  if (status === 404)
    return bad(
      'account',
      `Twilio knows no such account or messaging service (${code}).`,
      'Compare TWILIO_ACCOUNT_SID and TWILIO_FROM with the console.',
    );
  return bad(
    'account',
    `Twilio does not answer (${code}).`,
    'Look at the way out of this machine, and at status.twilio.com.',
  );
}

async function checkAccount(settings: TwilioChecked, api: TwilioApi): Promise<Finding[]> {
  const { from } = settings.twilio;
  const all = await api.numbers(from?.startsWith('+') ? from : undefined);
  const account = good('account', 'Twilio takes the account and its token.');
  if (from?.startsWith('MG')) return [account, ...(await checkService(from, all, settings, api))];
  if (from !== undefined && all.length === 0) {
    const mend = 'Set TWILIO_FROM to a number of this account, or leave it out.';
    return [account, bad('number', `${from} is none of the account's numbers.`, mend)];
  }
  const ours = from === undefined ? all.filter((number) => isOurs(number.sms_url, settings)) : all;
  if (ours.length === 0) {
    const says = `None of the account's ${all.length} numbers brings its texts here.`;
    return [account, bad('number', says, setWebhook(settings))];
  }
  return [account, ...ours.flatMap((number) => checkNumber(number, settings)), optOutOfNumber()];
}

function checkNumber(number: TwilioNumber, settings: TwilioChecked): Finding[] {
  const { phone_number: name, sms_application_sid: app } = number;
  const isCapable = number.capabilities?.sms !== false;
  const can = isCapable
    ? good('number', `${name} can send and receive texts.`)
    : bad('number', `${name} can't receive texts.`, 'Take a number with SMS, or have it enabled in the console.');
  if (app) {
    const mend = 'In the console, set the number to "Webhook" instead of the TwiML app.';
    return [can, bad('webhook', `${name} hands its texts to a TwiML app (${app}), not to its webhook.`, mend)];
  }
  const hook = { name, url: number.sms_url, method: number.sms_method, fallback: number.sms_fallback_url };
  return [can, ...checkWebhook(hook, settings)];
}

async function checkService(
  sid: string,
  all: readonly TwilioNumber[],
  settings: TwilioChecked,
  api: TwilioApi,
): Promise<Finding[]> {
  const [service, members] = await Promise.all([api.service(sid), api.numbersOfService(sid)]);
  if (members.length === 0)
    return [bad('number', `The messaging service ${sid} has no number.`, 'Add the number to its sender pool.')];
  const numbers = all.filter(({ phone_number: number }) => members.includes(number));
  const findings = service.use_inbound_webhook_on_number
    ? numbers.flatMap((number) => checkNumber(number, settings))
    : checkWebhook(hookOf(sid, service), settings);
  const says = `Whether Advanced Opt-Out is on for ${sid} is not told by Twilio's API.`;
  const mend = 'Look in the console under Opt-Out Management: without it HELP is answered twice.';
  return [...findings, doubt('opt-out', says, mend)];
}

interface Hook {
  readonly name: string;
  readonly url: string | null;
  readonly method: string | null;
  readonly fallback: string | null;
}

function hookOf(name: string, service: TwilioService): Hook {
  return { name, url: service.inbound_request_url, method: service.inbound_method, fallback: service.fallback_url };
}

function checkWebhook({ name, url, method, fallback }: Hook, settings: TwilioChecked): Finding[] {
  if (!url) return [bad('webhook', `${name} brings its texts nowhere.`, setWebhook(settings))];
  const [address = '', overrides] = url.split('#', 2);
  if (!isOurs(url, settings))
    return [bad('webhook', `${name} brings its texts to ${shown(address)}.`, setWebhook(settings))];
  const asked = method === null || method === 'POST';
  return [
    asked
      ? good('webhook', `${name} brings its texts here.`)
      : bad('webhook', `${name} asks with ${method}.`, 'Set the webhook to HTTP POST.'),
    checkRetries(name, overrides),
    checkFallback(name, fallback),
  ];
}

const POLICIES = ['4xx', '5xx', 'ct', 'rt', 'all'];

/** https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides */
function checkRetries(name: string, overrides = ''): Finding {
  const mend = `Put ${OVERRIDES} behind the webhook's address.`;
  const params = new URLSearchParams(overrides);
  const retries = Number(params.get('rc') ?? 0);
  const policies = (params.get('rp') ?? 'ct').split(',');
  const unknown = policies.filter((policy) => !POLICIES.includes(policy));
  if (!Number.isInteger(retries) || retries < 0 || retries > 5 || unknown.length > 0)
    return bad(
      'retries',
      `${name}: Twilio does not understand ${shown(`#${overrides}`)}, and then brings nothing.`,
      mend,
    );
  if (retries === 0)
    return notSet('retries', `${name}: a text that is refused is not tried again; it is fetched minutes later.`, mend);
  if (!policies.includes('all') && !policies.includes('5xx'))
    return notSet('retries', `${name}: tries again when nobody answers, but not after a 503.`, mend);
  return good('retries', `${name}: a refused text is tried ${retries === 1 ? 'once' : `${retries} times`} again.`);
}

function checkFallback(name: string, fallback: string | null): Finding {
  const mend = 'Set "Primary handler fails" to the webhook of a second address, if there is one.';
  if (!fallback) return notSet('fallback', `${name}: when the webhook fails, nobody else is asked.`, mend);
  if (!fallback.startsWith('https://'))
    return bad('fallback', `${name}: the fallback's address is not https: texts travel in the open.`, mend);
  return good('fallback', `${name}: when the webhook fails, ${shown(fallback.split('#')[0] ?? '')} is asked.`);
}

function optOutOfNumber(): Finding {
  const says = 'Advanced Opt-Out needs a messaging service: HELP is answered by Twilio and by us.';
  return notSet('opt-out', says, 'Put the number into a messaging service and set TWILIO_FROM=MG…, or live with it.');
}

/** Can Twilio use the address at all? */
function checkAddress({ publicBaseUrl, twilio }: TwilioChecked): Finding[] {
  const { protocol, hostname } = new URL(publicBaseUrl);
  const isHere = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
  if (twilio.apiBaseUrl !== undefined) return [];
  if (isHere)
    return [
      bad(
        'address',
        `PUBLIC_BASE_URL is ${hostname}: Twilio can't reach it.`,
        'Set PUBLIC_BASE_URL to the public https address.',
      ),
    ];
  if (protocol !== 'https:')
    return [
      bad(
        'address',
        'PUBLIC_BASE_URL is not https: texts travel in the open.',
        'Let a proxy terminate TLS, and name its address.',
      ),
    ];
  return [good('address', `PUBLIC_BASE_URL is ${publicBaseUrl}.`)];
}

const REFUSALS = ['not_signed', 'wrong_signature', 'not_local', 'malformed'];

/** An unsigned text is refused by the gateway in its own words: then it is the gateway that answers there. */
async function checkAnswer({ publicBaseUrl }: TwilioChecked): Promise<Finding> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await askHttp(`${publicBaseUrl}${WEBHOOK_PATH}`, { method: 'POST', headers, body: '' });
  const mend = 'Start it, and look at the proxy in front of it: npx slotguard doctor asks from this machine.';
  if (!answer.ok) return bad('answer', `Nobody answers at ${publicBaseUrl}${WEBHOOK_PATH} (${answer.code}).`, mend);
  const { error } = (answer.body ?? {}) as { readonly error?: unknown };
  if (typeof error === 'string' && REFUSALS.includes(error))
    return good('answer', `The gateway answers at ${publicBaseUrl}${WEBHOOK_PATH}.`);
  return bad('answer', `Something else answers at ${publicBaseUrl}${WEBHOOK_PATH} (status ${answer.status}).`, mend);
}

function isOurs(url: string | null, { publicBaseUrl }: TwilioChecked): boolean {
  return url?.split('#')[0] === `${publicBaseUrl}${WEBHOOK_PATH}`;
}

function setWebhook({ publicBaseUrl }: TwilioChecked): string {
  return `In the console, set "A message comes in" of the number to ${publicBaseUrl}${WEBHOOK_PATH}${OVERRIDES} (HTTP POST).`;
}

/** An address without the password and the parameters that may stand in it. */
function shown(url: string): string {
  if (!URL.canParse(url)) return url;
  const { origin, pathname, search } = new URL(url);
  return `${origin}${pathname}${search === '' ? '' : '?…'}`;
}

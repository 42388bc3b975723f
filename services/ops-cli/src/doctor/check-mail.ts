import { findingsOf, type Finding } from './finding.js';

const { good, bad, doubt, notSet } = findingsOf('mail');

/** The part of `node:dns/promises` that is asked. */
export interface MailResolver {
  resolveMx(name: string): Promise<readonly { readonly exchange: string; readonly priority: number }[]>;
  resolveTxt(name: string): Promise<readonly (readonly string[])[]>;
}

/** Where keys are usually kept; a domain's own choice can't be asked for. */
const SELECTORS = ['default', 'google', 'selector1', 'selector2', 's1', 's2', 'k1', 'k2', 'mail', 'dkim', 'pm', 'smtp'];

/** The domain that mail of the system comes from: of `NOTIFY_EMAIL`, else of the user in `SMTP_URL`. */
export function mailDomain(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const smtp = env['SMTP_URL'];
  const user = smtp && URL.canParse(smtp) ? decodeURIComponent(new URL(smtp).username) : undefined;
  for (const address of [env['NOTIFY_EMAIL'], user]) {
    const [, domain] = /@([\w.-]+\.[a-z]{2,})>?\s*$/i.exec(address ?? '') ?? [];
    if (domain !== undefined) return domain.toLowerCase();
  }
  return undefined;
}

/** Can mail reach the domain, and is what it sends believed? */
export async function checkMail(
  domain: string | undefined,
  resolver: MailResolver,
  selector?: string,
): Promise<readonly Finding[]> {
  if (domain === undefined) {
    const says = 'No mail address: nobody is told by mail, and no mail is answered.';
    return [notSet('domain', says, 'Set SMTP_URL and NOTIFY_EMAIL when mail is to be sent.')];
  }
  return Promise.all([
    checkMx(domain, resolver),
    checkSpf(domain, resolver),
    checkDkim(domain, resolver, selector),
    checkDmarc(domain, resolver),
  ]);
}

async function checkMx(domain: string, resolver: MailResolver): Promise<Finding> {
  const found = await asked(() => resolver.resolveMx(domain));
  const mend = `Have an MX record set for ${domain}: without one answers to our mail are lost.`;
  if (found === 'away') return unclear('MX', domain);
  const hosts = found?.map(({ exchange }) => exchange).filter((host) => host !== '' && host !== '.') ?? [];
  if (hosts.length === 0) return bad('MX', `${domain} takes no mail.`, mend);
  return good('MX', `Mail for ${domain} goes to ${hosts.join(', ')}.`);
}

async function checkSpf(domain: string, resolver: MailResolver): Promise<Finding> {
  const found = await texts(domain, resolver);
  if (found === 'away') return unclear('SPF', domain);
  const records = found.filter((text) => /^v=spf1(\s|$)/i.test(text));
  const mend = `Set one TXT record for ${domain}, like v=spf1 include:YOUR-MAIL-PROVIDER -all.`;
  const [record, another] = records;
  if (record === undefined) return bad('SPF', `${domain} does not say who may send its mail.`, mend);
  if (another !== undefined)
    return bad('SPF', `${domain} has ${records.length} SPF records: receivers heed none.`, mend);
  if (/\s\+?all\s*$/i.test(record)) return bad('SPF', `${domain} lets anybody send its mail (+all).`, mend);
  return good('SPF', `${domain} says who may send its mail.`);
}

async function checkDkim(domain: string, resolver: MailResolver, selector?: string): Promise<Finding> {
  const selectors = selector === undefined ? SELECTORS : [selector];
  const found = await Promise.all(
    selectors.map(async (name) => ({ name, texts: await texts(`${name}._domainkey.${domain}`, resolver) })),
  );
  const keys = found.filter(({ texts: all }) => all !== 'away' && all.some((text) => /(^|;)\s*p=[^;\s]/i.test(text)));
  if (keys.length > 0) return good('DKIM', `${domain} has a key (${keys.map(({ name }) => name).join(', ')}).`);
  if (found.some(({ texts: all }) => all === 'away')) return unclear('DKIM', domain);
  const mend = 'Switch DKIM on at the mail provider; --dkim-selector names the one it gave you.';
  if (selector !== undefined) return bad('DKIM', `${domain} has no key under ${selector}._domainkey.`, mend);
  return doubt('DKIM', `${domain} has no key under any usual name.`, mend);
}

async function checkDmarc(domain: string, resolver: MailResolver): Promise<Finding> {
  const name = `_dmarc.${domain}`;
  const found = await texts(name, resolver);
  if (found === 'away') return unclear('DMARC', domain);
  const records = found.filter((text) => /^v=DMARC1\b/i.test(text));
  const mend = `Set a TXT record for ${name}, like v=DMARC1; p=quarantine; rua=mailto:you@${domain}.`;
  const [record, another] = records;
  if (record === undefined) return bad('DMARC', `${domain} does not say what becomes of forged mail.`, mend);
  const [, policy] = /;\s*p\s*=\s*(none|quarantine|reject)\b/i.exec(record) ?? [];
  if (another !== undefined || policy === undefined)
    return bad('DMARC', `Receivers can't read the DMARC record of ${domain}.`, mend);
  return good('DMARC', `Forged mail of ${domain}: ${policy.toLowerCase()}.`);
}

function unclear(check: string, domain: string): Finding {
  return doubt(check, `The DNS does not answer for ${domain}.`, 'Try again; look at this machine’s resolver.');
}

/** Texts come in pieces of 255 characters; none at all is an answer too. */
async function texts(name: string, resolver: MailResolver): Promise<readonly string[] | 'away'> {
  const found = await asked(() => resolver.resolveTxt(name));
  return found === 'away' ? 'away' : (found ?? []).map((pieces) => pieces.join('').trim());
}

/** Undefined: there is no such record. */
async function asked<T>(ask: () => Promise<T>): Promise<T | undefined | 'away'> {
  try {
    return await ask();
  } catch (error) {
    const { code } = error as { readonly code?: unknown };
    return code === 'ENOTFOUND' || code === 'ENODATA' ? undefined : 'away';
  }
}

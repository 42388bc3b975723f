import { connect, credsAuthenticator } from '@nats-io/transport-node';
import type { NatsAccess } from './nats-access.js';
import { inboxOf, natsPermissions, USER_INFO, type NatsRole } from './nats-permissions.js';

/** What the server says of a user: of the permissions it leaves out what is not limited. */
interface UserInfo {
  readonly data?: {
    readonly account?: string;
    readonly permissions?: {
      readonly publish?: { readonly allow?: readonly string[]; readonly deny?: readonly string[] };
      readonly subscribe?: { readonly allow?: readonly string[] };
    };
  };
}

/** Of users that have been given none. */
const DEFAULT_ACCOUNT = '$G';
const SHARED_ACCOUNT =
  'This service shares an account of the bus with others: it can have an answer sent under any of their names (deploy/nats).';
const ANSWER_MS = 5_000;
const COULD_NOT_ASK = [`This service could not ask what it may do on the bus (${USER_INFO}).`];

/**
 * What the user of this service may do on the bus beyond its work, in words for an operator; nothing when its rights are as they should be.
 * With more than these a mistake or a thief in one service could speak as another.
 */
export async function excessRights(access: NatsAccess, role: NatsRole): Promise<string[]> {
  const { servers, user, password, credentials } = access;
  const asked = connect({
    servers: [...servers],
    name: `${role} looks at its rights`,
    inboxPrefix: inboxOf(user ?? role),
    ...(user === undefined ? {} : { user, pass: password ?? '' }),
    ...(credentials === undefined ? {} : { authenticator: credsAuthenticator(new TextEncoder().encode(credentials)) }),
  });
  const nc = await asked.catch(() => undefined);
  if (nc === undefined) return COULD_NOT_ASK;
  try {
    const answer = await nc.request(USER_INFO, '', { timeout: ANSWER_MS });
    return excessOf(answer.json<UserInfo>(), role);
  } catch {
    return COULD_NOT_ASK;
  } finally {
    await nc.close();
  }
}

export function excessOf({ data }: UserInfo, role: NatsRole): string[] {
  const { publish, subscribe } = data?.permissions ?? {};
  const due = natsPermissions(role);
  const isDue = (allowed: readonly string[], subject: string): boolean => allowed.some((one) => covers(one, subject));
  if (publish?.allow === undefined && subscribe?.allow === undefined)
    return ['This service may say and hear anything on the bus: give it a user of its own (deploy/nats).'];
  const says = publish?.allow ?? ['>'];
  const hears = subscribe?.allow ?? ['>'];
  return [
    ...(data?.account === DEFAULT_ACCOUNT ? [SHARED_ACCOUNT] : []),
    ...says
      .filter((subject) => !isDue(due.publish.allow, subject))
      .map((subject) => `This service may publish on ${subject}: its work does not need that.`),
    ...hears
      .filter((subject) => !isDue(due.subscribe.allow, subject))
      .map((subject) => `This service may subscribe to ${subject}: its work does not need that.`),
    ...due.publish.deny
      .filter((subject) => !(publish?.deny ?? []).some((one) => covers(one, subject)))
      .map((subject) => `This service is not denied ${subject}, which is another's.`),
  ];
}

/** Whether all that the second subject can stand for, the first stands for too. */
function covers(wide: string, narrow: string): boolean {
  const [a, b] = [wide.split('.'), narrow.split('.')];
  for (const [i, token] of a.entries()) {
    if (token === '>') return b.length > i;
    const other = b[i];
    if (other === undefined || other === '>') return false;
    if (token !== '*' && token !== other) return false;
  }
  return a.length === b.length;
}

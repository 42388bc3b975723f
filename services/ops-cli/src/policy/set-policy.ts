import { toBusinessTime } from '@slotguard/business-time';
import { newEvent } from '@slotguard/contracts';
import type { Channel, ChannelPolicy, EventNamed } from '@slotguard/conversation';
import { withMode } from '@slotguard/conversation';
import { loadStory } from '@slotguard/event-log';
import { POLICY_CONVERSATION } from '@slotguard/guard';
import { appendAct } from '../append-act.js';
import type { RecordsOptions } from '../open-records.js';
import type { ExitCode, Write } from '../terminal.js';
import { EXIT, Failure, harmless } from '../terminal.js';
import { withPolicies, type Policies } from './policies.js';

export type Mode = ChannelPolicy['mode'];

export interface PolicyChangeWish {
  readonly channel: Channel;
  readonly mode: Mode;
  readonly actor: string;
  readonly reason: string;
}

/** Puts a channel into a mode, from now on: for all that follows in the log. Says so when it is in it already. */
export async function setPolicy(wish: PolicyChangeWish, options: RecordsOptions, write: Write): Promise<ExitCode> {
  const said = await withPolicies(options, (policies) => change(wish, policies));
  await write(`${said}\n`);
  return EXIT.ok;
}

async function change(wish: PolicyChangeWish, policies: Policies): Promise<string> {
  const { channel, mode } = wish;
  const { log, business, inForce } = policies;
  const was = inForce.channels[channel].mode;
  if (was === mode)
    return `${channel} is in ${mode} already (policy ${harmless(inForce.version)}). Nothing is changed.`;
  const told = await loadStory(log, { business: business.id, conversation: POLICY_CONVERSATION });
  const acted = await appendAct(log, changeOf(wish, policies, told.length + 1));
  if (acted.isOwn)
    return `${channel} is in ${mode} from now on (policy ${acted.event.data.policy.version}; before: ${was}, policy ${harmless(inForce.version)}).`;
  return inForceByAnother(wish, acted.event as EventNamed<'PolicyChanged'>);
}

function changeOf(
  { channel, mode, actor, reason }: PolicyChangeWish,
  { business, inForce }: Policies,
  number: number,
): EventNamed<'PolicyChanged'> {
  const version = `policy-${number}`;
  const envelope = {
    id: version,
    time: toBusinessTime(new Date(), business.timeZone),
    business: business.id,
    conversation: POLICY_CONVERSATION,
    channel,
    writer: 'ops',
    correlation: version,
  } as const;
  return newEvent('PolicyChanged', envelope, { policy: withMode(inForce, channel, mode, version), actor, reason }, {});
}

/** Somebody was quicker by a moment: what they have set stands, and is what was wanted or has to be looked at. */
function inForceByAnother({ channel, mode }: PolicyChangeWish, { data }: EventNamed<'PolicyChanged'>): string {
  const { policy, actor, reason } = data;
  const by = `${harmless(actor)} has just changed the policy (${harmless(policy.version)}: "${harmless(reason)}")`;
  if (policy.channels[channel].mode === mode)
    return `${by}: ${channel} is in ${mode} by that. Nothing more is changed.`;
  throw new Failure(
    `${by}, so nothing is changed. Look with slotguard policy get, and set it again if you still want to.`,
  );
}

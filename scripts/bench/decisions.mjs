// From a request to its decision, through a guard in a process of its own; beside it the same way without any logic.
import { newEvent } from '@slotguard/contracts';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { underLoad } from './load.mjs';
import { RELAY_STREAM } from './relay-stream.mjs';

const ANSWER_MS = 30_000;
const PREPARED_AT_ONCE = 64;
/** No business that a gateway answers for. */
const BUSINESS = 'bench';

/** Conversations in which the customer has chosen an offered slot, and the guard has heard it; only the request is missing. */
async function prepareRequests(log, prefix, { count, prepareMs }) {
  const prepared = [];
  const prepare = async (i) => {
    const told = conversation(`${prefix}-${i}`);
    await log.append(told.check());
    await log.append(told.choice());
    await awaited(log, told.ref('sel-utt-1'), 'SlotSelected');
    prepared.push(told);
  };
  await underLoad(prepare, { inFlight: PREPARED_AT_ONCE, count, budgetMs: prepareMs });
  return prepared;
}

/** Milliseconds from before the append of a request until its approval can be read here, in another process than the guard's. */
export async function decisionLatency(log, load) {
  const prepared = await prepareRequests(log, `in-flight-${load.inFlight}`, load);
  const decide = async (i) => {
    const told = prepared[i];
    await log.append(told.request());
    await awaited(log, told.ref('dec-req-1'), 'BookingApproved');
  };
  return underLoad(decide, { ...load, count: prepared.length });
}

async function awaited(log, ref, type) {
  const event = await log.waitFor(ref, { timeoutMs: ANSWER_MS });
  if (event?.type !== type) throw new Error(`${ref.conversation}: ${event?.type ?? 'nothing'} instead of ${type}`);
}

function conversation(id) {
  const event = (type, eventId, data, personal = {}) =>
    newEvent(
      type,
      {
        ...{ id: eventId, time: new Date().toISOString(), business: BUSINESS, conversation: id },
        ...{ channel: 'sms', writer: 'sms', correlation: id },
      },
      data,
      personal,
    );
  const soon = (minutes) => new Date(Math.ceil(Date.now() / 3_600_000) * 3_600_000 + minutes * 60_000).toISOString();
  const slots = [1, 2, 3].map((n) => {
    const [start, end] = [soon(n * 60), soon(n * 60 + 30)];
    return { slotId: `botox_ana_${n}`, start, end, service: 'botox', resource: 'ana' };
  });
  return {
    ref: (eventId) => ({ business: BUSINESS, conversation: id, id: eventId }),
    check: () => event('AvailabilityChecked', 'chk-1', { success: true, asked: { service: 'botox' }, slots }),
    choice: () =>
      event('UserUtterance', 'utt-1', { source: 'message', beganAt: new Date().toISOString() }, { text: 'option 1' }),
    request: () =>
      event('BookingRequested', 'req-1', {
        slotId: 'botox_ana_1',
        validUntil: new Date(Date.now() + 120_000).toISOString(),
      }),
  };
}

/** The same round without logic: a message stored, handed to another process, its answer stored and handed back. */
export async function relayLatency(system, loads) {
  const [servers, user] = [new URL(system.urlOf('root')).host, { user: 'root', pass: 'root' }];
  const nc = await connect({ servers, ...user });
  await (await jetstreamManager(nc)).streams.add(RELAY_STREAM);
  const relay = await system.run('scripts/bench/relay.mjs', { NATS_HOST: servers });
  const js = jetstream(nc);
  const waiting = new Map();
  const answers = await (
    await js.consumers.get(RELAY_STREAM.name, { filter_subjects: 'relay.answer.*' })
  ).consume({ callback: ({ subject }) => waiting.get(subject)?.() });
  const payload = new Uint8Array(500);
  const round = (name) => async (i) => {
    const answered = new Promise((resolve) => waiting.set(`relay.answer.${name}-${i}`, resolve));
    await js.publish(`relay.request.${name}-${i}`, payload);
    await answered;
    waiting.delete(`relay.answer.${name}-${i}`);
  };
  const results = [];
  for (const load of loads) results.push(await underLoad(round(`in-flight-${load.inFlight}`), load));
  await answers.close();
  await relay.stop();
  await nc.close();
  return results;
}

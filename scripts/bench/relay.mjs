// A process that answers every message with one, and knows nothing.
import { jetstream } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { RELAY_STREAM } from './relay-stream.mjs';

const nc = await connect({ servers: process.env.NATS_HOST, user: 'root', pass: 'root' });
const js = jetstream(nc);
const requests = await js.consumers.get(RELAY_STREAM.name, { filter_subjects: 'relay.request.*' });
await requests.consume({
  callback: ({ subject, data }) => void js.publish(subject.replace('.request.', '.answer.'), data),
});
process.on('SIGTERM', () => void nc.close().then(() => process.exit(0)));
console.log('relay is ready: relay.request.*');

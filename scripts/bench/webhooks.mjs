// Signed webhooks against a gateway in a process of its own, each from a number that never wrote before; beside it a server that only answers.
import { Agent, request } from 'node:http';
import { createRequire } from 'node:module';
import { choosePort } from '@slotguard/service-kit';
import { underLoad } from './load.mjs';

const twilio = createRequire(new URL('../../services/sms-gateway/package.json', import.meta.url))('twilio');
const PATH = '/webhooks/twilio/sms';
const TOKEN = 'a-token-that-only-this-run-knows';
const NUMBER = '+15185550134';

/** No guard runs: the turns behind the webhooks wait, and what is measured is the taking in. */
export async function webhookAcks(system, load) {
  const port = await choosePort(0, '127.0.0.1');
  const base = `http://127.0.0.1:${port}`;
  const gateway = await system.run('services/sms-gateway/dist/main.js', {
    ...{ NATS_URL: system.urlOf('sms'), PORT: String(port), PUBLIC_BASE_URL: base },
    ...{ CONVERSATION_ID_KEY: 'a key of thirty-two letters or more', TWILIO_FROM: NUMBER },
    ...{
      TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
      TWILIO_AUTH_TOKEN: TOKEN,
      TWILIO_API_BASE_URL: 'http://127.0.0.1:1',
    },
  });
  const texts = Array.from({ length: load.count }, (_, i) => signedText(`${base}${PATH}`, i));
  const acks = await underLoad(poster(base, texts), load);
  await gateway.stop();
  const bare = await system.run('scripts/bench/bare-http.mjs', {});
  const raw = await underLoad(poster(bare.url, texts), load);
  await bare.stop();
  return { acks, raw };
}

function signedText(url, i) {
  const form = {
    ...{ MessageSid: `SM${String(i).padStart(32, '0')}`, AccountSid: `AC${'0'.repeat(32)}` },
    ...{
      From: `+1555${String(i).padStart(7, '0')}`,
      To: NUMBER,
      Body: 'book me for botox tomorrow at 2pm',
      NumSegments: '1',
    },
  };
  return {
    body: new URLSearchParams(form).toString(),
    signature: twilio.getExpectedTwilioSignature(TOKEN, url, form),
  };
}

function poster(base, texts) {
  const agent = new Agent({ keepAlive: true });
  return (i) =>
    new Promise((resolve, reject) => {
      const { body, signature } = texts[i];
      const headers = {
        ...{ 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) },
        'x-twilio-signature': signature,
      };
      const sent = request(`${base}${PATH}`, { method: 'POST', agent, headers }, (response) => {
        response.resume().on('end', () => {
          if (response.statusCode === 200) resolve();
          else reject(new Error(`the webhook answered ${response.statusCode}`));
        });
      });
      sent.on('error', reject).end(body);
    });
}

// Speaks the Responses API on loopback, slowly, and sees how many questions of one conversation are open at once.
import { once } from 'node:events';
import { createServer } from 'node:http';

export async function startSlowModel(thinkMs) {
  const open = new Map();
  const seen = { questions: 0, givenUp: 0, atOnceMax: 0 };
  const server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString());
      const who = /\(c\d+\)/.exec(JSON.stringify(body.input))?.[0] ?? 'nobody';
      seen.questions += 1;
      open.set(who, (open.get(who) ?? 0) + 1);
      seen.atOnceMax = Math.max(seen.atOnceMax, open.get(who));
      const timer = setTimeout(() => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify(answerTo(body)));
      }, thinkMs);
      response.once('close', () => {
        clearTimeout(timer);
        if (!response.writableEnded) seen.givenUp += 1;
        const left = open.get(who) - 1;
        if (left > 0) open.set(who, left);
        else open.delete(who);
      });
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}/v1`,
    seen: () => ({ ...seen }),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const says = (text) => ({ type: 'message', content: [{ type: 'output_text', text }] });
const calls = (name, args) => ({ type: 'function_call', call_id: 'c1', name, arguments: JSON.stringify(args) });

/** A dutiful receptionist: looks up, lists, books what was chosen, confirms. */
function answerTo({ instructions, input }) {
  const chosen = /Chosen by the customer: \{"slotId":"([^"]+)"/.exec(instructions)?.[1];
  const [last] = input.slice(-1);
  const answer = (item) => ({ status: 'completed', output: [item], usage: { input_tokens: 7_000, output_tokens: 40 } });
  if (last.type === 'function_call_output') {
    const { kind } = JSON.parse(last.output);
    return answer(says(kind === 'booked' ? '{{appointment}}' : '{{offers}}'));
  }
  if (chosen !== undefined) return answer(calls('book_appointment', { slotId: chosen, customer: null }));
  const words = String(last.content);
  if (/^thanks/.test(words)) return answer(says("You're welcome!"));
  if (/there\?|hello\?/.test(words) && /"number":1/.test(instructions)) return answer(says('{{offers}}'));
  return answer(calls('check_availability', { service: 'botox' }));
}

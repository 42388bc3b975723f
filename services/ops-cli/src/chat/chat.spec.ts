import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { freePort, tempFolder, waitFor } from '@slotguard/testing';
import { slotguard, start } from '../testing/slotguard.js';

interface Text {
  readonly sid: string;
  readonly direction: 'in' | 'out';
  readonly text: string;
  readonly at: string;
}

/** Speaks as the standalone's demo phone does: everything from the start on each connect. Echoes what it is sent; HELP needs no turn for that. */
class EchoPhone {
  readonly texts: Text[] = [];
  readonly froms = new Set<string>();
  private readonly streams = new Set<ServerResponse>();
  private server: Server | undefined;
  private status = 202;

  async listen(port = 0): Promise<number> {
    this.server = createServer((request, response) => void this.answer(request, response)).listen(port, '127.0.0.1');
    await once(this.server, 'listening');
    return (this.server.address() as AddressInfo).port;
  }

  refuse(status: number): void {
    this.status = status;
  }

  async close(): Promise<void> {
    const { server } = this;
    if (!server) return;
    this.server = undefined;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://phone');
    if (url.pathname === '/phone/api/stream') {
      this.froms.add(url.searchParams.get('from') ?? '');
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      this.streams.add(response);
      this.tell(response, 'hello', { business: 'Radiance', number: '+15550100' });
      for (const text of this.texts) this.tell(response, 'message', text);
      this.tell(response, 'state', { turnRunning: false });
      return;
    }
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += String(chunk);
    if (this.status !== 202) {
      response.writeHead(this.status).end(JSON.stringify({ error: 'no', message: 'The database is down.' }));
      return;
    }
    response.writeHead(202, { 'content-type': 'application/json' }).end('{"messageSid":"SM1"}');
    const { text } = JSON.parse(body) as { text: string };
    this.say('in', text);
    if (text === 'HELP') return this.say('out', 'You said: HELP');
    this.all('state', { turnRunning: true });
    this.all('event', {
      id: `sel-${this.texts.length}`,
      type: 'NoSlotSelected',
      summary: 'Chooses nothing',
      minor: false,
    });
    this.say('out', `You said: ${this.texts.at(-1)?.text}`);
    this.all('state', { turnRunning: false });
  }

  private say(direction: Text['direction'], text: string): void {
    const said = { sid: `SM${this.texts.length}`, direction, text, at: '2025-11-16T09:00:00-05:00' };
    this.texts.push(said);
    this.all('message', said);
  }
  private all(name: string, data: object): void {
    for (const stream of this.streams) this.tell(stream, name, data);
  }
  private tell(stream: ServerResponse, name: string, data: object): void {
    stream.write(`: still here\r\nevent: ${name}\r\ndata: ${JSON.stringify(data)}\r\n\r\n`);
  }
}

describe('slotguard chat', () => {
  const phone = new EchoPhone();
  afterEach(async () => {
    await phone.close();
    phone.texts.splice(0);
    phone.froms.clear();
    phone.refuse(202);
  });

  test('sends a script line by line, each after the answer to the last, from a number that belongs to nobody', async () => {
    const port = await phone.listen();
    const { code, out, err } = await slotguard(['chat', '--url', `http://127.0.0.1:${port}`], {}, 'botox\n\n1');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const [from] = phone.froms;
    expect(from).toMatch(/^\+1555\d{3}01\d\d$/);
    expect(out.trimEnd().split('\n')).toEqual([
      `Texting Radiance (+15550100) as ${from}.`,
      'you> botox',
      '   < You said: botox',
      'you> 1',
      '   < You said: 1',
    ]);
  });

  test('does not wait for a turn that a HELP never begins', async () => {
    const port = await phone.listen();
    const began = Date.now();
    const { code, out } = await slotguard(['chat', '--url', `http://127.0.0.1:${port}`], {}, 'HELP\nbotox\nHELP\n');
    expect(code).toBe(0);
    expect(out).not.toContain('no complete answer');
    expect(out.match(/You said: \w+/g)).toEqual(['You said: HELP', 'You said: botox', 'You said: HELP']);
    // A single one that was waited for took 20 seconds.
    expect(Date.now() - began).toBeLessThan(15_000);
  });

  test('finds the one that runs by the PORT of the settings, and shows the guard’s part on request', async () => {
    const port = await phone.listen();
    const args = ['chat', '--from', '+1 (555) 212-0123', '--events'];
    const { out } = await slotguard(args, { PORT: String(port) }, 'hi\n');
    expect(phone.froms).toEqual(new Set(['+15552120123']));
    expect(out).toContain('     Chooses nothing\n');
  });

  test('finds the one that runs on the data folder, and is not misled by one that was killed', async () => {
    const folder = await tempFolder('chat');
    try {
      const port = await phone.listen();
      const env = { SLOTGUARD_DATA_DIR: folder.path };
      const says = async (pid: number): Promise<void> =>
        writeFile(join(folder.path, 'runtime.json'), JSON.stringify({ url: `http://127.0.0.1:${port}`, pid }));
      await says(process.pid);
      expect(await slotguard(['chat'], env, 'hi\n')).toMatchObject({ code: 0 });
      await says(2 ** 30);
      await slotguard(['chat', '--from', '+15552120123'], env, '');
      expect(phone.froms).not.toContain('+15552120123');
    } finally {
      await folder.remove();
    }
  });

  test('says how to start it when nothing answers', async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    expect(await slotguard(['chat', '--url', url], {}, 'hi\n')).toEqual({
      code: 1,
      out: '',
      err: `slotguard: Nothing answers at ${url}. Start it with npm start (and name another address with --url).\n`,
    });
  });

  test('says why a text was not sent', async () => {
    const port = await phone.listen();
    phone.refuse(503);
    const { code, err } = await slotguard(['chat', '--url', `http://127.0.0.1:${port}`], {}, 'hi\n');
    expect({ code, err }).toEqual({ code: 1, err: 'slotguard: Not sent: The database is down.\n' });
  });

  test('goes on after a restart of the other side, and repeats nothing', async () => {
    const port = await phone.listen();
    const child = start(['chat', '--url', `http://127.0.0.1:${port}`]);
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stdin.write('one\n');
    await waitFor(() => out.includes('You said: one'));
    await phone.close();
    await waitFor(() => out.includes('connection lost'));
    await phone.listen(port);
    await waitFor(() => phone.froms.size > 0);
    child.stdin.end('two\n');
    const [code] = (await once(child, 'close')) as [number];
    expect(code).toBe(0);
    expect(out.match(/You said: one/g)).toHaveLength(1);
    expect(out).toContain('You said: two');
  });
});

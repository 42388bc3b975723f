import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { ApiError } from './errors.js';
import type { Call, Fault } from './faults.js';
import { toResource, type TwilioMessage } from './message.js';
import { createMessage, fetchMessage, listMessages, type Account } from './messages-api.js';
import { fetchService, listNumbers, listServiceNumbers } from './numbers-api.js';
import type { ApiNumber, ServiceSettings } from './numbers-api.js';

const FORM_MAX_BYTES = 64 * 1_024;

export interface ApiAccount extends Account {
  readonly authToken: string | undefined;
  readonly numberSettings: () => readonly ApiNumber[];
  readonly serviceSettings: (sid: string) => ServiceSettings | undefined;
  readonly takeFault: (call: Call) => Fault | undefined;
  /** A text was stored: its life begins. */
  readonly sent: (message: TwilioMessage) => unknown;
}

/** Answers one request to the REST API, or fails as it was told to. */
export async function answerApi(
  request: IncomingMessage,
  response: ServerResponse,
  account: ApiAccount,
): Promise<void> {
  try {
    const url = new URL(request.url ?? '/', 'http://twilio');
    const form = new URLSearchParams(await read(request));
    authenticate(request, account);
    const { call, sid } = callOf(request.method ?? 'GET', url, account);
    const fault = account.takeFault(call);
    if (fault?.kind === 'drop' && fault.when === 'before') return void request.socket.destroy();
    if (fault?.kind === 'refuse') throw new ApiError(400, fault.code, 'The message was refused.');
    if (fault?.kind === 'status' && !fault.stored) throw unavailable(fault.status);
    const body = doCall(call, sid, url, form, account);
    if (fault?.kind === 'drop') return void request.socket.destroy();
    if (fault?.kind === 'status') throw unavailable(fault.status);
    if (fault?.kind === 'delay') await wait(fault.ms, undefined, { ref: false });
    answer(response, call === 'create' ? 201 : 200, body);
  } catch (error) {
    if (request.socket.destroyed) return;
    const failure = error instanceof ApiError ? error : unavailable(500);
    answer(response, failure.status, failure.toJson());
  }
}

function doCall(call: Call, sid: string, url: URL, form: URLSearchParams, account: ApiAccount): object {
  switch (call) {
    case 'create': {
      const message = createMessage(account, form);
      account.messages.add(message);
      setImmediate(() => account.sent(message));
      return toResource(message, account.accountSid);
    }
    case 'list':
      return listMessages(account, url.searchParams);
    case 'fetch':
      return toResource(fetchMessage(account, sid), account.accountSid);
    case 'numbers':
      return listNumbers(account.accountSid, account.numberSettings(), url.searchParams);
    case 'service':
      return fetchService(account.accountSid, sid, account.serviceSettings(sid));
    case 'service-numbers':
      fetchService(account.accountSid, sid, account.serviceSettings(sid));
      return listServiceNumbers(account.accountSid, sid, account.numberSettings());
    default:
      return call satisfies never;
  }
}

const PATH = /^\/2010-04-01\/Accounts\/([^/]+)\/Messages(?:\/([^/]+))?\.json$/;
const NUMBERS_PATH = /^\/2010-04-01\/Accounts\/([^/]+)\/IncomingPhoneNumbers\.json$/;
const SERVICE_PATH = /^\/v1\/Services\/(MG[^/]+)(\/PhoneNumbers)?$/;

function callOf(method: string, { pathname }: URL, { accountSid }: Account): { call: Call; sid: string } {
  const [, service, isOfNumbers] = SERVICE_PATH.exec(pathname) ?? [];
  if (service !== undefined && method === 'GET')
    return { call: isOfNumbers === undefined ? 'service' : 'service-numbers', sid: service };
  const [, owner] = NUMBERS_PATH.exec(pathname) ?? [];
  if (owner === accountSid && method === 'GET') return { call: 'numbers', sid: '' };
  const [, account, sid = ''] = PATH.exec(pathname) ?? [];
  if (account !== accountSid) throw new ApiError(404, 20404, 'The requested resource was not found');
  if (method === 'POST' && sid === '') return { call: 'create', sid };
  if (method === 'GET') return { call: sid === '' ? 'list' : 'fetch', sid };
  throw new ApiError(405, 20004, 'Method not allowed');
}

function authenticate(request: IncomingMessage, { accountSid, authToken }: ApiAccount): void {
  if (authToken === undefined) return;
  const expected = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  if (request.headers.authorization !== expected) throw new ApiError(401, 20003, 'Authenticate');
}

function unavailable(status: number): ApiError {
  return status === 429 ? new ApiError(429, 20429, 'Too Many Requests') : new ApiError(status, 20500, 'Internal error');
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > FORM_MAX_BYTES) throw new ApiError(413, 20413, 'Request entity too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}

import { carrierWord, INBOUND_TEXT_MAX, type Keyword } from '@slotguard/channel-kit';
import type { Form } from './form.js';
import { malformed, TOO_LARGE, type Refusal } from './refusal.js';

export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

/** A text as Twilio hands it over. */
export interface InboundSms {
  readonly messageSid: string;
  readonly from: string;
  readonly to: string;
  /** Empty for a picture alone. */
  readonly body: string;
  readonly keyword: Keyword | undefined;
  /** Advanced Opt-Out says so: Twilio has answered. */
  readonly carrierAnswered: boolean;
}

/** What became of a text that we sent. */
export interface Receipt {
  readonly messageSid: string;
  readonly status: string;
  readonly errorCode: string | undefined;
}

/** Becomes part of event ids. */
const SID = /^[A-Za-z0-9_-]{2,64}$/;
/** E.164, a short code or a name; `whatsapp:+1…` and the like too. */
const ADDRESS = /^[+A-Za-z0-9][A-Za-z0-9 :+_.@-]{0,63}$/;
const STATUS = /^[a-z]{2,20}$/;
const ERROR_CODE = /^\d{1,6}$/;

export function readInboundSms(form: Form): Read<InboundSms> {
  const messageSid = one(form, 'MessageSid');
  const from = one(form, 'From');
  const to = one(form, 'To');
  const body = Object.hasOwn(form, 'Body') ? one(form, 'Body') : '';
  if (messageSid === undefined || !SID.test(messageSid)) return no('MessageSid');
  if (from === undefined || !ADDRESS.test(from)) return no('From');
  if (to === undefined || !ADDRESS.test(to)) return no('To');
  if (body === undefined) return no('Body');
  if (body.length > INBOUND_TEXT_MAX.sms) return { ok: false, refusal: TOO_LARGE };
  const said = optOutWord(one(form, 'OptOutType'));
  const value = { messageSid, from, to, body, keyword: said ?? carrierWord(body), carrierAnswered: said !== undefined };
  return { ok: true, value };
}

export function readReceipt(form: Form): Read<Receipt> {
  const messageSid = one(form, 'MessageSid');
  const status = one(form, 'MessageStatus');
  const code = one(form, 'ErrorCode');
  if (messageSid === undefined || !SID.test(messageSid)) return no('MessageSid');
  if (status === undefined || !STATUS.test(status)) return no('MessageStatus');
  const errorCode = code !== undefined && ERROR_CODE.test(code) ? code : undefined;
  return { ok: true, value: { messageSid, status, errorCode } };
}

/** Undefined when it is missing or came more than once. */
function one(form: Form, name: string): string | undefined {
  const value = Object.hasOwn(form, name) ? form[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}

function no(name: string): { readonly ok: false; readonly refusal: Refusal } {
  return { ok: false, refusal: malformed(`${name} is missing, given twice, or not of the form that Twilio sends.`) };
}

function optOutWord(type: string | undefined): Keyword | undefined {
  const word = type?.toLowerCase();
  return word === 'stop' || word === 'start' || word === 'help' ? word : undefined;
}

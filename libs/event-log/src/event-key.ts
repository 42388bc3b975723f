import { createHash } from 'node:crypto';
import type { ConversationRef, EventRef } from './event-log.js';

/** One string per conversation and per event; JSON keeps the parts apart whatever they contain. */
export function conversationKey({ business, conversation }: ConversationRef): string {
  return JSON.stringify([business, conversation]);
}
export function eventKey({ business, conversation, id }: EventRef): string {
  return JSON.stringify([business, conversation, id]);
}

/** A number that every process computes alike. */
export function stableHash(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE();
}

import {
  formatErrorForChannel,
  renderAddress,
  renderDurations,
  renderGreeting,
  renderHours,
  renderNote,
  renderPrices,
  renderProviders,
  renderService,
  renderServices,
} from '@slotguard/channel-kit';
import { declineDocs, reasonDocs } from '@slotguard/contracts';
import type { AvailabilityNote, AvailabilityQuery, Channel } from '@slotguard/conversation';
import { fold, withoutInvisible } from '../gate/fold.js';
import { sentencesOf } from '../gate/sentences.js';
import { asking, assents, choosing, claiming, denying, greetings, offering } from './book.js';
import type { Named } from './skeleton.js';
import { skeletonOf } from './skeleton.js';
import { patternOf } from './template.js';

export interface OwnWordsScene extends Named {
  readonly channel: Channel;
  /** What the last look into the calendar was for, and what it noted. */
  readonly lookedUp?: { readonly asked: AvailabilityQuery; readonly note: AvailabilityNote };
}

/**
 * `unknown`: some of it stands in no book; `greeting`, `assent`: all of it is that (an assent may greet too); `claim`: some of it can only be
 * true where something is booked; else `plain`.
 */
export type OwnWords = 'unknown' | 'greeting' | 'assent' | 'plain' | 'claim';

const anyOf = (phrases: readonly string[]): RegExp =>
  new RegExp(`^(?: (?:and|but|so|or|also|well|oh|unfortunately))?(?:${phrases.map(patternOf).join('|')})$`);
const GREETINGS = anyOf(greetings);
const ASSENTS = anyOf([...greetings, ...assents]);
const HARMLESS = [...greetings, ...assents, ...asking, ...offering, ...choosing, ...denying];
const PLAIN = anyOf(HARMLESS);
const CLAIMS = anyOf([...HARMLESS, ...claiming]);
/** Longer sentences are pieced together from more than anybody would say. */
const PIECES_MAX = 8;

/**
 * Whether an assistant's words, without placeholders, are such as anybody here may say: phrases of the book, and sentences that code renders
 * from the business's file. What is in the book can still be untrue: that is for the gate to find.
 */
export function readOwnWords(words: string, scene: OwnWordsScene): OwnWords {
  const folded = fold(withoutInvisible(words));
  const told = withoutRendered(folded, scene);
  const pieces = sentencesOf(told).map(({ text }) => text.split(/[,;\n]+|:(?!\d)|\s-+\s|(?=\s(?:but|and|so|or)\s)/));
  const canAllBeSaid = (book: RegExp): boolean =>
    pieces.every((parts) => parts.length <= PIECES_MAX && canBeSaid(parts, book, scene));
  if (!canAllBeSaid(CLAIMS)) return 'unknown';
  if (!canAllBeSaid(PLAIN)) return 'claim';
  if (told !== folded || pieces.length === 0) return 'plain';
  return canAllBeSaid(GREETINGS) ? 'greeting' : canAllBeSaid(ASSENTS) ? 'assent' : 'plain';
}

/** Whether the pieces of a sentence, some of them joined, are phrases. */
function canBeSaid(pieces: readonly string[], book: RegExp, named: Named): boolean {
  return (
    pieces.length === 0 ||
    pieces.some((_, i) => {
      const skeleton = skeletonOf(pieces.slice(0, i + 1).join(','), named);
      return (skeleton === '' || book.test(skeleton)) && canBeSaid(pieces.slice(i + 1), book, named);
    })
  );
}

/** What code renders of the business may be said word for word, as sentences of its own. */
function withoutRendered(folded: string, scene: OwnWordsScene): string {
  return renderedSentences(scene)
    .map((sentence) => fold(sentence).trim())
    .sort((a, b) => b.length - a.length)
    .reduce((rest, sentence) => {
      for (let at = rest.indexOf(sentence); at >= 0; at = rest.indexOf(sentence, at + 1)) {
        const isAlone = /(?:^|[.!?:\n])\s*$/.test(rest.slice(0, at)) && /[.!?:]$/.test(sentence);
        if (isAlone) rest = `${rest.slice(0, at)}\n${rest.slice(at + sentence.length)}`;
      }
      return rest;
    }, folded);
}

function renderedSentences({ business, channel, lookedUp }: OwnWordsScene): readonly string[] {
  const faults = [...Object.keys(reasonDocs), ...Object.keys(declineDocs), 'request_conflict', 'unavailable'];
  const notes = lookedUp
    ? [true, false].map((more) => renderNote(lookedUp.note, lookedUp.asked, { business, channel, more }))
    : [];
  const each = business.services.flatMap((service) => [
    renderPrices(business, service),
    renderDurations(business, service),
    renderProviders(business, service),
    renderService(service),
    ...(service.description === undefined ? [] : [service.description]),
  ]);
  return [
    renderHours(business, channel),
    renderAddress(business),
    renderPrices(business),
    renderDurations(business),
    renderProviders(business),
    renderServices(business),
    renderGreeting(business),
    ...each,
    ...notes,
    ...Object.values(business.facts),
    ...faults.map((fault) => formatErrorForChannel(fault as Parameters<typeof formatErrorForChannel>[0], channel)),
  ];
}

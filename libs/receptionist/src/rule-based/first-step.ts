import { inZone } from '@slotguard/business-time';
import type { AvailabilityQuery, Slot } from '@slotguard/conversation';
import type { AssistantStep, TurnView } from '../assistant.js';
import type { Cue } from './cues.js';
import { hasCue } from './cues.js';
import type { Heard } from './heard.js';
import { awaitsName, NO_NAME, otherNames, repliesToName, thanksFor } from './name-question.js';
import { changesAppointment, corrects, howToChange, movesTo, staysBooked, wantsChange } from './own-appointment.js';
import { readName, volunteeredName } from '../person-name.js';
import { changesService, namesAnother, searchFor } from './search.js';
import { asksAgain, asksService, hasOffers, smallTalk } from './small-talk.js';
import { near } from './after-tools.js';
import { books, checks, fresh, lastReply, looksUpStatus, says, slipped } from './steps.js';
import { saidIn, wordsOf } from './wish.js';

/** What to do about what the customer said: the rules in the order in which they are asked. */
export function firstStep(view: TurnView, heard: Heard): AssistantStep {
  const { answers, text } = heard;
  const lost = slipped(view);
  if (lost) return checks(near(lost, view));
  const is = (cue: Cue): boolean => hasCue(text, cue);
  const chosen = chosenSlot(view, heard);
  const whom = chosen && namedWith(heard, view);
  if (chosen && whom !== undefined && whom !== chosen.resource) return checks(sameTimeWith(whom, chosen, view));
  if (chosen) return movesTo(chosen, view) ?? books(chosen);
  const change = changesAppointment(view, heard);
  if (change) return change;
  const kept = staysBooked(view, heard);
  if (kept) return kept;
  const name = awaitsName(view) ? readName(heard.lines.at(-1)?.text ?? '', otherNames(view)) : undefined;
  if (name !== undefined) return { ...says([thanksFor(name, view)]), customerName: name };
  if (repliesToName(view) && is('noName')) return says([NO_NAME]);
  const other = namesAnother(view, heard);
  if (heard.verdict?.kind === 'ambiguous' && !changesService(view, heard) && !other) return asksWhich(view);
  if (is('status')) return looksUpStatus();
  if ((is('change') || corrects(heard)) && wantsChange(view, heard)) return howToChange(heard);
  if (is('cancel')) return says([...answers, "All right. Text me whenever you'd like to book."]);
  if (is('stop')) return says([fresh(view, "No problem. Text me whenever you'd like to book.", 'All right.')]);
  if (is('seeYou') && wantsChange(view, heard)) return smallTalk(view, heard);
  const query = searchFor(view, heard);
  if (query === 'service') return asksService(view, answers);
  if (query) return checks(query);
  if (answers.length > 0) return says([...answers, asksAgain(view)], hasOffers(view) ? 'slot' : 'other');
  return smallTalk(view, heard);
}

/** What the guard says was chosen and nobody has asked to book yet. */
function chosenSlot({ state, transcript, answers }: TurnView, { lines }: Heard): Slot | undefined {
  const { selection } = state;
  if (!selection) return undefined;
  const chosenAt = transcript.findIndex((line) => line.kind === 'customer' && line.id === selection.evidence.utterance);
  const isRequested = transcript.some((line, i) => line.kind === 'request' && i > chosenAt);
  const isNow = lines.some(({ id }) => id === selection.evidence.utterance);
  return isNow || (!isRequested && answers.length > 0) ? selection.slot : undefined;
}

/** Whom this turn's words name, the choice among them: "9:30 with Maya". Who gives their own name names nobody. */
function namedWith({ lines }: Heard, { business }: TurnView): string | undefined {
  return lines
    .filter((line) => volunteeredName(wordsOf(line)) === undefined)
    .map((line) => saidIn(line, business).resource)
    .findLast((resource) => resource !== undefined);
}

function sameTimeWith(resource: string, { start, service }: Slot, { business }: TurnView): AvailabilityQuery {
  const local = inZone(start, business.timeZone);
  return { service, resource, date: local.toFormat('yyyy-MM-dd'), time: local.toFormat('HH:mm') };
}

function asksWhich(view: TurnView): AssistantStep {
  const asked = lastReply(view)?.text.startsWith('Did you mean') === true;
  return asked
    ? says(["Sorry, I'm not sure which one you mean.", '{{offers}}'], 'slot')
    : says(['{{question}}'], 'slot');
}

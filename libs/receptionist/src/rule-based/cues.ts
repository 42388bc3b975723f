import { plain } from '../named.js';

/** What a text is about, by its words alone. Which slot it chooses is never read here: that is the guard's. */
export const CUES = {
  greeting: /^(hi|hey|hello|hiya|howdy|yo|good (morning|afternoon|evening|day)|greetings)\b/,
  thanks: /\b(thanks|thank you|thx|ty|appreciate it|cheers)\b/,
  goodbye: /^(bye|goodbye|see you|see ya|have a (good|nice|great) (day|one)|take care)\b/,
  /** Of an appointment that there is; the day named with it is no wish. */
  seeYou: /^(?!.*\b(can|could|may|when|want|like|need)\b)([a-z]+ ){0,4}see (you|ya|u)\b/,
  book: /\b(book|schedule|reserve|sign me up|come in|get in|fit me in|squeeze me in|(make|need|want|like|get|set up) (an?|my) (appointment|appt|slot|time)|available|availability|openings?|any (slots?|spots?|times?|appointments?)|what times|which times|when can i|can you see me|(can|could|may) i come|do you have (anything|something|time|room|space)|is there (anything|something|a time|room))\b/,
  later: /\b(later|after that|after those|further out)\b/,
  earlier: /\b(earlier|sooner|before that|before those)\b/,
  otherDay: /\b(another|different|other|some other) day\b|\bother days\b/,
  others: /\b(other|others|another|different|more|else|none of (these|those|them))\b/,
  stop: /\b(never ?mind|nvm|forget (it|about it)|no thanks?|no thank you|not (interested|any ?more|now)|changed my mind about booking|don t want (to book|an appointment|it))\b/,
  notCancel: /\b(don t|do not|never|not|please don t) ([a-z]+ ){0,2}(cancel|call off|delete)\b/,
  cancel: /\b(cancel|call off)\b/,
  change:
    /\b(cancel|reschedule|call off|instead|running late)\b|\b(come|be|do|have|make) (it |in |by )?(earlier|sooner|later)\b|\b(move|change|push|switch) (my|the|that|this) (appointment|appt|booking|time|slot)\b/,
  /** Said by somebody who has an appointment. */
  giveUp:
    /\b(delete|remove|drop|undo|scrap) (it|that|this|(the|my|this|that) (appointment|appt|booking|slot|visit))\b|\b(don t|do not|no longer|not) (want|need|wanna) (it|that|this|to come|(the|my|this|that) (appointment|appt|booking|slot|visit))\b|\b(can t|cannot|can not|couldn t|won t|will not|unable to|not able to) (be )?(make (it|that|my|the)|come|coming|attend|there|keep (it|my|the)|able to (come|make))\b|\b(m|am|re|are) not (coming|going to (come|make|be there))\b/,
  cancelled:
    /^(?!.*\b(want|need|like|please|get)\b).*\b(cancell?ed|called off|deleted)\b|\bdid (you|u|it|that)\b.*\b(cancel|delete)\b/,
  /** In answer to a reminder. */
  notComing: /^(no|nope|nah|n)\b(?! (problem|worries))/,
  /** The whole answer to the question for a name. */
  noName:
    /^(no|nope|nah|no thanks|no thank you|no name|none|skip|skip (it|that|this)|pass|later|not now|nobody|anonymous|(i )?(d |would )?(rather|prefer) not( to)?( say)?|i don t want to( say)?)$/,
  mistake: /\b(wrong|(i|we) meant|mistake|mistaken|misread)\b/,
  correction:
    /^(no|nope|oh|oops|sorry)\b|\b(wait|actually|rather|make (it|that)|(move|change|push|switch|reschedule|shift) (it|that|me)|should (be|have been)|can (we|you) (do|make))\b/,
  another: /\b(too|also|as well|another|second|one more|again)\b/,
  status:
    /\b(when|what time|what day|which day|do i have|have i got|am i|is my|is it|is that|did (you|it|that)|was it|remind me|confirm)\b.*\b(appointment|appt|appointments|booked|booking|confirmed|scheduled|go through|down for)\b|\b(i m|im|i am|we re) (already |all )?(booked|scheduled|confirmed|set)\b|\bdid (you|u) (book|schedule|reserve)\b/,
  anybody: /\b(any(one|body| provider)|whoever|no preference|either (one|of them))\b/,
} as const satisfies Readonly<Record<string, RegExp>>;

export type Cue = keyof typeof CUES;

export function hasCue(text: string, cue: Cue): boolean {
  return text.split('\n').some((line) => CUES[cue].test(plain(line)));
}

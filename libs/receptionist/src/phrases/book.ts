/**
 * All that an assistant may say in words of its own (docs/adr/0009): finite, and read by people. `(a|b)` is either, `(a|)` may be left out, slots as
 * in `skeleton.ts`; a question ends in `?`. Almost anything can be taken for a yes to the right question: so what is booked is told
 * with all but the plainest questions and courtesies. What code renders (hours, prices, facts, reasons) needs no place here.
 */

/** Opens: no answer to anything. */
export const hellos: readonly string[] = [
  '(hi|hello|hey|welcome|good _when|good (morning|afternoon|evening|day)) (there|again|_name|)',
];

/** Said by anybody at any time: commits to nothing, asks for nothing. */
export const greetings: readonly string[] = [
  '(thanks|thank you|many thanks|cheers) (so much|very much|a lot|) (for (your (message|text|reply|patience|help)|reaching out|letting (me|us) know|asking|getting in touch)|) (_name|)',
  "you're (very|most|) welcome (_name|)",
  '(any time|my pleasure|not at all)',
  '(nice|good|pleased) to (meet you|hear from you) (_name|)',
  '(have a|you have a) (good|nice|great|lovely|wonderful) (day|one|evening|weekend|_when)',
  '(you too|bye|goodbye|take care) (_name|)',
];

/** An answer by itself, or a word between. */
export const assents: readonly string[] = [
  '(yes|yeah|yep|sure|sure thing|of course|absolutely|certainly|definitely|by all means)',
  '(ok|oh|) (ok|okay|got it|all right|alright|great|perfect|wonderful|lovely|excellent|awesome|cool|super|fantastic|understood|noted|I see|I understand)',
  '(no problem|no worries|sounds good|great (choice|question)|good question|great news|happy to help) (at all|)',
  '(please|one moment|just a moment|a moment|hold on|give me a moment) (please|for me|while I check|to check|)',
  "(I'm|we're) (so|very|) (happy|glad|pleased|delighted|sorry) to (help|hear that)",
  "(I'm happy to|I'll be happy to|I'd be (happy|glad) to|I'd love to|happy to|I can|let me) help (you|) (with that|(book|schedule) a _service|(book|schedule) a _service appointment|)",
  '(is there|) (anything|something) else (I can (do for you|help (you|) with)|you need|) ?',
  '(can|may) I help (you|) with anything else ?',
  'let me know if you (have any (other|more|) questions|change your mind|need anything else)',
];

/** Of the name under which something is booked. */
export const naming: readonly string[] = [
  'what name should (I|we|it|the appointment) (put it under|book it under|be under|go under) ?',
  "I've noted your name",
  '(no name needed|that is fine)',
];

/** Says that it was not understood: that can be no yes. */
export const lost: readonly string[] = [
  '(sorry|) I (did not|could not) (quite|) (catch|get|understand) that',
  "(sorry|) I'm not sure (about that|which one you mean|what you mean|)",
];

/** Asks for the service, the day or the time that is missing: who reads it knows that nothing is settled. */
export const asking: readonly string[] = [
  'when would you like ?',
  'what would you like (to (book|have done|do)|) (and when|) ?',
  'would you like to (book|schedule|make) (a _service|an appointment|a _service appointment|_service) ?',
  'and when ?',
  'would you like (_service|a _service|_whom|_when) ?',
  '(which|what) (service|treatment) (would you like|are you interested in|are you looking for) (_service|a _service|) ?',
  'which (service|treatment|provider|one) ?',
  'is (this|that|it) for (a|) _service ?',
  '(are you|are you looking) (for|) (_when|a _service) ?',
  '(do you have|is there|have you got) a (preference|preferred) (day|time|provider|service|for _when|_when|between _when|) ?',
  'do you have a (specific|particular|) (day|time|day and time|day or time) in mind ?',
  '(do you|would you) prefer (a certain|a particular|) (day|time|provider|_when|_whom) ?',
  '_when ?',
  '(what|which) (other|) (day|time|date|day and time|day or time|day and time of day|time of day|times|days) (works|work|suits|would suit|would work|is good|are good|were you thinking of|are you thinking of|were you hoping for|do you have in mind|would you like|would you prefer) (best|better|) (for|) (you|) (better|best|) ?',
  'what (day|time) were you hoping to come in ?',
  '(is there a|what|which) day (that|) (works|suits) (you|) best (for you|) ?',
  'when would you like (to come|to come in|to come by|it) ?',
  '(when|what time) (works|suits|is good) (best|) (for|) you ?',
  'would (another (day|time)|a different (day|time|day or time)|another day or time) (be better|work|suit you) (for you|) ?',
  "(I need|I'd need|I just need|tell me|please tell me|just tell me|let me know) (a service and|) (a|what|which|the|another) (day|time|day and time|day and a time|day and a time of day|service) (that suits you|you would like|suits you|works for you|)",
  'tell me (a|another|the) service and a (day|time) that suits you',
  '(so|) you would like (a _service|) _when ?',
  'did you mean _when ?',
  'could you (please|) (tell me|clarify) (the (number|time|day)|which (time|day|one) you (mean|want|would like)|what you (mean|would like)) ?',
  'could you (say (that|it) again|rephrase that) ?',
  'are you available _when ?',
  '(tell|show) me another day',
];

/** Asks for something else, whatever may be settled. */
export const inquiring: readonly string[] = [
  '(how can (I|we) help (you|)|what can (I|we) (do for you|help with|help you with)) (today|_when|) ?',
  'are you a new (client|customer|patient) ?',
  'have you (been to|visited) _business before ?',
  '(have you booked with us|have you been here) before ?',
  'do you have an appointment (with us|) (already|) ?',
  'how many (people|guests|of you) (are coming|will be coming|will come|are there|) ?',
  "is there anything else (you'd|you would) like to know before booking ?",
  '(may|can|could) I (have|get|ask|know) your (first|last|full|) name (please|) ?',
  "what('s| is) (your|the) (first|last|full|) name (please|) ?",
  'could you (share|tell me) your name ?',
  '(would you like|do you want) (to book|) anything else ?',
];

/** Looks, or is sorry. */
export const looking: readonly string[] = [
  '(let me|I will|I can|let us) (just|quickly|) (check|see|look|look for|find|look up|check for|see if we have|see what we have|check what we have) (_when|that|it|them|again|the (open times|times|calendar)|(our|the) availability (_when|)|something (else|later|earlier|) (in the week|) (_when|)|what (we have|is open|is free|is near it)|a time) (_when|available|available _when|for you|)',
  "I'm (checking|looking|just checking) (_when|that|) (for you|)",
  'I can not promise _when',
  'let me (look|check|see)',
  'I found your message',
  'unfortunately',
  "(I'm sorry|I'm afraid|sorry) (about that|for the confusion|I misunderstood|)",
  '(my apologies|apologies) (I misunderstood|)',
];

/** The head of a list. */
export const listing: readonly string[] = [
  'here are (a few|some|our|the) (options|available times|times) (_when|)',
  "here's (what I have available|what's available|what we have available) (_when|)",
  'the (next|closest|nearest) available times',
  '(here is|here are) (what is open|the (open|) times|some times|what (I|we) (have|found)) (_when|)',
  '(those|these) are the only (times|openings) (I|we) have (_when|)',
];

/** Speaks of what is open: the gate holds each time against the list. */
export const offering: readonly string[] = [
  'the (next|first|nearest|closest|earliest|latest|soonest|last) (opening|openings|time|times|one|ones|slot|available time) (I have|we have|) (_when|) (is|are) _when',
  'the (nearest|closest|earliest|latest) (I have|we have|) is _when',
  '(I have|we have|we only have|I only have|I see|there is|there are|I can offer|we could do|I could do|I can do|we can do|we have got|I have got|I also have|we also have|next up is|how about|what about|_whom has) _when (with _whom|free|open|available|left|) (_when|)',
  '(on|) _when (I|we) (only|) have _when',
  '(I have|there are|we have) (two|three|four|five|several|_number) (openings|times|slots) (open|) _when (and one _when|) (_when|)',
  '_when (has _when|(is|are|is still|are both|are all|is also|would be) (free|open|available|possible) (_when|with _whom|if you like|)|is the (closest|nearest|earliest|latest|next))',
  '_when is',
  '(the one|the ones|those) (_when|) (are|is|would be) (all|) with _whom',
  '(both times|both) (are|would be) with _whom',
  '(_when times are|_when one is|which is) with _whom',
  'those are all with _whom except _when',
  '_when works on our side',
  '_whom (is available|can see you|has time|is free) _when (_whom _when|)',
  '_whom _when',
  '(morning|afternoon|evening|_when) is possible _when',
  'you are in luck',
  "I'd recommend _when if you like _when",
  'if none of (these|those|them) (suit|suits|work|works) (for|) (you|) (tell me another (day|time)|)',
  'for the _service I have _when',
  'you (asked|asked for|mentioned|wanted) _when',
  'just say the word and I will book it',
  'I can book (you in|) _when (if you like|for you|)',
  '(if you (want|like)|) I can (book you|put you down|book you in) (for|) _when (if you like|for you|)',
];

/** Asks which of the list, or for a yes to the only one: nothing else that a number or a yes could answer. */
export const which: readonly string[] = [
  '(just|please|) (let me know|tell me) when you (know which (one|time) you want|have decided)',
  'you can choose any of (those|these|them)',
  '(and|) which (one|time|of these|of those|of them|of the times|of the (open|) times|) (works|work|suits|would suit|would work|would you like|would you prefer|do you prefer|do you want|did you want|should I book|should we book) (best|) (for|) (you|) ?',
  'which (would|do) you (prefer|like) ?',
  'which (time|one|day) ?',
  '(do|does|would|will|did) (any of (these|those|them)|that|this|it|one of these) (work|suit|be (good|better|ok|any better)|works|suits) (for|) (you|) ?',
  'would you like (it|that|that one) ?',
  'please (choose|pick) (one of (these|those) (times|)|a time (from the list|))',
  '(just|please|) reply with the number of the time (you would like|you want|that suits you)',
  '(let me know|tell me) (which|what) works best (for you|)',
  'shall I go ahead ?',
  '(shall|should) (I|we) (go ahead and|) (book|reserve|put you down) (it|that|this) (for you|) ?',
  'which one should (I|we) book (for you|) ?',
  '(just|please|) (reply|text|answer) (back|) (with|) (a number|its number|the number|the time|the number or the time) (to (pick|choose|book|take) (a time|it|one|that)|and I will book it (for you|)|)',
  "(if you'd|if you would) like to book reply with the number",
  'to (book|reserve) (a spot|a time|one|it|) (just|please|) reply with (the|its|a) number',
  '(just|please|) (let me know|tell me) (which (one|time|of these|of those) (you want|you would like|you prefer|to book|works for you|suits you))',
  '(just|) (let me know|tell me) which one to book',
];

/** Asks for a choice that may be another than the list's. */
export const choosing: readonly string[] = [
  'which (would|do) you (prefer|like) _when ?',
  '(do|does|would|will|did) _when (work|suit|be (good|better|ok|any better)|works|suits) (for|) (you|) ?',
  'would _when (work|suit you|be better|be any better|be ok) (for you|) ?',
  '(would you|do you) (rather|) (come|like|want|prefer|like to come|want to come|like to see|want to see|like me to book|like me to reserve|want me to book|like to book) (it|that|one|one of (these|those)|_when|_whom|me to (book|reserve) (it|that|one of these|_when)) ?',
  '(would you like|want) me to (go ahead and|) (book|reserve|hold) (it|that|one of (these|those|them)|_when) (for you|) ?',
  '(how about|what about) _when (with _whom|instead|) ?',
  '(shall|should) (I|we) (go ahead and|) (book|reserve|put you down) _when (for you|) ?',
  '(just|please|) (reply|text|answer) (back|) (with|) (_number|a number|its number|the number|the time|the number or the time) (_when|to (pick|choose|book|take) (a time|it|one|that)|and I will book it (for you|)|)',
  'if _when suits you reply _number',
  'I need your choice before I can book (it|that|anything)',
  'I can book that as soon as you (pick|choose) (a time|one)',
];

/** Says that nothing is booked: never said to somebody who has an appointment. */
export const denying: readonly string[] = [
  '(no|so far|) (nothing|no appointment|no booking) (is|has been|was) (booked|made|reserved|scheduled|confirmed) (yet|so far|)',
  'no booking has been made yet so you can still choose',
  "(I|we) (haven't|have not) (booked|reserved|scheduled|confirmed) (you in|you|anything|it|that) (yet|)",
  "(your|the) (_service|) (appointment|booking) (isn't|is not|hasn't been|has not been) (confirmed|booked|made|scheduled) yet",
  "(you're not|you are not|it is not|it's not|that is not) (booked|scheduled|confirmed|reserved) (in|) (yet|until you (pick|choose) a time)",
  "you (haven't got|don't have|have no) (an|) appointment (with us|) (yet|)",
  "(I don't see|I can't find|I can't see) (any|an) appointment (for you|under your (name|number))",
  "(there is|there's|I see) no appointment (for you|under your (name|number))",
];

/** Says what is not to be had: no yes to anything. */
export const refusing: readonly string[] = [
  '_when is (not|no longer) (free|open|available|possible)',
  '_when is taken',
  "(I'm afraid|) (nothing is|there is nothing|we have nothing|I have nothing|we don't have anything|we don't have any availability) (free|open|available|) (_when|then|later that day|)",
  "(I'm afraid|) (that one|that time|that|_when) (just got|was just|has just been|is) taken",
  "(I'm afraid|) (that one|that time|that|_when) (is no longer|isn't|is not) (available|free|open)",
  "we're fully booked _when",
];

/** The same of what was asked for just now: nothing was booked. */
export const failing: readonly string[] = [
  "(I'm sorry|sorry|) (I|we) (couldn't|could not|can't|wasn't able to) (book|reserve|do|offer) (that|that one|it|that time|_when) (it was (just|) taken|)",
  'it was (just|already) taken',
];

/** Says what is not done here; and what there is to know. */
export const informing: readonly string[] = [
  "the _service (isn't|is not) booked yet",
  "(I|we) (won't|will not|can't|cannot) book (anything|it|that) (until|before) you (choose|pick|have chosen)",
  "I can't hold times without a booking",
  "(I|we) (don't|do not) (know|offer|do) (that|it|those|this)",
  "(I|we) (don't|do not) have that information",
  "I can't (help with that|give medical advice)",
  "we don't offer (massages|that|this) (but we do _service|)",
  'we (offer|do|have) _service',
  "(sorry|) I (couldn't|could not) (cancel|change|move) (that|the|your) appointment",
  '(all right|alright|ok|okay|) nothing has changed',
  'to move it text move it to and the new day and time',
  'I (can|) only (help with|make) appointments (here|)',
  'for anything else please call _phone',
  '(for that|to (cancel|reschedule|change|cancel or reschedule|change or cancel) (it|)|) please call (us|us at _phone|_phone) (about that|for that|for directions|if anything changes|to change or cancel it|to change or cancel|)',
  '(you can|) (call|reach|text) us (at|on|) (_phone|any time during opening hours)',
  'call us at _phone or _phone',
  'call _phone',
  'you can change or cancel later',
  "I can't reach the calendar right now",
  '(something went wrong (on our (end|side)|)|) (please|) try again in a few minutes (or call _phone|)',
  'something went wrong (on our (end|side)|)',
  "(I'm|I am) (the|an|a) (automated|virtual|AI|) assistant (of _business|) (not a person|) (but I can help you book|and can help you find a time|)",
  'this is (the assistant of|) _business',
  "I'd be happy to help you find a time",
  'I can (help you (book|find a time)|find you (a time|an appointment)) (for (a|) _service|)',
  'I can (book|look for times for) (a|) _service',
  "(we're|we are) (located|) at _address",
  'our address is _address',
  '_service (takes|usually takes|lasts) (about|around|) _minutes',
  '(it|that) takes (about|around|) _minutes',
  '(a|) _service (is|costs) _price (and takes (about|) _minutes|)',
  '(a|) _service takes _minutes and costs _price',
  'you can see _whom for (a|) _service',
  "(on|) _when (we are|we're) (open|closed) _when",
  "(we're|we are) (open|closed) _when (and (open|closed) _when|)",
  'we (open|close) _when and (close|open) _when',
  'closed _when',
  'text me whenever you would like to book',
  '(no hurry|no rush|take your time)',
];

/** A claim that says what and when: it must be so. */
export const telling: readonly string[] = [
  "(perfect|great|wonderful|) I've booked your _service appointment _when (under that name|for you|)",
];

/** Claims, of an appointment that must be to come. */
export const claiming: readonly string[] = [
  "(yes|) (you're|you are) (booked|all set|scheduled|confirmed|booked in) (for a|for|) (_service|) (with _whom|) (_when|) (with _whom|)",
  "(it's|it is|that's|that is) (booked|done|confirmed) (for _service|_service|) (_when|)",
  "(yes|) your (_service|) appointment (with _whom|) (is|is confirmed|hasn't changed|is booked) (_when|) (with _whom|)",
  '(you have|I have you down) (an|your|) (_service|) (appointment|) (_when|) (with _whom|)',
  "(done|booked|you're in|all set)",
  '(see you|we look forward to seeing you|looking forward to seeing you|I look forward to seeing you) (then|there|soon|_when|)',
  '(_when|) _whom will take care of you (_when|)',
  'your appointment _when',
];

/**
 * What a claim is of, and so what proves it: `booked` an appointment at the time that is named, or one that was just made; `meeting` also any
 * appointment to come while nothing else is open; `standing` any appointment; a promise, a hold and a change are proved by nothing that is recorded.
 */
export type ClaimKind = 'booked' | 'meeting' | 'standing' | 'promise' | 'hold' | 'change';

export interface ClaimPattern {
  readonly kind: ClaimKind;
  readonly pattern: RegExp;
}

const VISIT =
  '(?:appointments?|bookings?|reservations?|visits?|sessions?|treatments?|consultations?|slot|spot|seat|time slot|time)';
const MADE =
  '(?:made|created|complete|completed|set|set up|placed|entered|added|in|in place|good|done|official|active|live|final|finali[sz]ed|fixed|through|ready|locked|arranged|approved|guaranteed|safe|waiting|sorted|settled|successful|on)';
const STILL =
  '(?:now |all |already |officially |been |successfully |just |also |both |totally |definitely |fully |hereby )*';
const TO_BOOK =
  '(?:book|reserve|schedule|confirm|secure|hold|save|keep|lock|pencil|put|cancel|move|reschedule|change|switch|update|arrange|register|finali[sz]e|block|slot|squeeze|sign you|set you|set it|set that|set up|get you (?:in|down|booked|scheduled|set|sorted)|get (?:it|that|this) (?:booked|scheduled|set|done|in)|make (?:the|your|that|this|an) (?:appointment|booking|reservation|change)|take care of)';

/** Verbs of what a receptionist may well have done without anything being booked. */
const HARMLESS =
  '(?:check|look|search|ask|tri|mention|list|want|need|hop|miss|offer|show|reach|work|open|clos|us|call|answer|wonder|learn|apologi[sz]|prefer|lik|lov|help|visit|receiv(?=\\w+ your (?:message|text|question)))(?:e?d)';
const DID = `(?!${HARMLESS}\\b|did not\\b|noted (?:your|the) name\\b|(?:n|f|sp|proc|ind|exc|bl|agr)eed?\\b)(?:\\w{2,}ed|put|given|gave|made|took|taken|set|sent|did|done|kept|held|wrote|written|undid|undone|dealt|brought)`;

const claims = (kind: ClaimKind, ...sources: readonly string[]): ClaimPattern[] =>
  sources.map((source) => ({ kind, pattern: new RegExp(source, 'g') }));

/** Matched against plain words (`plainReadings`), where `_t` is a clock time, `_d` a day, `_p` a part of the day, `_ok` a tick. */
export const claimPatterns: readonly ClaimPattern[] = [
  ...claims(
    'booked',
    '\\b(?:booked|reserved|confirmed|scheduled|secured|registered|enrolled|slotted|pencill?ed|arranged|finali[sz]ed|sorted|snagged|approved|guaranteed|processed|bkd|rsvd|confd)\\b',
    '\\b(?:pencill?|jott|inked) ?(?:ed )?(?:you|it|that|this) (?:in|down)\\b',
    '\\b(?:locked|nailed|squared|inked|signed|written|wrote|noted|logged|marked|blocked|lined|tucked|fitted|squeezed)\\b(?: (?:you|it|that|this|him|her|them|_t|_d|the slot|your name))? (?:in|down|away|up|off|out|on)\\b',
    '\\blocked\\b|\\bsuccess(?:ful|fully)?\\b|\\bfait accompli\\b|\\b_ok\\b',
    '\\b(?:went|gone|go|goes|came) (?:right |straight |all )?through\\b',
    '\\ball (?:set|sorted|booked|squared|yours|locked|signed|done|arranged|taken care)\\b|\\b(?:good|ready) to go\\b|\\bset for (?:_|the|your|you)',
    `\\byou (?:two |guys |both |all )?are ${STILL}(?:set|in(?! luck|terested| good|cluded| the area| need)|on(?! the right| a)|down|locked|expected|official|through|covered|sorted|done|golden|good for|ours|confirmed|coming|seeing|having|getting|meeting|visiting|with (?:us|\\w+ (?:at|on|_))|at _t|_t|_d)\\b`,
    `\\byou (?:will|shall|are going to) (?:be )?${STILL}(?:seeing|with|meeting|treated|seen|coming|having|visiting|in at|in on)\\b`,
    '\\byou have been (?!waiting|looking|patient|asking|trying|here|with)\\w+',
    '\\b(?:got|have|had|put|placed|added|fit|marked|signed|entered|wrote|noted|moved|set|lined|slid|popped|dropped|plugged|stuck) (?:you|ya|your name|you both|you all)(?: all| both| guys)? (?:down|in(?! mind| the area)|on|at|for|up|into|with|under|through|set|_t|_d|_p)\\b',
    '\\b(?:put|added|entered|placed|popped|wrote|noted|marked|logged|jotted|typed|dropped)(?: (?:you|it|that|this|the|your|an?|_t|_d|_p|at|on|name|appointment|booking|slot|for)){1,5} (?:down|in|into|on|off|aside|up)\\b',
    '\\b(?:on|in|into|onto|to) (?:the|our|your|my|\\w+) (?:books?|calendars?|schedule|diary|system|agenda|planner|roster|appointment book|datebook)\\b',
    '\\b(?:is|are) (?:\\w+ ){0,2}yours\\b|\\byours (?:now|at|on|for|is|_)|\\benjoy your (?:\\w+ )?(?:appointment|visit|session|treatment)\\b|\\ball yours\\b|\\b(?:it|that) is a date\\b|\\b(?:it|that|this) is official\\b|\\bdone deal\\b|\\bconsider (?:it|that|yourself) (?!later)\\w+|\\bin the bag\\b|\\bset in stone\\b',
    '(?:^|, |\\band |\\bok |\\bokay )(?:it is |that is |all |and |we are |great |perfect |awesome |boom )*(?:done|success|completed|sealed|boom|voila|tada|mission accomplished|deal|fixed|finished|granted)(?= ,| for| at| on| _| see| your| you| we| i|$)',
    '\\b(?:it|that|this|everything|all of it|both) (?:is|are|has been|was) (?:now |all |already |officially |been |just )*(?:done|completed?|fixed|set|settled|handled|in place|arranged|made|official|good to go|in)\\b(?! (?:mind|order to))',
    '\\b(?:took|taken|taking) care of (?:it|that|this|everything|your|the|you)\\b|\\b(?:handled|sealed)\\b',
    `\\b(?:your|ur|the|this|that) (?:\\w+ ){0,4}?(?:appointments?|bookings?|reservations?) (?:is|are|was|has been|have been|will be|stands?|got) ${STILL}(?:${MADE}|_t|_d|at _t|at|on _d|for _)\\b`,
    `\\b(?:your|ur) (?:\\w+ ){0,4}?${VISIT} (?:is|are|will be|has been|have been|was|starts?|begins?|stands?|remains?|takes place) (?!not|never|open|free|important|gone|taken|still (?:open|free)|no\\b)\\w+`,
    '\\b(?:appointment|booking|reservation)(?: , | : | )(?:made|created|complete|set|placed|entered|added|done|approved|successful|locked|final)\\b',
    `\\b(?:made|created|placed|got (?:you|your)|took|given|gave|assigned|allocated|granted|found and took) (?:you |your |the |an? |that |this |it |\\w+ ){1,4}(?:appointment|booking|reservation|(?:at|on|for) _[td]|_[td])`,
    '\\b(?:i|we) (?:have )?(?:just |already |gladly )?(?:made|did) (?:it|that|this)\\b(?! clear| sure)',
    '(?<!for your )(?<!need your )(?<!\\bawait )(?<!awaiting )\\bconfirmation\\b|\\b(?:booking|reference|reservation|appointment|ref) ?(?:number|code|id|no|ref)\\b|\\b(?:ref|reference|booking) , \\w*\\d',
    '\\breminder\\b|\\b(?:thanks|thank you) for (?:booking|reserving|scheduling|confirming)\\b|\\bcongrat\\w*\\b.*(?:_t|_d|appointment|booking)',
    // Whatever else was done to it or for the customer: in doubt it was the booking.
    `(?:^|, |\\band |\\bso |\\bthat |\\bbecause |\\bnow |\\bthen )(?:i|we) (?:have )?(?:just |already |also |now |since |gladly |personally )*${DID}(?: \\w+){0,4} (?:you|it|that|this|your|slot|spot|appointment|booking|calendar|invite|name|_t|_d)\\b`,
    `\\b(?:your|the|that|this|it|everything|slot|spot|appointment|booking|_t|_d)(?: \\w+){0,4} (?:has been|have been|was|were|got|is now|are now)(?: \\w+ly| just| now| already| all)* (?!taken\\b|given\\b|unavailable|closed\\b)${DID}\\b`,
    '\\binvit(?:e|es|ation)\\b|\\b(?:event|entry) (?:created|added|made)\\b|\\bnew appointment\\b|\\bremind you\\b|\\bpenned in\\b|\\bon your name\\b|\\b(?:can|will|should|may) expect\\b|\\boff the market\\b|\\bput through\\b|\\b(?:request|booking|system|calendar) (?:\\w+ )?(?:accepted|shows|says|lists)\\b|\\bhas you\\b|\\byou (?:now )?have (?:it|that one|them)\\b|\\byour \\w+ is ready\\b|_t works for (?:me|us)\\b|\\bsure thing , (?:_|your)',
    '\\b(?:went|gone) ahead\\b|\\breceipt\\b',
    '(?<!\\b(?:choose|pick|select|find|reserve|book|like) )\\b(?:your|ur) (?:_t|slot|spot|seat)\\b',
    '\\b(?:your|ur) (?:\\w+ ){0,4}?(?:appointment|booking|reservation|visit|session)(?: ,)? (?:(?:at|on|for) )?(?:_t|_d)(?!.*\\b(?:have|available|free|open|or)\\b)',
    '\\b(?:grabbed|nabbed|snatched|claimed|granted|bagged|landed|scored)\\b|\\btaken care of\\b|\\b(?:i|we) have taken\\b|\\bbelongs? to you\\b|\\byour name (?:is )?on\\b|\\bcongrat\\w*|\\bwelcome aboard\\b|\\bmade it in\\b|\\bcross (?:it|that|this) off\\b|\\bcount on (?:it|us|your|seeing)\\b|\\b(?:is|are) a go\\b|\\bnow you are(?= ?$| ,)',
    '\\b(?:received|got|entered|processed|thanks for|thank you for|logged|submitted|sent|fixed|filed) (?:you |in )?(?:your|the) (?:\\w+ )?(?:appointment|booking|reservation|visit|order|confirmation|spot|slot)\\b|\\byour (?:\\w+ )?(?:appointment|visit|spot|slot) awaits\\b',
    `\\b(?:managed|was able|were able|got) to (?:\\w+ )?(?:${TO_BOOK}|fit|get|find you a)|\\b(?:i|we) did (?:\\w+ )?(?:${TO_BOOK})`,
    '\\b(?:i|we|this|message|text|hereby|happy to|pleased to|glad to|delighted to|here to|can)(?: (?:can|hereby|now|gladly|happily|also|do))? confirms?\\b',
    '\\b(?:do not|never) (?:forget|be late|miss|you forget)\\b|(?:^|, |please )remember\\b',
    '(?:_t|_d|_p) (?:it is|then$|then ,|is set|is good to go|is a go|is on|is done|is in|is official|is ours|is made|is fixed|is settled)(?=$| |,)',
    '(?:^|, )(?:you got it|got it|great|perfect|wonderful|awesome|excellent|yes|yep|yeah|sure|absolutely|fantastic|super|ok|okay|alright|amazing|lovely|deal|cool|done)(?: ,)? (?:so |then |that is |it is |you are )?(?:(?:at|on|for|,|with|the|in|your|a) )*(?:_t|_d)(?: (?:_t|_d|_p|at|on|in|the|for|with|and|,|\\w+)){0,6}$',
  ),
  ...claims('booked', ...foreignClaims()),
  ...claims(
    'meeting',
    '(?<!\\bcan )(?<!\\bmay )(?<!\\bmight )(?<!\\bhope to )(?<!able to )(?<!available to )(?<!nice to )\\b(?:see|c|catch|meet|greet|welcome|seeing|welcoming|meeting|have|having) (?:you|ya|u)(?= (?:then|there|at|on|in|soon|_|tomorrow|later|here|,|with)| ?$)',
    '\\bwill be (?:waiting|ready|here|there)\\b|\\bcya\\b',
    '\\b(?:expecting|expect|expects|awaits?|awaiting) (?:you|your (?:visit|arrival))\\b|\\b(?:waiting|ready|here) for you\\b|\\bcan not wait\\b|\\blook(?:ing)? forward (?!to (?:hear|your (?:reply|answer|message)))',
    '(?<!(?:can|could|may|might|would|will|to|if) (?:you )?(?:\\w+ )?)\\b(?:come|arrive|be here|be there|be at|show up|stop by|drop by|drop in|swing by|head over|pop in|get here|check in)\\b(?: \\w+){0,6}? (?:_t|_d)',
  ),
  ...claims(
    'standing',
    '(?<!\\bdo )(?<!\\bif )(?<!\\bwhen )\\byou (?:now |already |also |still )?(?:have|have got|got) (?:an?|the|your|one|two|three|\\d+|another)(?: \\w+){0,3} (?:appointments?|bookings?|reservations?|visits?|sessions?)\\b',
    '\\bthere is (?:an?|your|already an?) (?:\\w+ ){0,2}(?:appointment|booking|reservation)\\b',
    '\\b(?:your|ur) (?:\\w+ ){0,4}?(?:appointments?|bookings?|reservations?|visits?)(?: (?:on|at|for|with|\\w+ly|still|_\\w)){0,6} (?:stands?|remains?)\\b',
  ),
  ...claims(
    'promise',
    `\\b(?:i|we) (?:am|are|will|shall|would|going|am going to|are going to)(?: (?:now|just|go|gladly|happily|ahead|and|to|then|also|right|be|going|already|quickly)){0,5} (?:${TO_BOOK})\\w*\\b(?! (?:on|your mind|looking|asking|an eye)\\b)`,
    `\\b(?:while|as) (?:i|we) (?:${TO_BOOK})\\b`,
    `\\blet (?:me|us)(?: (?:now|just|go|ahead|and|quickly|also)){0,4} (?:${TO_BOOK})\\b(?! (?:on\\b|looking))`,
    '(?<!\\b(?:before|about|without|of|than|by|in|not|mind|recommend|suggest|with|while|like|help|on) )\\b(?:booking|reserving|scheduling|securing|confirming|locking|pencill?ing|finali[sz]ing) (?:you|it|that|this|your|the|_t|_d)\\b',
  ),
  ...claims(
    'hold',
    '(?<!please )\\b(?:held|holding|holds|on hold|earmarked|saved|saving|set(?:ting)? aside|put(?:ting)? aside|keeping|kept|reserving|dibs|waiting list|waitlist(?:ed)?)\\b',
    '\\b(?:i|we) (?:\\w+ )?(?:hold|keep|save) (?:it|that|this|your|the|you|_t|_d)\\b|\\bblocked\\b(?: \\w+){0,3} (?:off|out|for you)\\b',
    '\\b(?:a|the|place|placing|placed|put) hold\\b',
    '\\b(?:is|are|was) (?:being )?(?:held|kept|saved|blocked)\\b',
  ),
  ...claims(
    'change',
    '\\byour (?:\\w+ ){0,3}(?:appointment|booking|reservation) (?:is |has |was )?(?:now )?gone\\b',
    '\\b(?:cancell?ed|rescheduled|postponed|moved|switched|swapped|shifted|bumped|transferred|amended|modified|adjusted|voided|refunded|deleted|removed|called off|changed(?! your mind)|updated|pushed(?: \\w+){0,2} (?:to|back)|changes? (?:is|are|was|were|has been|have been) (?:made|done|saved))\\b',
  ),
];

/** The same in other languages, as far as a model might fall into them. */
function foreignClaims(): string[] {
  return [
    '\\b(?:reservad[oa]s?|confirmad[oa]s?|agendad[oa]s?|apartad[oa]s?|programad[oa]s?|anotad[oa]s?|cancelad[oa]s?|marcad[oa]s?|listo|hecho|feito|pronto)\\b',
    '\\b(?:su|tu|sua|seu) (?:cita|reserva|turno|consulta|hora)\\b|\\b(?:nos vemos|te esperamos|le esperamos|he reservado|hemos reservado|te espero|ate (?:logo|amanha))\\b',
    '\\b(?:votre|ton) (?:rendez|rdv|reservation)\\b|\\brendez vous (?:est|pris|fixe)|\\b(?:rdv (?:pris|fixe)|confirmee?s?|reservees?|ai (?:reserve|note|confirme)|reserve (?:votre|ton|pour)|c est (?:fait|note|reserve|bon|confirme)|est (?:reserve|confirme)|j ai (?:reserve|note|confirme)|a bientot|a demain)\\b',
    '\\b(?:gebucht|reserviert|bestatigt|eingetragen|vorgemerkt|vereinbart|abgemacht|storniert|ihr termin|dein termin|termin steht|bis (?:morgen|dann|bald))\\b',
    '\\b(?:prenotat[oaie]|confermat[oaie]|prenotazione|appuntamento (?:e|fissato)|fissat[oa]|fatto|ci vediamo)\\b',
    '\\b(?:geboekt|bevestigd|gereserveerd|ingepland|bokad|bokat|booket|booka|bekraftad|varattu|vahvistettu|zarezerwowan\\w*|potwierdzon\\w*|umowion\\w*|rezervovan\\w*|potvrzen\\w*|rezerv\\w+|onaylan\\w+|nakareserba|da dat|da xac nhan)\\b',
  ];
}

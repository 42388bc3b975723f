/**
 * How people call an appointment off or ask for another time, as data: each entry is a pattern for folded text (lower case, one kind of
 * apostrophe). In it `_w` stands for a time, a day or a part of the day, `_n` for the name of a service or provider, `~` for any space.
 */
export interface ChangeWords {
  /** Before the request and of no weight: "ok", "hi", "please", "so sorry". */
  readonly lead: string;
  /** Makes it a request: "can you", "I need to", "please"; the imperative needs none. */
  readonly frame: string;
  /** Asks whether it can be had: enough for another time, which is still to be chosen; never enough for calling off. */
  readonly mayI: string;
  readonly cancel: string;
  readonly move: string;
  /** What is called off or moved, after its verb; `_w` and `_n` in it say which. */
  readonly object: string;
  /** Behind the object. */
  readonly tail: string;
  /** From here on it is what is wanted instead. */
  readonly to: string;
  /** What is wanted instead, beside times and names. */
  readonly another: string;
  /** Whole clauses that ask for another time without naming what is moved: "can we do _w instead". */
  readonly instead: string;
  /** Takes it back, or wants it as it is. */
  readonly keep: string;
  /** Says to come, in answer to a reminder: "C", "I'll be there"; with a time in it only where that is the appointment's own. */
  readonly attend: string;
  /** A plain yes to a reminder, and nothing that may be half of one. */
  readonly yes: string;
  /** All that is said right after asking to cancel: in doubt it takes that back. */
  readonly bareNo: string;
  /** Wants something beside what there is: no change of it. Counts only where the words choose nothing. */
  readonly besides: string;
  /** Anywhere in the text: it may be meant otherwise. */
  readonly doubt: string;
  /** In a clause that follows: takes back, or waters down, what came before. */
  readonly unsettles: string;
  /** Any word of the matter; a clause that has one and fits no pattern leaves the whole text in doubt. */
  readonly matter: string;
  /** Can only be about an appointment that there is, not about what is just being looked for. */
  readonly explicit: string;
  /** Stands beside a name or a time where one of several is named: "the _n one please". */
  readonly filler: string;
}

const NOUN_EN = '(?:appointments?|appts?|apts?|bookings?|reservations?|visits?|sessions?|slots?)';

export const english: ChangeWords = {
  lead: "ok|okay|hi|hey|hello|yes|yeah|yep|sure|so|and|but|wait|actually|oh|sorry|so~sorry|i'm~sorry|i~am~sorry|unfortunately|please|pls|plz|thanks|thank~you|alright|all~right|good~(?:morning|afternoon|evening)|there",
  frame:
    "(?:can|could|would)~(?:you|u|we)(?:~(?:please|pls|just))?|(?:i|we)(?:'m|~am|'re|~are)?~(?:just~)?(?:need|want|have|wanna|gotta|going|gonna)(?:~to)?(?:~have~to)?|i(?:'d|~would)~(?:like|prefer|love)~(?:you~)?to|i(?:'ll|~will)~(?:have|need)~to|please|pls|plz|go~ahead~and|let(?:'s|~us)|just|would~you~mind",
  mayI: '(?:can|could|may|might)~(?:i|we|it~be)|is~it~(?:possible|ok|okay|too~late)~to|is~there~any~way~to|any~(?:way|chance)~(?:to|i~can|we~can|i~could|we~could)|how~(?:do|can|could)~i|do~you~mind~if~(?:i|we)',
  cancel: 'cancel|call~off|delete|scrap|drop|remove|undo',
  move: 'reschedule|rescheduled|re-?schedule|move|change|switch|push|postpone|shift|bring~forward|rebook|re-?book',
  object: `it|that|this|mine|them|me|us|(?:(?:my|the|our|that|this|an?)~)?(?:(?:_w|_n|upcoming|next|existing|current|whole|entire|new)~)*(?:'s~)?(?:${NOUN_EN}|_n|_w|one)(?:~time)?|(?:my|the)~(?:time|date|day)(?:~of~my~${NOUN_EN})?`,
  tail: 'please|pls|plz|thanks|thank~you|for~me|for~now|now|today|altogether|entirely|completely|off|back|up|forward|_w|_n|on|at|from|in|the|of|with|for|that~i~(?:have|booked|made)|i~(?:have|booked|made)',
  to: "to|until|till|for|into|instead|instead~to|by|so~(?:it|that~it)(?:~is|'s)",
  another:
    '_w|_n|an?|the|another|other|a~different|different|some~other|any|sometime|some|later|earlier|sooner|time|day|date|slot|week|next|on|at|in|or|and|of|with|instead|please|pls|thanks|same|if~(?:possible|you~can)|possible|around|about|after|before|then',
  instead:
    "(?:(?:can|could)~(?:we|you|i)~(?:do|make~it|have|come(?:~in)?(?:~at|~on)?|switch~to|change~to|move~to)|make~it|i(?:'d|~would)~(?:rather|prefer)(?:~(?:come|have))?|how~about|what~about)(?:~(?:_w|_n|on|at|the|for))+~instead(?:~please)?|(?:can|could)~(?:we|you|i)~(?:come|do|have|make)(?:~it)?(?:~in)?~(?:earlier|later|sooner|another~(?:day|time)|a~different~(?:day|time))(?:~instead)?(?:~please)?",
  keep: "(?:please~)?keep~(?:it|that|this|mine|my~\\w+|the~\\w+|my~\\w+~appointment|everything)(?:~(?:as~it~is|as~is|please|then|instead))?|i~(?:don't|dont|do~not)~want~to~(?:cancel|move|change|reschedule)(?:~(?:it|anything|my~\\w+|the~\\w+))?|leave~it(?:~(?:as~it~is|as~is|alone|then|be))?|never~?mind|nvm|forget~(?:it|about~it|that)|(?:don't|dont|do~not|please~don't|please~do~not)~(?:cancel|call~off|move|change|reschedule|delete)(?:~(?:it|that|anything|my~\\w+|the~\\w+))?(?:~(?:yet|please|then))?|(?:i~)?changed~my~mind|i~(?:can|will)~(?:make~it|come)(?:~after~all)?|i'll~(?:come|be~there|make~it)(?:~after~all)?",
  attend:
    "c|conf|confirm(?:ed|ing)?(?:~(?:it|that|this|mine|my~appointment|the~appointment))?|i~confirm|i~can~confirm|i(?:'ll|~will)~(?:be~there|come|make~it)|will~be~there|i~can~(?:make~it|come)|i(?:'m|~am)~coming|see~(?:you|u|ya)(?:~(?:then|there|soon))?|(?:we~are|we're|i~am|i'm)~on|looking~forward~to~it|still~(?:good|on)|_w~(?:works|is~good|is~fine)",
  yes: 'yes|yeah|yep|yup|ya|sure|ok|okay|of~course|absolutely|definitely|for~sure|sounds~good|perfect|great|\\u{1f44d}',
  bareNo:
    "(?:(?:no|nope|wait|hold~on|hang~on|actually|not~yet|don't|dont|please~don't|stop|hmm+|hm|sorry|oh|one~sec(?:ond)?|(?:i'm~)?not~sure|let~me~think|maybe~not|or~not)(?:~|$))+",
  besides: `(?:book|schedule|reserve|make|want|need|like|get|have)(?:~me)?(?:~in)?(?:~for)?~(?:another|a~second|a~new|one~more|an~additional|a~separate)\\b.*|.*~(?:too|as~well|in~addition|also)|(?:please~)?(?:book|schedule)(?:~me)?(?:~for)?~an?~(?!later|earlier|sooner|different|better|time|slot).*`,
  doubt:
    "\\b(?:might|maybe|perhaps|possibly|probably|thinking|unless|whether|wonder(?:ing)?|if~i|if~we|if~you~cancel|not~sure|in~case|should~i|would~i|do~i|did~i|do~you~(?:ever|cancel|charge)|what~(?:if|is|happens|are)|what's|how~much|polic(?:y|ies)|fees?|charged?|penalty|refund|remind(?:er|ers)|cancell?ation|on~me|friend'?s?|wife|husband|mom|mother|sister|brother|daughter|son|her|his|their|said|says|told|asked|texts?|messages?|subscription|cancell?ed|why|who|kidding|jk|lol|just~asking|only~asking|in~theory|hypothetical\\w*|subject~to)\\b|[\"\\u201c\\u201d\\u00ab\\u00bb]",
  unsettles:
    "\\b(?:wait|actually|no|not|don't|dont|hold~on|hmm+|or|but|later|unsure|yet|until|think|let~me|will~see|we'll~see|i'll~see|just~joking)\\b",
  matter:
    '\\b(?:cancel\\w*|call(?:ed|ing)?~off|delet\\w+|scrap\\w*|undo|re-?schedul\\w*|postpon\\w*|move[ds]?|moving|switch\\w*)\\b',
  explicit: `\\b(?:${NOUN_EN}|re-?schedul\\w*|postpone|re-?book|_n)\\b`,
  filler: `the|my|on|at|for|with|in|of|one|ones|please|pls|it's|its|it~is|that|that's|_w|_n|${NOUN_EN}|ok|yes|ah|oh|i~mean|i~meant|thanks`,
};

const NOUN_ES = '(?:citas?|turnos?|reservas?|reservaci[oó]n|horas?|visitas?|sesi[oó]n)';

export const spanish: ChangeWords = {
  lead: 'hola|ok|s[ií]|bueno|buenas|buenos~d[ií]as|buenas~tardes|perd[oó]n|perdone|disculpe|disculpa|lo~siento|por~favor|gracias|pero|espera|en~realidad',
  frame:
    '(?:me~)?(?:puede|puedes|podr[ií]a|podr[ií]as|pueden)|(?:quiero|quisiera|necesito|deseo|tengo~que|me~gustar[ií]a|voy~a|hay~que)|por~favor',
  mayI: '(?:puedo|podr[ií]a|se~puede|es~posible|hay~forma~de|c[oó]mo~puedo)',
  cancel: 'cancel(?:ar(?:la|lo)?|a|e|en|ame|eme|ala|ela)|anul(?:ar(?:la|lo)?|a|e|ala|ela)',
  move: '(?:cambi(?:ar(?:la|lo)?|a|e|ame|eme)|mov(?:er(?:la|lo)?)|mueve|mueva|reprogram(?:ar(?:la|lo)?|a|e)|reagend(?:ar(?:la|lo)?|a|e)|pas(?:ar(?:la|lo)?|e))',
  object: `(?:(?:mi|la|el|esa|esta|ese|este|nuestra)~)?(?:(?:pr[oó]xima|_n)~)*(?:${NOUN_ES}|_n)(?:~de~(?:_n|_w|la~_w|el~_w))?|eso|la~de(?:l)?~_w`,
  tail: 'por~favor|gracias|porfa|_w|_n|de|del|el|la|con|para|a~las|las|hoy|que~tengo',
  to: 'a|al|para|para~el|por',
  another:
    '_w|_n|el|la|las|los|otro|otra|otra~hora|d[ií]a|fecha|hora|m[aá]s|tarde|temprano|antes|despu[eé]s|de|con|o|y|por~favor|gracias|mejor|semana|pr[oó]xima|pr[oó]ximo|a',
  instead:
    '(?:mejor|podr[ií]a~ser|puede~ser|prefiero)(?:~(?:_w|_n|el|la|a|a~las|por))+(?:~en~(?:vez|lugar)(?:~de~_w)?)?(?:~por~favor)?',
  keep: 'd[eé]j[ae]l[ao](?:~as[ií])?|olv[ií]d[ae]l[ao]|no~quiero~(?:cancelar|cambiar|mover)(?:l[ao])?(?:~(?:mi|la)~cita)?|no~(?:la~|lo~)?(?:cancele|canceles|cambie|cambies|mueva|muevas)(?:~(?:mi|la)~cita)?|no~importa|la~mantengo|mant[eé]n(?:ga)?l[ao]|cambi[eé]~de~(?:opini[oó]n|idea)',
  attend:
    'c|confirm(?:o|ado|ada)(?:~(?:la|mi)~cita)?|ah[ií]~(?:estar[eé]|estoy)|all[aá]~(?:estar[eé]|nos~vemos)|nos~vemos(?:~(?:all[aá]|entonces))?|voy~a~(?:ir|estar)|s[ií]~voy|ah[ií]~nos~vemos',
  yes: 's[ií]|claro|por~supuesto|perfecto|vale|dale|de~acuerdo',
  bareNo: '(?:(?:no|espera|espere|todav[ií]a~no|mejor~no|perd[oó]n|no~s[eé]|un~momento)(?:~|$))+',
  besides: '(?:quiero|necesito|quisiera|reserv\\w+|agend\\w+)~(?:otra|una~nueva|una~segunda)~cita\\b.*|.*~tambi[eé]n',
  doubt:
    '\\b(?:quiz[aá]s?|tal~vez|a~lo~mejor|si~(?:cancelo|puedo|tengo)|pol[ií]tica|cargo|multa|cobran?|recordatorios?|mensajes?|amig[oa]|espos[oa]|dijo|dice|por~qu[eé]|cancelaci[oó]n|cancelad[oa]s?|pensando|debo)\\b|["\\u201c\\u201d\\u00ab\\u00bb]',
  unsettles: '\\b(?:espera|en~realidad|no|mejor~no|o|pero|todav[ií]a|despu[eé]s|a[uú]n)\\b',
  matter: '\\b(?:cancel\\w*|anul\\w*|reprogram\\w*|reagend\\w*|mov\\w+|cambi\\w+)\\b',
  explicit: `\\b(?:${NOUN_ES}|reprogram\\w+|reagend\\w+|_n)\\b`,
  filler: `la|el|de|del|mi|las|con|a|por~favor|gracias|es|esa|_w|_n|${NOUN_ES}`,
};

export const languages: readonly ChangeWords[] = [english, spanish];

import type { Cue } from './language.js';

/** What English words and phrases do to the reading, a phrase per comma. Contractions stand written out, as the tokens have them. */
export const englishCues: Readonly<Record<Cue, string>> = {
  filler: `
    no later than, not later than, no earlier than, not earlier than, not before, not until, not till, the, a, an, my, me, us, our, to,
    of, with, in, on, at, for, from, by, be, am, are, have, had, got, go, going, think, guess, believe, suppose, let,
    can, could, may, one, slot, option, number, time, appointment, answer, option number, as, also, too, possible,
    you, your, day, date, calendar, down, up, here, today's, booking, reservation, hopefully, much, very, thank,
    better, best, preference, favorite, favourite, friend, doctor, dr, see, come, choice, pick, wish, love, happy, mine, myself, only, single, simply,
    starts, starting, begins, one s, asap, am traveling to, am traveling alone, am travelling to, am traveling from,
    am traveling with, if possible, if you can, if that is alright, if that is all right, if that is ok,
    if that is okay, if that is fine, if that works, if it is ok, if it is okay, if available, if it is available,
    if it is still available, if it is still open, if it is still free, if it is still there, if still available, if still open, if still free, if that is available, if you do not mind, if i may, if i can, if i could, if you could,
    if you would, if we can, if we could, if you want, if so, if you have it, if you have one, if it is possible,
    if that is possible, if you please, if there is one, if it works, if it is not too much trouble,
    if you to go ahead, would have to, i would have to, will have to, if for, if like`,
  lead: `
    um, umm, ummm, uh, uhh, er, erm, hmm, hm, well, oh, ah, so, then, just, hi, hello, hey, there, and then, thanks,
    thank you, thankyou, thank u, thanks so much, thank you so much, thank you very much, thanks a lot, cheers,
    again, now, hmmm, dear, yo, mm, huh, appreciate it, much appreciated, kindly`,
  skip: `
    good morning, good afternoon, good evening, good night, good day, have a good night, have a nice evening, have a
    good evening, have a good day, have a great day, have a nice day, great day, nice day, one second, a second, one
    sec, a sec, just a second, second thoughts, one moment, a moment, one minute, a minute, first of all, at first, in
    the first place, first name, last name, first class, second class, first floor, second floor, third floor, first
    person, last week, last month, last night, last year, last minute, next time, next step, no problem, no problems,
    no worries, not a problem, no rush, no preference, no one, no matter, not bad, one of us, one of them, right now,
    right away, right there, at the moment, at this time, this time, this one time, every day, every morning, good
    friend, good luck, the same time, same time, at the same time, what time, which time, any time, some time, that
    time, that day, same day, the same day, at that time, on that day, for that day, that date, what day, day of the
    week, what date, phone number, reference number, confirmation number, number of people, the number, both days, one
    day, two factor, second hand, time being, first time, the first leg, two of us, both of us, three of us, four of
    us, five of us, six of us, last chance, last thing, first thing, good time for you, mind if, do not mind, do not
    worry, ten out of ten, one more thing, one thing, not only, if not, or not, not to mention, i am good, i am fine,
    i am ok, i am okay, i am set, i am all set, all set, last one thing, last question, one question, one more
    question, a quick question, not in a rush, not picky, not particular, not fussy, other than that, nothing else, so
    far so good, a good, a great, a nice, second one thing, in case i have to cancel, in case i need to cancel, if i
    need to cancel, if i have to cancel, cancel later, cancellation policy, cancellation fee, cancelation policy,
    could cancel, need to cancel later, can not wait, go first, be first, come first, my first, first visit, first
    time here, too bad, yeah right, yeah whatever, yeah i know, yes i know, last time, week after next, with pleasure,
    with thanks, with that, with it, a wait, the wait, long wait, wait time, waiting time, waiting room`,
  yes: `
    yes, yeah, yea, yep, yup, yess, yes please, yeppers, yah, ye, ya, yas, yessir, sure, sure thing, for sure, of
    course, absolutely, definitely, certainly, affirmative, affirmitive, totally, by all means, indeed, agreed, agree,
    i agree, confirmed, confirm, i confirm, accept, accepted, correct, exactly, precisely, perfect, go ahead, go for
    it, proceed, please proceed, do it, do that, do so, do this, book it, book that, book this, book them, book me,
    book me in, book me for it, book me for that, book it please, book now, reserve it, reserve that, reserve me,
    schedule it, schedule that, schedule this, take it, take that, take this, grab it, add it, add that, save it, try
    that, try it, try this, lock it in, put me down, put me down for it, put me down for that, sign me up, count me
    in, make the booking, make the reservation, make the appointment, make it so, make it happen, go with it, go with
    that, go with this, like it, like that, like this, i like it, i like that, i like this, like that one, like this
    one, love it, want it, want that, want this, want that one, take that one, take this one, take the one, go with
    that one, book that one, that one, that is the one, that one please, sounds like a plan, sounds like it will work,
    positive, accurate, true, bet, sounds about right, uh huh, mm hmm, mhm, excellent, absolutely correct, i
    am fine with, i am good with, i am ok with, i am okay with, i am happy with, happy with that, fine with me, fine
    by me, good for me, ok with me, okay with me, you got it, got it right, you are right, spot on, deal, done deal,
    that is what i want, that is what i need, what i want, the right one, 👍, 👌, ✅, ✔, 🙏, 💯, 🆗, i will have it, i will
    have that, works great, that is a yes, a yes, be yes, a definite yes, good to go, a go, yes indeed, very well,
    roger, copy that, aye, valid, verified, approve, approved, yes that is it, the truth, can make it, can make that,
    can make this, can do that, can do it, works for me, yeap, yeh, yip, yea yea`,
  yes_at_end: `
    i do, i would, i will, it does, it is, that is, they do, it will, it was, please do, i am in, we are in`,
  ack: `
    ok, okay, okey, okie, k, kk, alright, all right, right, great, good, fine, cool, nice, awesome, amazing,
    wonderful, fantastic, lovely, brilliant, super, splendid, please, got it, i see, understood, sweet, looking good,
    good now, noted, 😊, 🙂, 😀, ideal, good time, y, see you then, see you there, sure why not, great thanks, perfecto`,
  no: `
    no, nope, nah, naw, no thanks, no thank you, no no, negative, noo, false, incorrect, invalid, wrong, untrue,
    not really, not now, not right now, not today, not anymore, no more, disagree, 👎, ❌, nay, no way, not that,
    not that one, not this one, not ok, not okay, not necessary, not at this time, no need, i am afraid not,
    do not think so, nevermind that, absolutely not, certainly not, definitely not, of course not, not at all,
    not so much, far from it, inaccurate, not accurate, i would rather not, would rather not, i would prefer not,
    never mind, nevermind, negatory, nein`,
  no_or_not: '',
  yes_or_if: '',
  not: `
    exclude, eliminate, block, uncheck, reject, decline, veto, kill, lose, clear, unbook, take away, no to, no for, nobody, no one wants, no one likes, no one can, not, n't, never, without, hardly, unable, can not, will not, do not, does not, not able to, rather not,
    unable to, no longer, stop, hate, remove, delete, drop, skip, scratch, erase, forget, forget about, cross off,
    cross out, strike, leave out, rule out, avoid, ignore, free up, release, give away, give up, throw out,
    discard, scratch off, get off, move away from, do not ever, nor, neither does, neither is`,
  refuse: `
    none, none of, neither, not interested, not any, nothing works, nothing suits, skip it, pass, pass on, i will pass,
    forget it, forget about it, give up, no go, not it, not the case, no dice, not going to work, do not bother,
    do not do that, do not do it, not what i want, not what i wanted, not what i said, rather not, prefer not,
    prefer not to, do not think so, do not believe so, do not really`,
  close: `
    that is all, that will be all, that would be all, that was all, i am done, that is everything,
    that is all i need, all i need, all i needed, that is all i needed, that is it for now, that is it for today,
    that is all for now, that was all for now, be all for now, do not need anything else, nothing else, that is it,
    that will do it, will be all`,
  bad: `
    is gone, busy, taken, booked up, occupied, too early, too late, too soon, too far, out of town, unavailable,
    no good for me, is out, does not suit, impossible, out of the question, conflict, conflicts, is a no go, no use,
    fully booked, on vacation, on holiday, abroad, off that day, not around, out of office, closed, no good,
    am traveling, will be traveling, am travelling, will be travelling, a bit early, a bit late, a little early,
    a little late, kind of early, kind of late, pretty early, pretty late, quite early, quite late, early for me,
    late for me, tough, hard, difficult, tricky, clashes, clash, inconvenient, a problem, problematic, awkward, bad,
    not possible, be away, am away, are away, not for me, not for us, terrible, horrible, awful, will be away, be out, will be out,
    be out of town`,
  works: `
    work, works, suit, suits, fit, fits, will do, would do, worked, workable, doable, suitable, works out, work out,
    will be ok`,
  sense: `
    is, be, looks, look, sounds, sound, seems, seem, would be, will be, should be, look like, looks like,
    sounds like, feels, being, looking, can be, to be, are`,
  adverb: `
    just, all, so, very, really, real, pretty, absolutely, perfectly, exactly, much, quite, also, completely,
    totally, entirely, definitely, super, most, perfectly well, rather, especially, to me, just about, still, indeed,
    well, certainly, even, as well, likely`,
  good: `
    good, great, fine, perfect, ok, okay, excellent, awesome, amazing, lovely, wonderful, fantastic, correct, right,
    accurate, ideal, nice, cool, best, better, brilliant, alright, all right, confirmed, affirmative, true, suitable,
    acceptable, splendid, super, convenient, preferable, good enough, valid, preferred, doable, yes, roght, corrct,
    agreeable, alrighty, it, gud, gr8, well, a go, what i want, what i need, exactly what i need, what i wanted,
    exactly what i want, perfectly fine, marvelous, terrific, nice and, excelent`,
  that: `
    that, this, it, those, these, everything, that one, this one, both, either of those, they, the information,
    that information, that time, this time, that slot, the above, all of that, all that, it all, that all, such`,
  hesitate: `
    maybe, perhaps, possibly not, not sure, not certain, unsure, let me think, let me check, let me see, let me look,
    need to think, have to think, think about it, thinking about it, think it over, need to check, have to check,
    will check, will think, get back to you, let you know, will let you, might, i might, do not know, dunno, idk,
    no idea, not a clue, no clue, have a clue, can not decide, make up my mind, can not say, hard to say, undecided,
    on the fence, depends, it depends, give me a minute, give me a second, give me a sec, give me a moment,
    just a moment, check my calendar, check my schedule, check with my, ask my wife, ask my husband, talk to my,
    not decided, have not decided, in two minds, later maybe, can i think, need a minute, need a moment,
    need more time, sleep on it, can not tell, probably not sure, wait and see, could be either,
    could be either of them, i guess so, unless, not yet, not completely sure, still thinking, still deciding,
    call you back, call back, probably, considering, leaning, tentatively, tentative, nvm, jk, just kidding, kidding,
    let me call, let me text, let me run, i have to call, have to call first, need to call, let me confirm, let me ask, let me see if, let me get back, let me talk, let me discuss, while i, thinking about,
    toss up, torn between, i have to check, i have to think, i have to ask, i have to see, i have to talk, i have to look, i have got to
    check, i have got to ask, i have got to think, got to check, got to ask, got to think, have to ask, need to ask`,
  cancel: `
    cancel, cancelled, canceled, cancels, canceling, cancelling, cancellation, cancellations, cancle, call off,
    call it off, calling off, scrap, get rid of, abandon, not need my, not require my, not need the, not require,
    no longer need, no longer want, do not need my reservation, not be needing, end the call, abort, withdraw, void,
    retract, rescind, not required anymore, take me off, do not need the appointment, undo, nix, stop it, stop that,
    please stop, not need it anymore, do not want it anymore, not need anymore, reservation anymore,
    appointment anymore, booking anymore, drop my, delete my, delete the, remove my, remove the, not needed,
    is not needed`,
  correct: `
    sorry, actually, i mean, i meant, meant, mean, make that, on second thought, on second thoughts, second thought,
    in second thought, rather, instead, or rather, correction, oops, changed my mind, change of mind, change my mind,
    my bad, my mistake, i misspoke, i messed up, sorry messed up, apologies, now that i think, better yet, no make, apologize`,
  retract: `
    wait, no wait, hold on, hang on, scratch that, strike that, forget that, hold up, oh wait, please wait`,
  choose: `
    want, wants, need, needs, drop by, drop in, skip to, do not forget, book, reserve, schedule, make, take, change, switch, move, set, put, give, prefer, choose,
    pick, select, like to, would like, would love, let us, go with, going with, get, do, try, have it, confirm, grab,
    hold, add, lock, opt, opt for, i say, change it, change that, moved, pls do, go for, please, rebook, put me, shoot
    for, happy to, aim for, request, leave, leaving, come, arrive, visit, how about, what about, maybe for,
    reschedule, should be, could do, can do, prefers, would rather, would rather have, i like, i fancy, i vote, i plan, i
    intend, i expect, be there, i have to be there, i have to change, i have to move, i have to reschedule, it has to be, it will have to be, it would have to be, drop it off, drop him off, drop her off, drop them off,
    drop the car off, drop my car off, that leaves, so that leaves, which leaves, that only leaves, which only leaves, leaves me with, leaves us with`,
  ask: `
    do you have, do you guys have, do you know, do you offer, do you take, do you accept, do you serve, do you think,
    do they, does it, does that, does this, is there, are there, is it, is that, are you, are they, what is,
    what are, what time, what was, what does, what do, what did, what kind, what type, how much, how long, how many,
    how far, how do, how does, how is, how would, how will, which one is, which one of, where is, where are,
    where do, where does, where will, when is, when does, when do, when will, can you tell, could you tell,
    would you tell, can you check, could you check, can you see, please see, see if, can you look, can you find out,
    can you confirm, could you confirm, can you repeat, could you repeat, say that again, say it again, repeat that,
    repeat yourself, let me know, tell me, tell us, i want to know, i would like to know, like to know, need to know,
    wondering, i wonder, may i ask, can i ask, can you give me the, could you give me the, can i have the address,
    can you send, could you send, can you provide, could you provide, can you explain, who is, who will, why is,
    why do, what if, any chance, is any, are any, anything available, anything free, anything open, any availability,
    any openings, did you, did i, have you, has it, can you say, could you say, can you ask, say once more,
    once more, happen to know, will there be, will it, will you, will that, would it be ok,
    would it be possible to know, check if, check whether, find out if, confirm if, was it, would that be, should i,
    do i need, do i have, am i, were you, can you show, show me, would that, would it, if they have, what would,
    what will, do any, does any, do either, does either, do those, do these, could you see, can you help me find,
    can you suggest, can you recommend, why not, any chance for, got anything, got any, have anything, have any,
    you got, any chance of`,
  ask_at_start: `
    does, did, had, what, when, where, which, who, whose, why, how, am, whats, wheres, isn't, anything`,
  ask_before_mention: `
    will, would, should, shall`,
  info: `
    price, prices, cost, costs, address, phone number, telephone number, contact number, email, e-mail, website,
    rating, ratings, location, directions, parking, travel time, arrival time, duration, reference number,
    confirmation number, id, postcode, zip code, zip, menu, fee, fees, charge, weather, price range, reviews,
    capacity, insurance, phone, fare, contact info, contact details`,
  request: `
    can i, can we, can you, could i, could we, could you, may i, may we, would you, will you please, might i, can it,
    could it, can he, can she, could he, can they, is it possible to, would it be possible to, is it possible for,
    any chance i could, any chance we could, would you be able to, are you able to, would you mind, is it ok if i,
    is it okay if i, is it alright if i, can u, do you think i could, do you think you could, do you mind,
    would it be ok to, would it be ok if, would it be possible, please can, can please`,
  elsewhere: `
    another day, another time, another date, another one, another slot, another option, other times, other time,
    other days, other day, other dates, other options, other option, other slots, other openings, other appointments,
    other availability, other flights, other buses, other events, any other, some other, more options, more times,
    more choices, anything else, something else, somewhere else, different day, different time, different date,
    different one, different slot, different, else, alternatives, alternative, something later, something earlier,
    something sooner, anything later, anything earlier, anything sooner, later time, earlier time, a later,
    an earlier, later date, earlier date, later in the day, earlier in the day, later on, bit later, little later,
    bit earlier, little earlier, other ones, sooner, later than that, earlier than that, much earlier, much later,
    even later, even earlier, other than these, other than those, other than that one, options later, later options,
    another appointment, another opening, some more, any more, more events, more flights, more buses,
    what else is there, what else do you have, what else is available, what else have you, what else is going,
    what else could, what else can, the week after, week after, the following week, following week, the month after,
    the day after that, the next day`,
  other: `
    other, others`,
  any: `
    any of the, either of the, all of the, any of those, any of them, any of these, any one, any, anyone, anything is fine, anything works, whichever,
    whatever, either, either one, either of those, either of them, either works, both work, both are fine, all work,
    all of them, no preference, does not matter, do not care, do not mind, up to you, you choose, you pick,
    you decide, surprise me, all good, any slot, any option, whatever works, both of those, both of them`,
  other_one: `
    the other one, the other, other one, the other slot, the other option, the other time, the other appointment`,
  except: `
    anything but, any but, any day but, anything except, any except, any day except, all but, except, except for,
    excluding, other than, apart from, anything other than, instead of, rather than, everything but, any time but,
    any one but, anyone but, besides, anytime but, any time except, anytime except, anyone except,
    any one except`,
  but: `
    but, however, although, though, yet, except that, unless`,
  and: `
    and, &, plus, then, because, cause, since, so that, bc, cuz, coz, cos, while, whereas, also`,
  or: `
    or`,
  occupied: `
    wants me, needs me, want me, need me, asked me, asks me, expects me, expect me, makes me, made me, make me work,
    i am having, we are having, i was told, we were told, i drop, we drop, i gave, i moved my, i rescheduled my, i switched my, let him, let her, let them, let someone, let somebody, you close,
    you guys close, you open, you guys open, take off, taking off, tell my, tell him, tell her, tell them, her appointment is, his appointment is, their
    appointment is, our appointment is, i have a, i have an, i have another, i have to, i have my, i have work, i got a, i have got a,
    we have a, we have an, i work, i am working, i get off, i get out, i finish, i start, my flight, my meeting, my
    shift, my train, my class, my kids, my bus, i have class, i have school, i have something, i have plans, got
    plans, i have got to, i am meeting, i pick up, i had a, i had an, i booked, i have booked, my appointment is, my
    appointment was, already have, already booked, already made, already scheduled, already got, call me, text me,
    remind me, closes at, close at, opens at, open at, opened at, i was born, born, i will be late, running late, i
    thought, we thought, i came, i come, i called, i tried, i asked, you said, you told, you booked, you offered, you
    had, you gave, i used to, i could have, i liked, i loved, has an appointment, has a, have an appointment, my last,
    last time i, talk to you, speak to you, ask me, send me, text, message me, let me say, get out of, get off, was
    sick, called you, tried calling, i went, i missed, i remember, remember when, i would if, would if, i wish i, we
    wish we, i see my, tell, send, is when i get, is when i go, is when i work, is when my, wants to see me, needs to see me, has to see me, at work, on call, on duty, on shift, at school, get back, get paid, move house,
    pick up my, picking up my, dropping off my, picking up the kids, dropping off the kids, leaving for, leaving town, would rather talk, will be back, am back`,
  past: `
    was, were, would have, could have, have been, had been, passed, used to, would have been, could have been`,
  arranged: `
    changed, scheduled, rescheduled, booked, gave, gives, offered, assigned, called, pushed, shifted, postponed, made, makes,
    arranged, switched, bumped, transferred, invited, planned`,
  reported: `
    has, picks, chooses, thinks, chose, picked, selected, took, wanted, preferred, grabbed, comes, lands, finishes, ends, suggested, recommended, said, says, told me,
    asked for, went with, mentioned, proposed, ended up with`,
  condition: `
    if, in case, assuming, provided, as long as, otherwise, only if, only work if, only works if, only work when, only works when, once i, once we, once my, pending, subject to`,
  zone: `
    est, edt, cst, cdt, mst, mdt, pst, pdt, utc, gmt, pacific, pacific time, central time, mountain time, my time,
    cet, bst`,
  free: `
    free, available, open, availability, able`,
  self: `
    i, we`,
};

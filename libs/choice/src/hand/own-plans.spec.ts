import { describe, expect, test } from '@jest/globals';
import { extractChoice } from '../index.js';
import { read, rows, slot, type Circumstances, type ListName } from '../testing/hand-table.js';

const context = {
  timeZone: 'America/New_York',
  now: '2025-11-24T10:00:00-05:00',
  channel: 'sms',
  asked: 'slot',
} as const;

function reads(list: ListName, lines: string, circumstances?: Circumstances): void {
  test.each(rows(lines))('"%s" reads as %s', (text, expected) => {
    expect(read(list, text, circumstances)).toBe(expected);
  });
}

function chooseNothing(list: ListName, lines: string, circumstances?: Circumstances): void {
  const texts = lines
    .trim()
    .split('\n')
    .map((line) => line.trim());
  test.each(texts)('"%s" chooses nothing', (text) => {
    expect(read(list, text, circumstances)).not.toMatch(/^\d/);
  });
}

describe('1) Tue 10:00 2) Tue 14:00 3) Thu 9:30 4) Fri 16:15: where the customer is or what they do that day is no choice of it', () => {
  chooseNothing(
    'week',
    `
    I'm in court on Thursday
    I'm flying out on Friday
    I'm at work Thursday
    we're flying to Denver Thursday
    I'm getting married Friday
    I'll be in Boston on Thursday
    Friday I'm in Boston
    I'm driving to my parents on Friday
    I have to be at the office on Friday at 4:15
    I need to be at school Thursday at 9:30
    I'm on call Friday
    I get back Friday
    I get paid Friday
    we move house on Friday
    I'm doing a course on Thursday
    I can pay you on Friday
    I'll call you on Friday
    I'll know more Friday
    I'll pick up my meds Thursday
    I'd rather talk on Thursday
    I'm leaving for Spain Friday
    it broke on Friday
    my friend had the Thursday one and hated it
    Thursday would be better but I can't
    Thursday is great for my husband but not for me
    Thursdays my babysitter is off
    we shall send the papers by Thursday
    Friday would only work if you could come to us
    Thursday would be great but I'm busy
    Thursday looks nice but I'm out of town
    se me cayó la corona el jueves
    les deposito el viernes
    ando en Monterrey el viernes
    I see my surgeon on Thursday
    please send the invoice for Thursday
    tell him happy birthday on Friday
    Friday is when I get paid
    el jueves curro
    curro el jueves
    el jueves me examino
    el jueves ni hablar
    el viernes es cuando cobro
    picking up my sister from the airport Friday
    rent is due on Friday
    I guess Friday but let me call my wife first
    el viernes me entregan el carro
    el viernes operan a mi papá
    mi jefe no me da permiso el viernes
    estoy en Bogotá el jueves
    el jueves estoy en la oficina
    me caso el viernes
    el viernes viajo
    les pago el viernes
    el viernes me pagan
    vuelvo el viernes
    voy a la escuela el jueves
    el jueves voy al médico
    el jueves llevo a mi hijo al colegio
    el viernes es feriado
    el jueves cumple años mi hija
    desde el jueves me duele la muela
    el viernes una vez que hable con mi esposa
    `,
  );
  chooseNothing(
    'week',
    `
    can I pay on Friday?
    can I tell you Friday?
    `,
  );
  reads(
    'week',
    `
    I'm interested in Friday => 4
    I'm hoping for Friday => 4
    I can manage Thursday => 3
    I can bring him in Friday => 4
    I'll pop in on Friday => 4
    I'm thinking Thursday => 3
    I'm in! Friday please => 4
    I'll be there Friday => 4
    I'm coming Friday => 4
    can you squeeze me in on Friday? => 4
    can I bring him Friday? => 4
    I'm in court on Thursday. Friday please => 4
    I'm flying out Thursday but Friday works => 4
    the Friday one, I'm flying out that night => 4
    it suits me on Friday => 4
    Friday for my daughter please => 4
    Friday with my son => 4
    I can drop it off Friday => 4
    we're driving out Thursday so it has to be Friday => 4
    Friday would work if you could => 4
    Friday if you could squeeze me in => 4
    Tuesday at 2 is not for me. Friday please => 4
    the early one on Tuesday => 1
    the late one on Tuesday => 2
    se me facilita el viernes => 4
    les agradezco el viernes => 4
    para mi hijo el viernes => 4
    el viernes mismo => 4
    el viernes amigo => 4
    how bout Friday => 4
    hoping for Friday => 4
    cleaning on Friday please => 4
    el viernes joven => 4
    el viernes me sirve => 4
    my surgeon wants to see me Thursday so it'd have to be Friday => 4
    sorry for the late reply, Friday => 4
    I'd love Friday but I can't, so Thursday => 3
    voy el viernes => 4
    el viernes voy seguro => 4
    estoy libre el viernes => 4
    el viernes voy a la de las 4:15 => 4
    `,
  );
});

describe('1) Tue 10:00 2) Tue 14:00 3) Thu 9:30 4) Fri 16:15: what follows "so" is the choice, what stands before it the reason', () => {
  reads(
    'week',
    `
    she has soccer on Tuesday so Friday => 4
    I work till 9 on Thursday so Friday please => 4
    I can't do Tuesday or Thursday so that leaves Friday => 4
    not Tuesday so I guess Thursday => 3
    my boss wants me in on Friday so Thursday it is => 3
    I always see him Fridays so 9:30 on Thursday => 3
    mi hijo sale de la escuela a las 2 el martes así que el viernes => 4
    no puedo el martes entonces el viernes => 4
    mi esposo trabaja el jueves así que el viernes => 4
    `,
  );
  chooseNothing(
    'week',
    `
    she has soccer on Tuesday so Thursday is piano
    my son has school at 9:30 so Thursday is when my wife takes the car
    I get my results Thursday so Friday I'll know more
    my shift ends at 4:15 so Friday is tight
    I've a flight Friday so Thursday I pack
    I can't do Tuesday so Friday is out too
    my sister can't do Tuesday so she took Friday
    I have work Friday so I work Thursday too
    Friday is so busy
    is Tuesday gone, so Friday is the next one?
    `,
  );
});

describe('1) Tue 10:00 2) Tue 14:00 3) Thu 9:30 4) Fri 16:15: the better of two that were both named is the choice', () => {
  reads(
    'week',
    `
    Thursday works but Friday is better => 4
    Thursday is possible but Friday would be best => 4
    I could do Thursday but Friday at 4:15 is better => 4
    `,
  );
  chooseNothing('week', 'Thursday works but would Friday be better for you?');
});

describe('1) Tue 10:00 2) Tue 14:00 3) Thu 9:30 4) Fri 16:15: a week later, and another Tuesday than the one on the list', () => {
  reads(
    'week',
    `
    Tuesday week => counter
    Friday week please => counter
    a week tomorrow => counter
    de hoy en ocho => counter
    Friday this week => 4
    `,
  );
});

describe('1) Tue 10:00 2) Tue 14:00 3) Thu 9:30 4) Fri 16:15: a day in an address and digits read out are no choice', () => {
  chooseNothing(
    'week',
    `
    it's Dana from 10 Friday Lane
    we're on 4th Avenue
    I'm on 3rd street
    the room on the 4th floor
    I live at 25 Thursday Road
    `,
  );
  chooseNothing(
    'afternoon',
    `
    my number is five five five two one six two
    five five five three
    two one two five five five
    mi teléfono es tres uno cero dos cinco ocho
    `,
    { channel: 'voice' },
  );
  reads('week', 'the third one, I live on 5th Avenue => 3');
  reads('afternoon', 'two thirty => 2\nthree => 3', { channel: 'voice' });
});

describe('1) Tue 14:00, proposed: an agreement with an exception, or before somebody was asked, is none', () => {
  chooseNothing(
    'one',
    `
    Perfect! Except I need it at 3
    yes apart from the time
    sounds good apart from the time
    yes once I've asked my wife
    yes, pending my boss
    that would be ideal but I have to check my calendar
    that would be great but I've got to ask my boss
    `,
    { asked: { confirm: 0 } },
  );
  reads(
    'one',
    `
    sure, will there be a wait? => 1
    yes => 1
    `,
    { asked: { confirm: 0 } },
  );
});

describe('1) Tue 9:30 Ana Ruiz 2) Tue 10:00 Maya Chen 3) Wed 9:30 Maya Chen: who did it last time is a story', () => {
  chooseNothing(
    'people',
    `
    Ana cut it too short last time
    Ana hurt me last time
    Ana messed up my fade on Tuesday
    Ana me cortó fatal la última vez
    `,
  );
  reads(
    'people',
    `
    Ana, like last time => 1
    Ana please => 1
    Ana on Tuesday => 1
    Ana works => 1
    with Ana as last time please => 1
    con Ana como la última vez => 1
    `,
  );
});

describe('a number that may be an hour or a place, refused beside another', () => {
  const list = [slot(1, '2025-11-25T14:00'), slot(2, '2025-11-25T15:00'), slot(3, '2025-11-25T16:00')];
  test.each(['not 2, 3', '3 not 2', 'not 3, 2'])('1) 2:00 PM 2) 3:00 PM 3) 4:00 PM: "%s" is asked back', (text) => {
    expect(extractChoice(text, list, context).kind).toBe('ambiguous');
  });
  test.each(['not 2, 3', '3, not 2', 'not 2pm, 3pm'])('1) 2:00 PM 2) 3:00 PM: "%s" is three o’clock', (text) => {
    expect(extractChoice(text, list.slice(0, 2), context)).toMatchObject({ kind: 'selected', index: 1 });
  });
});

describe('1) Tue 10:00 2) Tue 14:00 3) Thu 9:30 4) Fri 16:15: an hour that it must not be before', () => {
  chooseNothing(
    'week',
    `
    I can do Thursday but not before 10
    Thursday, not before 10
    Thursday but not until 11
    `,
  );
  reads(
    'week',
    `
    Friday but not before 4 => 4
    Tuesday but not before 11 => 2
    Thursday, not before 9 => 3
    Tuesday, not after 11 => 1
    `,
  );
});

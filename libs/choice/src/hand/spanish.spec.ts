import { describe, expect, test } from '@jest/globals';
import { read, rows, type Circumstances, type ListName } from '../testing/hand-table.js';

const reads = (list: ListName, lines: string, circumstances: Circumstances = {}): void => {
  test.each(rows(lines))(`de "${list}": "%s" is %s`, (text, expected) => {
    expect(read(list, text, circumstances)).toBe(expected);
  });
};

describe('en español, por número o lugar', () => {
  reads(
    'week',
    `
    la 1 => 1
    la dos => 2
    el 3 por favor => 3
    la tres => 3
    opción 4 => 4
    opción dos por favor => 2
    número 3 => 3
    quiero la opción 3 => 3
    la primera => 1
    la primera por favor => 1
    el primero => 1
    prefiero la segunda => 2
    la segunda opción => 2
    la tercera me sirve => 3
    la última => 4
    la penúltima => 3
    el último horario => 4
    me quedo con la cuarta => 4
    la 2da => 2
    3ra opción => 3
    la 1 o la 3 => ambiguous
    la primera o la segunda => ambiguous
    opción 9 => none
    la quinta => none
    no la primera, la segunda => 2
    la 2, perdón, la 3 => 3
    la primera no, mejor la tercera => 3
    en realidad la primera => 1
    `,
  );
});

describe('en español, por la hora', () => {
  reads(
    'afternoon',
    `
    a las 2 => 1
    a las dos => 1
    las dos y media => 2
    a las 2 y media => 2
    dos y media por favor => 2
    a las tres => 3
    a las 3 de la tarde => 3
    a las 15 => 3
    15:00 => 3
    a las 15 horas => 3
    las 14:30 => 2
    2:30 está bien => 2
    la de las 2:30 => 2
    la de las dos y media => 2
    el de las 3 => 3
    a las tres en punto => 3
    mejor a las 3 => 3
    a las 3 mejor => 3
    me viene bien a las 3 => 3
    puedo a las 3 => 3
    ¿puedo a las 3? => 3
    ¿puede ser a las 3? => 3
    resérvame a las 3 por favor => 3
    quisiera la de las 3 => 3
    apúntame a las 2:30 => 2
    sí, a las 3 => 3
    claro, a las dos y media => 2
    a las 2 no puedo, a las 3 sí => 3
    no a las 2, a las 3 => 3
    no puedo a las 2 pero sí a las 3 => 3
    a las 2, digo, a las 3 => 3
    a las 2 o a las 3 => ambiguous
    a las 3 de la mañana => counter
    a las cuatro => counter
    a las cuatro menos cuarto => counter
    a las tres menos cuarto => counter
    ¿tienen algo a las 5? => counter
    ¿hay algo más tarde? => counter
    ¿la de las 2 sigue libre? => question
    ¿está disponible a las 2? => question
    ¿cuánto dura la de las 2? => question
    no puedo a las 2 => declined
    a las 2 no => declined
    cancela mi cita de las 2 => cancelling
    tengo una reunión a las 2 => none
    salgo del trabajo a las 3 => none
    mi amiga eligió a las 3 => none
    quizás a las 3 => hesitating
    a las 3, pero déjame ver => hesitating
    después de las 2:30 => ambiguous
    antes de las 2 => ambiguous
    somos 3 => none
    llego en 3 minutos => none
    `,
  );
  reads(
    'week',
    `
    a las diez => 1
    las diez de la mañana => 1
    a las nueve y media => 3
    a las cuatro y cuarto => 4
    a las cuatro y quince => 4
    cuatro y cuarto => 4
    cuarto para las diez => counter
    a las diez y cuarto => counter
    `,
  );
  reads(
    'mixed',
    `
    a las dos menos cuarto => 3
    cuarto para las dos => 3
    un cuarto para las dos => 3
    quince para las dos => 3
    a la una y cuarenta y cinco => 3
    a la una cuarenta y cinco => 3
    a la una => counter
    `,
  );
});

describe('en español, por el día', () => {
  reads(
    'week',
    `
    el jueves => 3
    jueves => 3
    el juevez por favor => 3
    el viernes por la tarde => 4
    el viernes por la mañana => counter
    el martes => ambiguous
    el martes por la tarde => 2
    el martes en la mañana => 1
    mañana => ambiguous
    mañana a las 10 => 1
    mañana por la mañana => 1
    manana por la tarde => 2
    mañana en la tarde porfa => 2
    pasado mañana => counter
    en tres días => 3
    dentro de 3 días => 3
    el 27 => 3
    el día 27 => 3
    el 27 de noviembre => 3
    jueves 27 => 3
    el jueves 27 de noviembre a las 9:30 => 3
    27/11 => 3
    viernes 29 => counter
    el próximo viernes => ambiguous
    el viernes que viene => ambiguous
    el viernes de la próxima semana => counter
    la próxima semana => counter
    ¿tienen algo el miércoles? => counter
    otro día => counter
    más tarde => counter
    no puedo el martes => declined
    no puedo el martes, el jueves sí => 3
    el martes no puedo, mejor el viernes => 4
    el martes no, el jueves => 3
    cualquiera menos el martes => ambiguous
    cualquier día menos martes y jueves => 4
    el jueves me viene perfecto => 3
    Miercoles o jueves => counter
    jueves o viernes => ambiguous
    `,
  );
  reads(
    'two',
    `
    pasado mañana => 2
    mañana => 1
    cualquiera menos el martes => 2
    la de mañana => 1
    la de la mañana => 2
    la más temprana => 1
    la más tarde => 2
    la de más tarde => 2
    lo antes posible => 1
    la otra => ambiguous
    no la primera, la otra => 2
    cualquiera => ambiguous
    me da igual => ambiguous
    ninguna me sirve => declined
    ambas me sirven => ambiguous
    `,
  );
});

describe('en español, sí, no y lo demás', () => {
  reads(
    'one',
    `
    sí => 1
    si => 1
    Sí, por favor => 1
    si por favor => 1
    sii porfa => 1
    claro => 1
    claro que sí => 1
    vale => 1
    de acuerdo => 1
    perfecto => 1
    está bien => 1
    me parece bien => 1
    ok gracias => 1
    dale => 1
    me sirve => 1
    me viene bien => 1
    resérvala => 1
    confirmo => 1
    adelante => 1
    sí, ¿cuál es la dirección? => 1
    👍 => 1
    no => declined
    no gracias => declined
    no, gracias => declined
    no puedo => declined
    no me sirve => declined
    gracias => none
    sí pero déjame consultar => hesitating
    no sé => hesitating
    tal vez => hesitating
    déjame ver => hesitating
    no estoy segura => hesitating
    si está libre => none
    si puedo salir antes => hesitating
    ¿cuánto cuesta? => question
    ¿dónde queda? => question
    quiero cancelar => cancelling
    sí, a las 5 => counter
    no, mejor otro día => counter
    `,
  );
  reads(
    'two',
    `
    sí => ambiguous
    vale => ambiguous
    no, ninguna => declined
    `,
  );
  reads('two', 'sí => unasked\nla segunda => unasked\nopción 2 => 2', { asked: 'other' });
  reads('two', 'sí => 2\nno => declined\nno, a las dos => 1\nla otra => 1\nsí, a las dos => ambiguous', {
    asked: { confirm: 1 },
  });
});

describe('en español, por teléfono', () => {
  reads(
    'afternoon',
    `
    eh sí a las dos y media por favor => 2
    este la de las tres está bien => 3
    alas tres => 3
    a la tres => 3
    este mmm pues a las dos => 1
    la primera por favor gracias => 1
    no espera a las tres => 3
    `,
    { channel: 'voice' },
  );
});

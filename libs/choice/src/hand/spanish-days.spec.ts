import { describe, expect, test } from '@jest/globals';
import { read, rows, type Circumstances, type ListName } from '../testing/hand-table.js';

const reads = (list: ListName, lines: string, circumstances: Circumstances = {}): void => {
  test.each(rows(lines))(`de "${list}": "%s" is %s`, (text, expected) => {
    expect(read(list, text, circumstances)).toBe(expected);
  });
};

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

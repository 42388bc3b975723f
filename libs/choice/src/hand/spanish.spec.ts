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

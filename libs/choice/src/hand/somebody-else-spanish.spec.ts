import { describe, expect, test } from '@jest/globals';
import { read, type ListName } from '../testing/hand-table.js';

// Somebody else's choice, somebody else's day, and what is to be taken off the list name a slot and choose none.
const chooseNothing = (list: ListName, lines: string): void => {
  test.each(
    lines
      .trim()
      .split('\n')
      .map((line) => line.trim()),
  )(`of "${list}": "%s" books nothing`, (text) => {
    expect(read(list, text)).not.toMatch(/^\d/);
  });
};
describe('Spanish: what others chose, arranged or do with their day books nothing', () => {
  chooseNothing(
    'week',
    `
    la aerolínea movió mi vuelo al viernes
    mi suegra llega el viernes
    el técnico viene el viernes
    nos vamos de viaje el viernes
    me operan el viernes
    mi entrevista es el viernes
    la entrevista quedó para el viernes
    ella va el viernes
    mi jefe quiere que vaya el viernes
    me cambiaron el examen al viernes
    me movieron el examen al viernes
    movieron mi examen para el viernes
    cambiaron la junta al viernes
    pasaron mi vuelo al viernes
    mi jefe me puso el viernes
    mi jefa me pidió ir el viernes
    mi amiga eligió el viernes
    mi esposa escogió el viernes
    mi hermana reservó el viernes
    mi hijo tiene examen el viernes
    mi mamá llega el viernes
    mi mamá viene el viernes
    mi hermano se casa el viernes
    el plomero viene el viernes
    me toca trabajar el viernes
    el examen es el viernes
    mi vuelo es el viernes
    la boda es el viernes
    mi jefe quiere verme el viernes
    ella quiere el viernes libre
    quiero el viernes libre
    ellos prefieren que trabaje el viernes
    alguien más tomó el viernes
    otra persona agarró el viernes
    le dieron el viernes a mi hermana
    mi jefe me pidió trabajar el viernes
    mi hermano llega el viernes
    mis papás vienen el viernes
    los niños salen el viernes
    ella trabaja el viernes
    mi esposa trabaja el viernes
    él viene el viernes
    mi papá viene el viernes
    la escuela cambió el examen al viernes
    el doctor dijo el viernes
    me dieron cita en otro lado el viernes
    me citaron en la corte el viernes
    tengo examen el viernes
    hay junta el viernes
    la fiesta es el viernes
    nuestra boda es el viernes
    su vuelo sale el viernes
    no me pongas el viernes
    mi amigo tomó el viernes
    mi amiga se quedó con el viernes
    alguien agarró el viernes
    van a cambiar mi examen al viernes
    cambió mi vuelo al viernes
    se cambió mi vuelo al viernes
    mi hija tiene clase el viernes
    `,
  );
  chooseNothing(
    'afternoon',
    `
    mi amiga escogió la segunda
    mi jefe quiere que esté a las 3
    me pusieron una junta a las 3
    me cambiaron la clase a las 3
    mi mamá llega a las 3
    la junta es a las 3
    la clase empieza a las 3
    el partido empieza a las 3
    mi turno empieza a las 3
    alguien tomó las 3
    ellos eligieron la 3
    él escogió la segunda
    nadie quiere las 3
    mi esposa no quiere las 3
    mi esposa dice que no a las 3
    salgo del trabajo a las 3
    `,
  );
});

describe('Spanish: what is to be taken off the list books nothing', () => {
  chooseNothing(
    'week',
    `
    excluye el viernes
    rechaza el viernes
    suprime el viernes
    bloquea el viernes
    quita el viernes
    elimina el viernes
    borra el viernes
    saca el viernes
    descarta el viernes
    olvida el viernes
    olvídate del viernes
    no cuentes con el viernes
    deja el viernes para otra persona
    por favor quita el viernes
    puedes quitar el viernes
    `,
  );
  chooseNothing(
    'afternoon',
    `
    quita la opción 2
    elimina la segunda
    borra las 3
    descarta la primera
    `,
  );
});

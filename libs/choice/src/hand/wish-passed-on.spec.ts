import { describe, expect, test } from '@jest/globals';
import { read, rows, type ListName } from '../testing/hand-table.js';

// They name somebody else too, or something to leave out, but say what the customer wants: the counterparts of somebody-else.
const choose = (list: ListName, lines: string): void => {
  test.each(rows(lines))(`of "${list}": "%s" books %s`, (text, expected) => {
    expect(read(list, text)).toBe(expected);
  });
};

describe('English: a wish that somebody else has, allows or passes on books its slot', () => {
  choose(
    'week',
    `
    can I get friday => 4
    I got friday => 4
    they work for me, friday please => 4
    your friday opening works => 4
    it needs to be friday => 4
    my hubby needs friday => 4
    someone told me you're great, friday please => 4
    forget the others, friday => 4
    that's clear, friday => 4
    drop thursday and give me friday => 4
    decline thursday, friday works => 4
    could you clear thursday and book friday => 4
    I'm set for friday => 4
    my boss is fine with friday => 4
    move me to friday => 4
    my boss says friday is fine => 4
    my husband can do friday => 4
    my wife prefers friday => 4
    my boss lets me go friday => 4
    move my appointment to friday => 4
    move it to friday => 4
    change me to friday => 4
    switch to friday => 4
    put me down for friday => 4
    put my daughter down for friday => 4
    book my son in for friday => 4
    my son will take friday => 4
    they said friday works => 4
    my exam got moved, friday works now => 4
    remove thursday, friday please => 4
    drop the others, friday is good => 4
    forget thursday, I'll take friday => 4
    scratch that, friday => 4
    we want friday => 4
    we'd like friday => 4
    my mom would like friday => 4
    my mother wants friday => 4
    she would like friday => 4
    she wants friday => 4
    my daughter needs friday => 4
    friday is fine with my wife => 4
    friday works for my husband too => 4
    my husband says take friday => 4
    my wife says to book friday => 4
    I chose friday => 4
    we picked friday => 4
    the friday one => 4
    let me take friday => 4
    the appointment on friday => 4
    the friday appointment works => 4
    friday is the one => 4
    friday is my favorite => 4
    friday is my best day => 4
    friday is the best for me => 4
    my best day is friday => 4
    my preference is friday => 4
    our choice is friday => 4
    friday suits my husband => 4
    my husband would prefer friday => 4
    my husband can make friday => 4
    my daughter would like the friday appointment => 4
    he would like friday please => 4
    she'll take friday => 4
    they want the friday slot => 4
    can she have friday? => 4
    can my daughter come friday? => 4
    could he get friday? => 4
    can you move me to friday => 4
    could you move it to friday please => 4
    please change my appointment to friday => 4
    please put me in friday => 4
    book me friday => 4
    we can come friday => 4
    we'll take friday => 4
    I moved things around so friday is fine => 4
    I changed my mind, friday please => 4
    my wife said friday is good => 4
    my mom says friday works for her => 4
    he said friday is fine => 4
    she says friday is great => 4
    my friend recommended you, friday please => 4
    don't forget to book me friday => 4
    give me friday => 4
    I can drop in friday => 4
    `,
  );
  choose(
    'afternoon',
    `
    my wife says 3pm works => 3
    skip the first one, 3pm please => 3
    he wants 3pm => 3
    she prefers the last one => 3
    my wife thinks 3pm works => 3
    put him down for 3pm => 3
    put them down for 3pm => 3
    move us to 3pm => 3
    bump me to 3pm => 3
    we moved, but 3pm works => 3
    the 3pm works for my boss => 3
    my boss is ok with 3pm => 3
    let's do 3pm => 3
    the kids would like 3pm => 3
    I got it, 3pm => 3
    got it, 3pm please => 3
    come at 3pm => 3
    I'll come at 3pm => 3
    we could come at 3pm => 3
    could my mom come at 3pm => 3
    go with 3pm => 3
    I'd go with 3pm => 3
    forget it, 3pm => 3
    not 2, 3pm => 3
    `,
  );
});

describe('Spanish: a wish that somebody else has, allows or passes on books its slot', () => {
  choose(
    'week',
    `
    mi jefe dice que el viernes está bien => 4
    a mi jefe le parece bien el viernes => 4
    mi esposa prefiere el viernes => 4
    mi esposa dice que el viernes le viene bien => 4
    mi mamá quiere el viernes => 4
    cámbiame al viernes => 4
    páseme al viernes => 4
    mueva mi cita al viernes => 4
    cambie mi cita al viernes => 4
    quiero ir el viernes => 4
    prefiero que sea el viernes => 4
    quiero que me atiendan el viernes => 4
    mi hija puede el viernes => 4
    queremos el viernes => 4
    me quedo con el viernes => 4
    elegí el viernes => 4
    quita el jueves, mejor el viernes => 4
    olvida el jueves, quiero el viernes => 4
    el viernes está bien con mi jefe => 4
    ella prefiere el viernes => 4
    mi mamá prefiere el viernes => 4
    mi hijo necesita el viernes => 4
    mi esposo puede el viernes => 4
    a mi esposa le queda bien el viernes => 4
    mi esposa dice que el viernes está perfecto => 4
    puede cambiarme al viernes => 4
    me puede poner el viernes => 4
    ponme el viernes por favor => 4
    quisiera cambiar mi cita al viernes => 4
    el viernes estoy libre => 4
    tengo libre el viernes => 4
    el viernes es mejor => 4
    mi preferencia es el viernes => 4
    mi día libre es el viernes => 4
    saca una cita para el viernes => 4
    el viernes me viene bien => 4
    mejor el viernes => 4
    el viernes le queda bien a mi esposa => 4
    `,
  );
  choose(
    'afternoon',
    `
    mi esposa quiere las 3 => 3
    ella quiere la de las 3 => 3
    quita la primera, quiero la de las 3 => 3
    páseme a las 3 => 3
    muévame a las 3 => 3
    a las 3 me queda bien => 3
    mi esposa dice que a las 3 está bien => 3
    mi esposa dice que las 3 está bien => 3
    `,
  );
});

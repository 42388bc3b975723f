import { spanishCues } from './es-cues.js';
import type { Language, PartWord, Superlative } from './language.js';
import { hours, list, pairs, valued, valuedPhrases } from './table.js';

/** Spanish: the words; how they are read is in `mentions/` and `reading/`. Accents are folded, save in `contractions`. */
export const spanish: Language = {
  contractions: pairs(`
    sí = claro, sip = claro, sii = claro, siii = claro, al = a el, del = de el, alas = a las, pa = para, x = por, xfa
    = por favor, xfavor = por favor, porfa = por favor, porfis = por favor, porfavor = por favor, pf = por favor, q =
    que, k = que, ke = que, xq = porque, pq = porque, tmb = tambien, tb = tambien, tbn = tambien, noo = no, tomó =
    eligió, agarró = eligió, reservó = eligió, apartó = eligió, grax = gracias, grcs = gracias, okey = ok, vdd =
    verdad, mñn = mañana, mñna = mañana, sta = esta`),
  numbers: valued(`
    cero = 0, un una uno = 1, dos = 2, tres = 3, cuatro = 4, cinco = 5, seis = 6, siete = 7, ocho = 8, nueve = 9,
    diez = 10, once = 11, doce = 12, trece = 13, catorce = 14, quince = 15, dieciséis = 16, diecisiete = 17,
    dieciocho = 18, diecinueve = 19, veinte = 20, veintiuno veintiún = 21, veintidós = 22, veintitrés = 23,
    veinticuatro = 24, veinticinco = 25, veintiséis = 26, veintisiete = 27, veintiocho = 28, veintinueve = 29,
    treinta = 30, cuarenta = 40, cincuenta = 50, sesenta = 60, setenta = 70, ochenta = 80, noventa = 90`),
  ordinals: valued(`
    primero primera primer 1ero = 1, segundo segunda = 2, tercero tercera tercer = 3, cuarto cuarta = 4,
    quinto quinta = 5, sexto sexta = 6, séptimo séptima = 7, octavo octava = 8, noveno novena = 9, décimo décima = 10`),
  ordinalSuffixes: list('o, a, ro, ra, er, era, ero, do, da, to, ta'),
  weekdays: valued(`
    lunes lun lunez = 1, martes mart martez = 2, miércoles mierc mie mier miercolez = 3,
    jueves jue juev jeves juevez = 4, viernes vie vier biernes viernez = 5, sábado sab sabados = 6,
    domingo dom domingos = 7`),
  months: valued(`
    enero ene = 1, febrero feb = 2, marzo = 3, abril abr = 4, mayo = 5, junio jun = 6, julio jul = 7,
    agosto ago = 8, septiembre setiembre sep sept = 9, octubre oct = 10, noviembre nov = 11, diciembre dic = 12`),
  doubtfulDates: [],
  forgiven: list(`
    lunes, martes, miércoles, jueves, viernes, sábado, domingo, enero, febrero, marzo, abril, agosto, septiembre,
    octubre, noviembre, diciembre`),
  relativeDays: valuedPhrases(`
    hoy = 0, hoy mismo = 0, esta mañana = 0, esta tarde = 0, esta noche = 0, mañana = 1, mañana mismo = 1, pasado
    mañana = 2, el día de mañana = 1, pasado = 2, al día siguiente = 1, ayer = -1, de hoy en ocho = 7, de hoy en quince = 14`),
  fromEnd: valuedPhrases(
    'último = -1, última = -1, penúltimo = -2, penúltima = -2, antepenúltimo = -3, antepenúltima = -3',
  ),
  stretches: pairs(`
    esta semana = week 0, semana que viene = week 1, la semana que viene = week 1, próxima semana = week 1, la próxima
    semana = week 1, semana próxima = week 1, la semana próxima = week 1, semana siguiente = week 1, la semana
    siguiente = week 1, semana que entra = week 1, la semana que entra = week 1, semana pasada = week -1, la semana
    pasada = week -1, fin de semana = weekend 0, el fin de semana = weekend 0, este fin de semana = weekend 0, finde =
    weekend 0, el finde = weekend 0, este finde = weekend 0, próximo fin de semana = weekend 1, fin de semana que
    viene = weekend 1, el fin de semana que viene = weekend 1, este mes = month 0, próximo mes = month 1, el próximo
    mes = month 1, mes que viene = month 1, el mes que viene = month 1`),
  nextBehind: list('que viene, que entra, próximo, siguiente'),
  superlatives: pairs(`
    más tardía = latest, más tardío = latest, la más tarde = latest, el más tarde = latest, la de más tarde = latest,
    el de más tarde = latest, lo más tarde = latest, lo más tarde posible = latest, la más temprana = earliest, más
    temprana = earliest, el más temprano = earliest, la más temprano = earliest, la de más temprano = earliest, el de
    más temprano = earliest, lo más temprano = earliest, lo más temprano posible = earliest, lo antes posible =
    earliest, cuanto antes = earliest, lo más pronto posible = earliest, lo más pronto = earliest, la más pronto =
    earliest, la más próxima = earliest, la más cercana = earliest, el más próximo = earliest, la primera disponible =
    earliest, el primero disponible = earliest, la primera que tenga = earliest, la primera que tengas = earliest, la
    de en medio = middle, el de en medio = middle, la del medio = middle, la de el medio = middle, la de enmedio =
    middle, el de enmedio = middle, la intermedia = middle`) as Record<string, Superlative>,
  introductions: list(`
    nombre es, nombre, me llamo, llamo, llámame, llámeme, soy, habla, te habla, le habla, aquí, acá, de parte de, a nombre de,
    firma, hola, buenas, buenos días, buen día, buenas tardes, buenas noches, gracias, saludos, atentamente,
    querida, estimada, estimado`),
  dayFirst: true,
  ownEndings: ['o', 'an', 'en'],
  ordinalDates: false,
  parts: pairs(`
    por la mañana = morning, de la mañana = morning, en la mañana = morning, a la mañana = morning, la mañana =
    morning, esta mañana = morning, mañanas = morning, por la mañanita = morning, temprano en la mañana = morning, por
    la tarde = afternoon, de la tarde = afternoon, en la tarde = afternoon, a la tarde = afternoon, la tarde =
    afternoon, esta tarde = afternoon, tardes = afternoon, después de comer = afternoon, por la noche = night, de la
    noche = night, en la noche = night, a la noche = night, la noche = night, esta noche = night, noches = night, de
    la madrugada = morning, almuerzo = lunch, hora de comer = lunch, hora de la comida = lunch, hora del almuerzo =
    lunch, hora de el almuerzo = lunch, durante el día = daytime`) as Record<string, PartWord>,
  // "tarde" goes on until dark.
  partHours: {
    morning: hours(0, 12),
    afternoon: hours(12, 20),
    evening: hours(17, 24),
    night: hours(19, 24),
    lunch: hours(12, 16),
    daytime: hours(8, 18),
  },
  misheard: {},
  words: {
    am: list('am, a.m, a'),
    pm: list('pm, p.m, p'),
    oclock: list('hs'),
    past: [],
    to: list('para'),
    half: list('media'),
    quarter: list('cuarto, quarto'),
    minutes: list('minuto, minutos, min, mins'),
    noon: list('mediodía'),
    midnight: list('medianoche'),
    the: list('la, el, las, los, lo, una, un, mi, tu, su, esa, ese, esta, este'),
    of: list('de'),
    in: list('en, dentro'),
    on: list('día'),
    at: list('las, @, tipo, sobre, hacia'),
    for: list('para'),
    around: list('como, aproximadamente, alrededor, sobre, hacia, tipo, más o menos, tirando'),
    after: list('después, desde, tras, pasadas, partir, luego'),
    before: list('antes, hasta'),
    from: list('desde, entre, de'),
    and: list('y, e, &'),
    or: list('o, u, /, ó'),
    until: list('a, y, hasta, -, –, —'),
    onwards: list('adelante'),
    make: list('a, sea, que, mejor'),
    next: list('próximo, próxima, siguiente'),
    this: list('este, esta'),
    last: list('pasado, pasada, último, última'),
    month: list('mes'),
    day: list('día, días'),
    days: list('día, días'),
    weeks: list('semana, semanas'),
    ago: list('atrás'),
    now: list('hoy, ahora'),
    zero_minute: list('cero'),
    option: list('opción, opciones, alternativa, turno, cita, op'),
    number: list('número, num, nro, núm, #, №'),
    currency: list('$, €, £, usd, eur, pesos, euros'),
    unit: list(`
      %, porciento, hora, horas, hr, hrs, minuto, minutos, min, mins, seg, segundos, personas, persona, gente,
      dólares, pesos, euros, año, años, veces, adultos, niños, niñas, km, kilómetros, estrellas, noches, días,
      semanas, meses`),
    ordinal_noun: list(`
      opción, hora, cita, turno, fecha, horario, alternativa, propuesta, disponible, posibilidad, hueco, espacio,
      lugar, sesión, visita, consulta`),
    later: list('tarde'),
    earlier: list('temprano, pronto'),
    latest: [],
    earliest: [],
    middle: [],
    latter: [],
    former: [],
    after_number: list(`
    por, gracias, porfa, me, nos, es, está, sería, sería, suena, parece, si, para, en, a, y, o, pero, mejor, entonces,
    este, mañana, hoy, perdón, perdona, no, yo, con, porque, como, ya, ok, vale, bien, perfecto, perfecta, genial, va,
    queda, viene, sirve, funciona, puede, podría, puedo, también, hasta, de, del, la, el, exacto, exactas, sí, claro,
    quizás, máximo, listo, está, conviene, prefiero, digo, quiero, que, tal, horas, hrs, horita, punto, cuando, sale,
    estaría, estoy, dale, bueno, sino, ando, esa, ese, disponible, libre, lo, les, gustaría, quedaría, vendría, iría,
    son, estaria`),
    title: list('dr, dra, doctor, doctora, sr, sra, srta, señor, señora, señorita, enfermera, enfermero, lic'),
    count_noun: list(
      'mesa, grupo, sala, somos, seremos, vamos, seríamos, familia, boletos, entradas, reservación, reserva',
    ),
    polite: list('por'),
    describing: [],
    address: list(
      'calle, piso, apto, apartamento, depto, departamento, puerta, código, avenida, av, carretera, edificio, sala, casa, extensión, ext, interior, vuelo, asiento, pedido, factura',
    ),
    street: [],
    hence: list('entonces, así'),
    keen: list(`
      amigo, separo, anoto, apunto, mismo, temprano, interesa, interesan, interesaría, facilita, encantaría,
      acomodaría, caería, sentaría, apetece, convendría, cuadraría, hijo, joven, examen, sobrino, nieto, esposo,
      marido, pido, pediría, agradezco, agradecería, seguro, segura, tranquilo, tranquila, listo, lista,
      encantado, encantada`),
    helper: [],
    own_verb: list('voy, vamos, estoy, estamos, estaré, estaremos, ando, te, le, les, os'),
    occasion: list('vez'),
    preferring: list('mejor'),
    week_on: [],
    to_be: [],
    thing: [],
    reflexive: list('me, nos'),
    if: list('si'),
    obliging: [],
    mine: list('mi, su, mis, nuestra, nuestro'),
    every: list('cada, todos'),
    meal: list('almuerzo'),
    do: list('hacer'),
    be: list('es, está, son, era, sería, fue, estará'),
    any: list('cualquier, cualquiera, todo, toda, todos'),
    than: list('que'),
    negation: list('no'),
    one: list('un, una, uno'),
    pronoun_one: [],
    indefinite: list('un, una'),
    definite: list('la, el, lo, las, los'),
    this_very: [],
    link: list('las, la, el, de, los, a'),
    plus: list('y, con'),
    minus: list('menos'),
    number_joint: list('-, y'),
    date_joint: list('., /, -').concat(','),
    hours: list('horas, hrs'),
    one_hour: list('una'),
    one_hour_article: list('la'),
    day_title: list('día'),
    day_article: list('el'),
    option_article: list('la'),
    months: list('mes, meses'),
    years: list('año, años'),
    counted_from: list('desde, después'),
    time_word: [],
    available: list('disponible, libre'),
    subject: list('yo, nosotros'),
    one_letter: list('a, y, o, e, u, k'),
    with: list('con'),
    lone_half: list('p'),
    hour_lead: list('a, desde, hasta'),
    between_subject: [],
    mid: [],
    party_of: [],
    double_no: list('no'),
    possess: [],
    addressee: [],
    for_digit: [],
    either_person: list('tomo, agarro, reservo, aparto'),
    speaking: list('aquí, acá, habla'),
    third_person: list(`
      eligió, escogió, dijo, pidió, prefirió, quería, sugirió, dice, dicen, piensa, dijeron, pidieron, eligieron,
      escogieron, cambiaron, movieron, pasaron, pusieron, dieron, ofrecieron, reprogramaron, programaron, agendaron,
      asignaron, citaron, llamaron, reservaron, apartaron, tomaron, agarraron, adelantaron, atrasaron, pospusieron,
      puso, dio, movió, ofreció, pospuso, llega, llegan, sale, salen, viene, vienen, empieza,
      empiezan, comienza, comienzan, termina, terminan, operan, operaron, entrevistan, entrevistaron, esperan`),
    other_person: list('ella, ellos, ellas, alguien'),
    your: list('tu, su'),
    wished: list(`
      quiere, quieren, prefiere, prefieren, necesita, necesitan, quiero, quisiera, queremos, gustaría, prefiero,
      preferiría, preferimos, necesito, elegir, escoger, sea, con, por, tal, parece, ir, a`),
    did: list('cambió, reprogramó, programó, agendó, asignó, citó, llamó, apartó, agarró, adelantó, atrasó'),
    own_day: list('va, van'),
    undergone: [],
    says: list('dice, dicen, dijo, dijeron, piensa'),
    off: list('libre'),
  },
  cues: spanishCues,
};

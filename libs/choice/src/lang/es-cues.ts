import type { Cue } from './language.js';

/** What Spanish words and phrases do to the reading, a phrase per comma; "del" and "al" stand written out, as the tokens have them. */
export const spanishCues: Readonly<Record<Cue, string>> = {
  filler: `
    preferencia,    el, la, los, las, lo, un, una, unos, unas, a, de, en, por, para, con, que, me, nos, te, se, le, les, mi, mí, yo,
    tu, usted, ustedes, su, al, opción, número, hora, horas, cita, turno, día, fecha, horario, espacio, hueco, lugar,
    punto, en punto, pm, am, es, son, sea, ser, esa hora, entonces la, ahí, allí, acá, aquí, solo, sólo, solamente,
    único, única, menos mal, posible, si es posible, si se puede, si puede ser, si no es molestia, si hay lugar, si
    todavía está, si aún está, si está libre, si está disponible, si sigue libre, si sigue disponible, si le parece,
    si te parece, si no le importa, si no te importa, si me haces el favor, nada más, nomás, todavía, aún, doctora,
    doctor, dr, dra, voy, ir, vengo, venir, estar, estaré, ahí estaré, ahí estoy, allí estaré, llego, llegar, iré,
    paso, pasar, máximo, exacta, exactas, mismo, misma, del día, de el día, pues la, mía, mío, como, tal`,
  lead: `
    hola, holi, buenas, este, eh, ehh, mmm, mm, hmm, um, uh, ay, ah, oh, pues, bueno, entonces, oye, mire, mira,
    disculpe, disculpa, gracias, muchas gracias, mil gracias, muchísimas gracias, gracias de antemano, muy amable,
    saludos, ya, a ver, órale, por favor, buen día, buenos días, buenas tardes, buenas noches, luego, okay gracias,
    thanks, thank you, hi, hello, please, se lo agradezco, te lo agradezco, jaja, jeje, o sea`,
  skip: `
    un segundo, un segundito, un momento, un momentito, un minuto, un ratito, un rato, un segundo por favor, dame un
    segundo, deme un segundo, dame un minuto, deme un minuto, primera vez, la primera vez, primera cita, segunda vez,
    la última vez, última vez, primer nombre, primero que nada, primero quiero, primero quisiera, primero necesito,
    antes que nada, en primer lugar, primer piso, segundo piso, tercer piso, a primera hora, primera hora, última
    hora, a última hora, de último minuto, qué hora, a qué hora, qué día, ese día, el mismo día, mismo día, a la vez,
    una pregunta, otra pregunta, una cosa, otra cosa, otra vez, una última pregunta, última pregunta, segunda
    pregunta, primera pregunta, la próxima vez, próxima vez, la última cita, mi última cita, no hay problema, no pasa
    nada, no te preocupes, no se preocupe, sin problema, política de cancelación, si tengo que cancelar, en caso de
    cancelar, uno de nosotros, los dos juntos, nosotros dos, no hay prisa, por lo menos, al menos, a el menos, más o
    menos, de una vez, cada uno, alguno de, con gusto, con mucho gusto, con eso`,
  yes: `
    claro, claro que, claro que claro, claro que si, que claro, por supuesto, desde luego, de acuerdo, correcto,
    exacto, exactamente, afirmativo, confirmo, confirmado, confirmada, confírmalo, confírmala, confírmela, confírmelo,
    adelante, hazlo, hágalo, dale, va, sale, sale y vale, simón, órale pues, ándale, hecho, trato hecho, acepto,
    aceptado, perfecto, perfecta, resérvalo, resérvala, resérvemelo, resérvemela, resérvamela, resérvamelo, reserva
    esa, reserva ese, apártala, apártalo, apártamela, agéndala, agéndalo, agéndamela, agéndeme, apúntame, apúnteme,
    anótame, anóteme, ponme ahí, póngame ahí, esa misma, ese mismo, esa está bien, ese está bien, esa, ese, la tomo,
    lo tomo, me la quedo, me lo quedo, la quiero, lo quiero, la agarro, me apunto, ahí estaré, ahí nos vemos, cuente
    conmigo, cuenta conmigo, yes, yeah, yep, sure, está perfecto, está perfecta, es correcto, así es, eso es, eso
    mismo, de una, encantado, encantada, 👍, 👌, ✅, ✔, 🙏, 💯, 🆗, me parece, me parece bien, me parece perfecto, me parece
    genial, estoy de acuerdo, hagámoslo, quedamos así, quedamos, trato, positivo, vamos, en efecto`,
  yes_at_end: `
    puedo, podemos, está bien, la quiero`,
  ack: `
    ok, okay, okei, oki, vale, bien, muy bien, genial, excelente, estupendo, fantástico, maravilloso, buenísimo,
    súper, chévere, listo, lista, bacano, entendido, entiendo, ya veo, enterado, qué bien, está bien, muy bien
    gracias, bueno, buena, de lujo, padre, cool, great, great thanks, todo bien, 😊, 🙂, 😀, nos vemos, nos vemos
    entonces, hasta entonces`,
  no: `
    no gracias, no no, no señor, no señora, para nada, nop, nope, nel, negativo, incorrecto, ahora no, hoy no, de
    momento no, por ahora no, tampoco, no por ahora, no mejor, 👎, ❌, no creo, creo que no, claro que no, por supuesto
    que no, no quiero nada`,
  no_or_not: `
    no`,
  yes_or_if: `
    si`,
  not: `
    excluye, excluya, rechaza, rechace, suprime, suprima, bloquea, bloquee, nunca, jamás, nadie, sin, ni, quita, quite, quítame, quíteme, quitar, elimina, elimine, eliminar, borra, borre, borrar,
    saca el, saca la, saque el, saque la, descarta, descarte, descartar, olvida, olvide, olvídate, olvídese, tacha,
    tache, ignora, ignore, evita, evite, evitar, sáltate, libera, libere, no cuentes con, no cuente con, no quiero, no me des, no me ponga, no me pongas, no deseo, no prefiero, tampoco el, tampoco
    la, tampoco a, en vez de, en lugar de`,
  refuse: `
    ninguna, ninguno, ninguna de, ninguno de, ningún, ninguna me, nada de eso, no me interesa, no estoy interesado, no
    estoy interesada, olvídalo, olvídelo, déjalo, déjelo, paso de todo, mejor no, ya no gracias, no lo creo, no va a
    poder ser, no va a ser posible, no es lo que quería, no es lo que quiero, nada me sirve, nada, no nos sirve nada,
    ni una ni otra, ni uno ni otro`,
  close: `
    eso es todo, es todo, nada más gracias, sería todo, eso sería todo, con eso está bien, ya está`,
  bad: `
    no puedo, no podemos, no podría, no me sirve, no nos sirve, no me va, no me va bien, no me viene bien, no me
    viene, no me queda, no me queda bien, no me funciona, no me conviene, no me acomoda, no sirve, no funciona, no me
    es posible, no es posible, no alcanzo, no llego, no voy a poder, no voy a llegar, no estoy, no estaré, no estoy
    disponible, no tengo tiempo, imposible, ocupado, ocupada, estoy ocupado, estoy ocupada, estaré ocupado, estaré
    ocupada, muy temprano, demasiado temprano, muy tarde, demasiado tarde, muy pronto, demasiado pronto, es tarde, me
    queda lejos, fuera de la ciudad, estar fuera, estaré fuera, estoy fuera, estoy de viaje, estaré de viaje, de
    vacaciones, complicado, complicada, difícil, mal, me viene mal, me va mal, me queda mal, se me complica, se me
    hace tarde, se me hace difícil, no me gusta, no me late, no me cuadra, no me da tiempo, un poco tarde, un poco
    temprano, algo tarde para mí, no me da permiso, no me dan permiso, no me deja, no me dejan, ni hablar, ni de broma, ni loco, ni loca, ni en sueños`,
  works: `
    me sirve, nos sirve, sirve, me va bien, nos va bien, me viene bien, nos viene bien, me viene perfecto, me va
    perfecto, me queda bien, me queda perfecto, nos queda bien, me queda, me funciona, funciona, me conviene,
    conviene, me acomoda, me cuadra, me late, me gusta, me va, me viene, queda bien, va bien, viene bien, estaría
    bien, está bien para mí, sería ideal, me encanta, me vendría bien, me quedaría bien, me iría bien, me va mejor, se me facilita, se nos facilita, se me acomoda, se me hace mejor, se me hace bien, me
    viene mejor, me queda mejor, me sirve mejor, puedo sin problema, sí puedo, claro puedo`,
  sense: `
    es, está, esta, sería, estaría, suena, parece, se ve, queda, quedaría, son, están, será, sea`,
  adverb: `
    muy, súper, bastante, totalmente, completamente, absolutamente, realmente, exactamente, también, así, todo, justo,
    mucho, para mí, mejor`,
  good: `
    bien, perfecto, perfecta, genial, excelente, ideal, buena, bueno, buenísima, buenísimo, correcto, correcta, ok,
    estupendo, fenomenal, mejor, conveniente, adecuado, adecuada, de maravilla, de lujo, fantástico, maravilloso,
    súper`,
  that: `
    eso, esto, esa hora, ese horario, ese día, todo`,
  hesitate: `
    tal vez, quizá, quizás, a lo mejor, puede que, no sé, no lo sé, no estoy seguro, no estoy segura, no sabría,
    déjame ver, déjeme ver, déjame confirmar, déjeme confirmar, déjame hablar, déjeme hablar, déjame mirar, déjeme
    mirar, déjame platicar, déjame preguntarle, te digo, le digo, déjame pensar, déjeme pensar, déjame checar, déjeme
    checar, déjame revisar, déjeme revisar, déjame consultar, déjeme consultar, déjame preguntar, déjeme preguntar,
    tengo que pensar, tengo que ver, tengo que revisar, tengo que checar, tengo que consultar, tengo que preguntar,
    tengo que confirmar, necesito pensar, necesito ver, necesito consultar, necesito revisar, necesito confirmar, lo
    pienso, lo voy a pensar, voy a pensar, voy a ver, voy a consultar, voy a preguntar, voy a revisar, lo consulto, lo
    reviso, lo platico, te aviso, le aviso, les aviso, te confirmo, le confirmo, les confirmo, te digo luego, luego te
    digo, luego le digo, ahorita te digo, ahorita le digo, depende, dudo, tengo dudas, indeciso, indecisa, no me
    decido, todavía no sé, aún no sé, todavía no, aún no, probablemente, posiblemente, capaz, ni idea, a ver si, ya
    veremos, estoy entre, estoy pensando, checo y, reviso y, creo que sí, supongo, yo creo, a menos que, si me dan
    permiso, si mi jefe, si mi esposa, si mi esposo, si consigo, si puedo salir`,
  cancel: `
    cancelar, cancela, cancele, cancelen, cancélame, cancéleme, cancelarla, cancelarlo, cancelada, cancelado,
    cancelación, anular, anula, anule, anularla, ya no la necesito, ya no lo necesito, ya no la quiero, ya no lo
    quiero, ya no quiero la cita, ya no necesito la cita, ya no voy a ir, ya no iré, borrar mi cita, borra mi cita,
    quitar mi cita, elimina mi cita, eliminar mi cita, dar de baja`,
  correct: `
    perdón, perdona, perdone, digo, mejor, en realidad, quise decir, quería decir, quiero decir, me equivoqué,
    corrijo, corrección, más bien, la verdad, pensándolo bien, pensándolo mejor, cambié de opinión, cambio de opinión,
    sorry, lo siento, ups`,
  retract: `
    espera, espere, no espera, no espere, un momento no, olvida eso, borra eso, no no espera`,
  choose: `
    me voy con, me voy por, nos vamos con, nos vamos por,    tengo libre, tengo disponible,    quiere que sea, quieren que sea, prefiere que sea, prefieren que sea, prefiere, prefieren, quieren, necesita,
    necesitan, quiero, quisiera, queremos, quiere, me gustaría, nos gustaría, prefiero, preferiría, preferimos, necesito, dame,
    deme, denme, dáme, ponme, póngame, pónganme, anótame para, apúntame para, apúntame a, apúnteme a, resérvame,
    resérveme, reserve, reserva, reservar, agéndame, agendar, agenda, apártame, apárteme, apartar, tomo, reservo,
    aparto, tomaré, tomar, elijo, escojo, escoger, elegir, me quedo con, me quedo, quedamos, vamos con, vamos por, nos
    quedamos con, que sea, hagamos, hacemos, cambia, cambiar, cámbiame, cámbiala, cambiarla, cámbialo, mueve, mover,
    moverla, pásame, pasar a, voy a ir, puedo ir, vamos a, qué tal, qué te parece, qué le parece, me llevo, opto por,
    voto por, me inclino por, apunta, anota, programar, prográmame, agarro`,
  ask: `
    tienen algo, tienes algo, tiene algo, tienen alguna, tiene alguna, tienes alguna, tienen algún, hay algo, hay
    alguna, hay algún, habrá algo, habrá, tendrán, tendrás, tendrá, cuánto cuesta, cuánto vale, cuánto dura, cuánto
    tarda, cuánto tiempo, cuánto sale, cuántas, cuántos, dónde está, dónde queda, dónde es, cómo llego, qué incluye,
    qué precio, cuál es, cuáles son, con quién, quién es, quién atiende, me puede decir, me puedes decir, me podría
    decir, me podrías decir, puede decirme, puedes decirme, podría decirme, quiero saber, quisiera saber, me gustaría
    saber, necesito saber, queria saber, quería saber, dígame si, dime si, me dices si, me dice si, sabes si, sabe si,
    saber si, es necesario, hace falta, aceptan, acepta tarjeta, atienden, se puede pagar, puedo pagar, puedo llevar,
    tengo que llevar, debo llevar, por qué, repite, repita, me repites, me repite, puede repetir, puedes repetir, qué
    horarios, qué horas, qué días, qué otras, qué otros, qué más, cuándo, algo antes, algo después, es posible saber,
    será que, sigue libre, sigue disponible, siguen libres, todavía está, todavía hay, aún hay, aún está, está libre,
    está disponible, está ocupado, está ocupada, cuál es la, cuál de, a quién`,
  ask_at_start: `
    qué, cuál, cuáles, cuánto, cuánta, dónde, cómo, cuándo, quién, hay, tienen, tienes, tiene, es, son, está, están,
    sigue, será, debo`,
  ask_before_mention: `
    habría`,
  info: `
    precio, precios, costo, coste, dirección, teléfono, correo, email, página, ubicación, estacionamiento,
    aparcamiento, parqueo, parking, seguro médico, duración`,
  request: `
    puedo, podemos, podría, podrías, podríamos, puede, puedes, pueden, puede ser, podría ser, se puede, se podría,
    sería posible, es posible, me puede, me puedes, me podría, me podrías, me das, me da, me apuntas, me apunta, me
    reservas, me reserva, me pones, me pone, me agendas, me agenda, me anotas, me anota, me apartas`,
  elsewhere: `
    otro día, otra hora, otro horario, otra fecha, otro momento, otras opciones, otra opción, otros horarios, otras
    horas, otros días, otras fechas, otra cita, otro turno, algo más, algo más tarde, algo más temprano, algo después,
    algo antes, algo diferente, algo distinto, más tarde, más temprano, más opciones, más horarios, más adelante, mas
    adelante, un poco más tarde, un poco más temprano, algún otro, alguna otra, alguno más, alguna más, diferente,
    distinto, distinta, cambiar de día, cambiar la hora, cambiar el día, en otro momento, para otro día, para después`,
  other: `
    otro, otra, otros, otras`,
  any: `
    cualquiera, cualquiera de, cualquiera de las dos, cualquiera de los dos, cualquier hora, cualquier día, cualquiera
    me sirve, cualquiera está bien, cualquiera de esas, cualquiera de esos, la que sea, el que sea, lo que sea, la que
    quiera, la que quieras, el que quieras, el que quiera, cuando quiera, cuando quieras, como quiera, como quieras,
    me da igual, me es igual, da igual, da lo mismo, me da lo mismo, es igual, ambas, ambos, todas, todos, las dos me
    sirven, las dos están bien, las dos me van bien, los dos me sirven, los dos están bien, los dos, las dos opciones,
    las tres opciones, los tres, usted elija, tú elige, elige tú, elija usted, la que tú digas, la que usted diga, sin
    preferencia, no tengo preferencia, no me importa`,
  other_one: `
    la otra, el otro, la otra opción, la otra hora, el otro horario, la otra cita, el otro turno, el otro día que`,
  except: `
    menos, menos el, menos la, excepto, excepto el, excepto la, salvo, salvo el, salvo la, quitando, todo menos, todos
    menos, todas menos, cualquiera menos, cualquier día menos, cualquier día excepto, cualquiera excepto, cualquier
    hora menos, cualquier cosa menos, en lugar de, en vez de, que no sea, que no sean, cualquiera que no sea,
    cualquier día que no sea`,
  but: `
    pero, sino, aunque, sin embargo, a menos que, solo que, nomás que`,
  and: `
    y, e, &, porque, ya que, así que, además, luego`,
  or: `
    o, u`,
  occupied: `
    nos vamos, me voy, van a, quiere que, quieren que, prefiere que, prefieren que, quiere verme, quieren verme, me toca, otra persona, alguien
    más, otro paciente, otro cliente, otra gente, tengo, tengo una cita, tengo cita, tengo otra cita, tengo una reunión, tengo reunión, tengo junta, tengo una
    junta, tengo clase, tengo clases, tengo trabajo, tengo que, tengo un, tengo una, tengo otro, tengo algo, tengo
    planes, tengo compromiso, ya tengo, trabajo, trabajo hasta, trabajo de, salgo, salgo de, salgo a, entro, entro a,
    termino, mi vuelo, mi turno es, mi hijo sale, mis hijos salen, recojo, llámame, llámeme, llámenme, llamarme,
    llama, avísame, avíseme, recuérdame, recuérdeme, mándame, mándeme, escríbeme, escríbame, cierran, cierra, abren,
    abre, nací, me dijiste, me dijeron, dijiste, me dijo, dijeron, llamé, los llamé, les llamé, fui, vine, pensé,
    pensaba, creía, creí, tuve, tenía, estuve, antes iba, mi cita es, mi cita era, tengo mi, te llamo, le llamo, mi
    esposo tiene, mi esposa tiene, me ofreciste, me ofrecieron, viajo, viajamos, me caso, vuelvo, volvemos, regreso, regresamos, les pago, le
    pago, te pago, me pagan, llevo a, llevo mi, es feriado, es festivo, es puente, cumple, cumplo, me duele, se rompió, se me, se nos, es cuando`,
  past: `
    era, fue, eran, estaba, había, hubiera, habría sido, ayer`,
  arranged: `
    cambiaron, movieron, pasaron, pusieron, dieron, ofrecieron, reprogramaron, programaron, agendaron, asignaron,
    citaron, llamaron, reservaron, apartaron, tomaron, agarraron, adelantaron, atrasaron, pospusieron, puso, dio,
    movió, ofreció, pospuso, cambió, reprogramó, programó, agendó, asignó, citó, llamó, apartó, agarró, adelantó,
    atrasó, viene, vienen, llega, llegan, salen,
    empieza, empiezan, comienza, comienzan, termina, terminan, operan, operaron, entrevistan, entrevistaron, esperan`,
  reported: `
    dice, dicen, piensa, pidieron, eligieron, escogieron, eligió, escogió, dijo, pidió, prefirió, quería, sugirió`,
  condition: `
    en caso de, en caso que, siempre y cuando, siempre que, con tal, suponiendo, cuando haya, si hay, una vez que, después de hablar`,
  zone: `
    est, pst, utc, gmt, hora del este, hora de el este, hora del pacífico, hora de el pacífico, hora del centro, hora
    de el centro, mi hora, hora de México, hora de España`,
  free: `
    libre, libres, disponible, disponibles, disponibilidad, abierto`,
  self: `
    yo, nosotros`,
};

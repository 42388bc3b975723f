/** Letters that look like a Latin one: left the letter, right all that pass for it (lower case, without accents). */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  a: 'аαɑᴀꭺ',
  b: 'ьвʙβƅЬɓЪꮟ',
  c: 'сϲᴄɔꮯⅽ',
  d: 'ԁᴅđɗꭰժ',
  e: 'еєεᴇɛəҽэ',
  f: 'ꜰƒϝ',
  g: 'ɡɢցԍ',
  h: 'һнʜհ',
  i: 'іιıɪӏⲓ',
  j: 'јᴊϳ',
  k: 'кκᴋқ',
  l: 'ʟłⅼӀ',
  m: 'мᴍⅿ',
  n: 'пηɴոռ',
  o: 'оοσᴏøօѳ',
  p: 'рρᴘ',
  q: 'ԛ',
  r: 'гʀꭇᴦ',
  s: 'ѕꜱʂ',
  t: 'тτᴛŧ',
  u: 'υᴜսц',
  v: 'νᴠѵ',
  w: 'ԝᴡωшա',
  x: 'хχ×',
  y: 'уγʏүყ',
  z: 'ᴢʐ',
  ss: 'ß',
  ae: 'æ',
  oe: 'œ',
  th: 'þ',
};

export const confusables: ReadonlyMap<string, string> = new Map(
  Object.entries(LOOK_ALIKES).flatMap(([letter, alikes]) =>
    [...alikes].map((alike): [string, string] => [alike.toLowerCase(), letter]),
  ),
);

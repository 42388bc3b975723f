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
describe('English: what others chose, arranged or do with their day books nothing', () => {
  chooseNothing(
    'week',
    `
    her mom snagged friday
    the airline pushed our flight to friday
    they set my interview for friday
    my interview is set for friday
    our lease ends friday
    the cable guy comes friday
    you moved me to friday
    I was told friday
    why was I moved to friday
    my landlord rescheduled the inspection for friday
    I'm having surgery friday
    friday is gone
    they moved my exam to friday
    my friend chose friday
    my boss wants me to come in on friday
    my boss moved our meeting to friday
    they rescheduled my exam to friday
    the school changed the play to friday
    he put the meeting on friday
    she set our call for friday
    my sister booked friday
    my daughter graduates friday
    the kids come home friday
    my mother arrives on friday
    my parents visit friday
    they are closing the road friday
    the plumber comes friday
    my car gets fixed friday
    he needs the car friday
    she takes the car on friday
    they want me at work friday
    my boss asked me to work friday
    my boss scheduled me for friday
    they put me on the friday shift
    they gave me friday
    they called me in for friday
    the court moved my hearing to friday
    my flight got moved to friday
    our trip was changed to friday
    the wedding is on friday
    friday is the wedding
    payday is friday
    my birthday falls on friday
    my exam got pushed to friday
    my exam is friday
    her appointment is friday
    his surgery is on friday
    their flight leaves friday
    tell my wife friday
    he said friday
    she wants friday off
    I want friday off
    I need friday off
    someone told me friday
    the doctor said friday
    your colleague offered me friday
    everyone picks friday
    my neighbor goes on fridays
    the bank wants me there friday
    my teacher made us come friday
    my dentist put me down for friday
    the gym changed my class to friday
    my dad is driving me friday
    my cousin's flight is friday
    the movers come friday
    mom moved dinner to friday
    Anna changed the party to friday
    work moved my shift to friday
    he switched the game to friday
    somebody else got friday
    someone took thursday
    her flight gets in on friday
    his class meets friday
    their party is friday
    she has friday
    he gets friday
    she works friday
    he works fridays
    my wife works friday
    the kids have school friday
    my friend got the friday one
    my sister has friday
    my husband is off friday
    my boss is out friday
    my mom flies in friday
    they open friday
    you guys close friday
    they deliver my couch friday
    they're delivering my couch friday
    my landlord is coming friday
    someone from your office called about friday
    your office told me friday
    the nurse said friday
    the lady on the phone gave me friday
    she told me to come friday
    don't book friday
    please don't move me to friday
    my friend was given friday
    he'd moved it to friday
    they've moved my surgery to friday
    they have moved my surgery to friday
    they will move my surgery to friday
    they are moving my surgery to friday
    they had to move my surgery to friday
    it got moved to friday
    it was moved to friday
    my surgery was moved to friday
    my surgery has been moved to friday
    the surgery was moved to friday
    the meeting got moved to friday
    the class is now friday
    our game is friday
    we have a game friday
    court is friday
    my boss approved friday
    `,
  );
  chooseNothing(
    'afternoon',
    `
    my friend chose 3pm
    my husband booked the 3pm
    somebody else took 3pm
    someone already booked option 2
    they moved my class to 3pm
    my friend chose option 2
    my coworker took 3pm
    the dentist moved me to 3pm
    my husband got the 3pm
    the bank called at 2:30
    my mom comes at 3pm
    the school lets out at 3pm
    school ends at 3pm
    class is at 3pm
    the game starts at 3pm
    my shift starts at 3pm
    practice starts at 3pm
    he gets home at 3pm
    she finishes at 2:30
    they said 3pm was taken
    they said no to 3pm
    my wife says 3pm doesn't work
    my wife says not 3pm
    my wife hates 3pm
    my wife says 3pm is too late
    my boss says I can't do 3pm
    my boss says I have to work at 3pm
    he said he booked 3pm
    she says she took 3pm
    my friend says she got 3pm
    my wife said her meeting is at 3pm
    my doctor recommended 3pm
    someone booked 3pm already
    somebody has 3pm
    nobody wants 3pm
    no one likes 3pm
    nobody likes 3pm
    who has 3pm
    who took 3pm
    whoever took 3pm
    let him have 3pm
    let someone else have 3pm
    I gave 3pm to my sister
    I gave up 3pm
    I already gave away 3pm
    I moved my lunch to 3pm
    I moved my meeting to 3pm
    I changed my class to 3pm
    I rescheduled my call to 3pm
    my boss okayed 3pm
    `,
  );
});

describe('English: what is to be taken off the list books nothing', () => {
  chooseNothing(
    'week',
    `
    exclude friday
    eliminate friday
    block friday
    uncheck friday
    unbook friday
    reject friday
    decline friday
    veto friday
    kill friday
    lose the friday one
    clear friday
    strike out friday
    remove friday
    delete friday
    drop friday
    take friday off the list
    cross off friday
    cross out thursday
    skip friday
    scratch friday
    erase friday
    forget friday
    forget about friday
    get rid of friday
    release friday
    free up friday
    give friday to somebody else
    give away friday
    leave out friday
    ignore friday
    remove option 4
    drop the second one
    avoid friday
    take friday out
    please remove friday
    can you remove friday
    you can remove friday
    just drop the thursday one
    `,
  );
  chooseNothing(
    'afternoon',
    `
    remove option 2
    remove 3pm
    please delete the 2:30
    drop 3
    skip the first
    cross out 3pm
    give 3pm to someone else
    `,
  );
});

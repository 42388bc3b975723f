import type { ChangeWords } from './change-words.js';

/** What is about which appointment, or courtesy, behind the words that say to come. */
const STANDS_BESIDE =
  '(?:~(?:_w|_n|on|at|for|with|the|my|el|la|las|a|para|con|please|pls|thanks|thx|thank~you|so~much|gracias|por~favor))*';

/** The table of one language as patterns for single clauses. */
export interface ChangePatterns {
  readonly cancel: RegExp;
  /** A question that is a polite request. */
  readonly polite: RegExp;
  readonly reschedule: RegExp;
  readonly keep: RegExp;
  readonly deniesCancel: RegExp;
  readonly attend: RegExp;
  readonly bareC: RegExp;
  readonly yes: RegExp;
  readonly lead: RegExp;
  readonly bareNo: RegExp;
  readonly besides: RegExp;
  readonly doubt: RegExp;
  readonly unsettles: RegExp;
  readonly matter: RegExp;
  readonly explicit: RegExp;
  readonly onlyNames: RegExp;
}

export function patternsOf(words: ChangeWords): ChangePatterns {
  const lead = `(?:(?:${words.lead})~)*`;
  const tail = `(?:~(?:${words.tail}))*`;
  const frames = `(?:(?:${words.frame})~)*`;
  const asking = `(?:(?:${words.mayI}|${words.frame})~)*`;
  const target = `(?:~(?:${words.to}))*(?:~(?:${words.another}|${words.to}))*`;
  return {
    cancel: whole(`${lead}${frames}(?:${words.cancel})(?:~(?:${words.object}))?${tail}`),
    polite: pattern(`^${lead}(?:${words.frame})~.*(?:${words.cancel})`),
    reschedule: whole(
      `${lead}(?:${asking}(?:${words.move})(?:~(?:${words.object}))?${tail}${target}|${words.instead})${tail}`,
    ),
    keep: whole(`${lead}(?:${words.keep})`),
    deniesCancel: pattern(words.cancel),
    attend: whole(`${lead}(?:${words.attend})${STANDS_BESIDE}`),
    bareC: whole(`${lead}c${STANDS_BESIDE}`),
    yes: whole(`(?:${words.yes})(?:~(?:${words.yes}|${words.lead}))*`),
    lead: whole(`(?:${words.lead})(?:~(?:${words.lead}))*`),
    bareNo: whole(words.bareNo),
    besides: whole(`${lead}(?:${words.besides})`),
    doubt: pattern(words.doubt),
    unsettles: pattern(words.unsettles),
    matter: pattern(words.matter),
    explicit: pattern(words.explicit),
    onlyNames: whole(`(?:${words.filler})(?:[~.,!]+(?:${words.filler}))*[~.,!]*`),
  };
}

/** In a class of characters a space is one of them. */
const pattern = (source: string): RegExp => new RegExp(source.replace(/\[~/g, '[\\s').replaceAll('~', '\\s+'), 'u');
const whole = (source: string): RegExp => pattern(`^\\s*(?:${source})\\s*$`);

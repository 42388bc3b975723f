/** What the carrier does by itself with a text: the filter of a long code. Single words only, whatever the case. */
export type CarrierWord = 'STOP' | 'START' | 'HELP';

const WORDS: Readonly<Record<CarrierWord, readonly string[]>> = {
  STOP: ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'],
  START: ['START', 'UNSTOP'],
  HELP: ['HELP', 'INFO'],
};

const REPLIES: Readonly<Record<CarrierWord, string>> = {
  STOP: 'You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.',
  START:
    'You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
  HELP: 'Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
};

/** Who does not want texts from which number. */
export class OptOuts {
  private readonly pairs = new Set<string>();

  has(customer: string, number: string): boolean {
    return this.pairs.has(JSON.stringify([customer, number]));
  }

  /** Takes a text in; returns the carrier's own answer, if it has one. `as`: what Advanced Opt-Out made of the text. */
  heard(customer: string, number: string, body: string, as?: CarrierWord): string | undefined {
    const pair = JSON.stringify([customer, number]);
    const word = as ?? this.wordOf(body, this.pairs.has(pair));
    if (word === 'STOP') {
      const isNews = !this.pairs.has(pair);
      this.pairs.add(pair);
      return isNews ? REPLIES.STOP : undefined;
    }
    if (word === 'START') return this.pairs.delete(pair) ? REPLIES.START : undefined;
    return word === 'HELP' && !this.pairs.has(pair) ? REPLIES.HELP : undefined;
  }

  /** A long code takes YES for START, but only from somebody who has opted out. */
  private wordOf(body: string, isOut: boolean): CarrierWord | undefined {
    const word = body.trim().toUpperCase();
    if (isOut && word === 'YES') return 'START';
    return (['STOP', 'START', 'HELP'] as const).find((kind) => WORDS[kind].includes(word));
  }
}

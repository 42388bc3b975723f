import type { Notice, NoticeRoutes } from './notice.js';
import { NoticeRefused, NoticeUnavailable } from './unavailable.js';

const ANSWER_MS = 8_000;

/** Mails the notice. Throws `NoticeUnavailable`, or `NoticeRefused` for what the server says for good (SMTP 5xx). */
export async function byMail(notice: Notice, { smtpUrl, address }: NonNullable<NoticeRoutes['mail']>): Promise<void> {
  // Only who mails needs it.
  const { createTransport } = await import('nodemailer');
  const limits = { connectionTimeout: ANSWER_MS, greetingTimeout: ANSWER_MS, socketTimeout: ANSWER_MS };
  const transport = createTransport({ url: smtpUrl, ...limits });
  try {
    await transport.sendMail({ from: address, to: address, ...letterOf(notice, address) });
  } catch (error) {
    const { responseCode, code } = error as { readonly responseCode?: unknown; readonly code?: unknown };
    if (typeof responseCode === 'number' && responseCode >= 500)
      throw new NoticeRefused('mail', `smtp_${responseCode}`);
    throw new NoticeUnavailable('mail', typeof code === 'string' ? code : 'no_answer');
  } finally {
    transport.close();
  }
}

const WORDS = {
  person_requested: {
    subject: 'a customer asks for a person',
    since: (at: string) => `Since ${at} a customer waits for a person.`,
  },
  customer_wrote: {
    subject: 'a customer has written to you',
    since: (at: string) => `At ${at} a customer wrote, and nobody but a person answers.`,
  },
} as const;

interface Letter {
  readonly messageId: string;
  readonly subject: string;
  readonly text: string;
}

function letterOf(notice: Notice, address: string): Letter {
  const { id, business, conversation, channel, at } = notice;
  const { subject, since } = WORDS[notice.type];
  const commands = [
    `slotguard timeline ${conversation}`,
    `slotguard takeover ${conversation} --reason "…"`,
    `slotguard reply ${conversation} "…"`,
    `slotguard release ${conversation} --reason "…"`,
  ];
  return {
    // The same at every try: most mailboxes show such a letter once.
    messageId: `<${id}@${address.split('@').at(-1)}>`,
    subject: `${business}: ${subject} (${channel})`,
    text: [
      `${since(at)} The assistant is silent in this conversation until it is released.`,
      '',
      ...commands.map((command) => `  ${command}`),
      '',
    ].join('\n'),
  };
}

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

interface Letter {
  readonly messageId: string;
  readonly subject: string;
  readonly text: string;
}

function letterOf({ id, business, conversation, channel, at }: Notice, address: string): Letter {
  const commands = [
    `slotguard timeline ${conversation}`,
    `slotguard takeover ${conversation} --reason "…"`,
    `slotguard reply ${conversation} "…"`,
    `slotguard release ${conversation} --reason "…"`,
  ];
  return {
    // The same at every try: most mailboxes show such a letter once.
    messageId: `<${id}@${address.split('@').at(-1)}>`,
    subject: `${business}: a customer asks for a person (${channel})`,
    text: [
      `Since ${at} a customer waits for a person. The assistant is silent in this conversation until it is released.`,
      '',
      ...commands.map((command) => `  ${command}`),
      '',
    ].join('\n'),
  };
}

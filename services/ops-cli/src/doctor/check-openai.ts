import { askHttp } from './ask-http.js';
import { findingsOf, type Finding } from './finding.js';

const { good, bad, notSet } = findingsOf('openai');

type Env = Readonly<Record<string, string | undefined>>;

/** Whether the key is one, and whether it is taken: the list of models is asked for, which costs nothing. */
export async function checkOpenAi(env: Env): Promise<readonly Finding[]> {
  const key = env['OPENAI_API_KEY'];
  const model = env['OPENAI_MODEL'];
  if (!key) {
    const says = 'No OPENAI_API_KEY: the rule-based receptionist answers.';
    return [notSet('key', says, 'Nothing, unless a model is to answer.')];
  }
  const again = 'Copy the key again, as one line, without quotes.';
  if (/["'\s]/.test(key) || key.length < 8) return [bad('key', 'OPENAI_API_KEY is no key.', again)];
  const base = (env['OPENAI_BASE_URL'] || 'https://api.openai.com/v1').replace(/\/+$/, '');
  if (!URL.canParse(base)) return [bad('address', 'OPENAI_BASE_URL is no address.', 'Like https://api.openai.com/v1.')];
  const answer = await askHttp(`${base}/models`, { headers: { authorization: `Bearer ${key}` } });
  const { host } = new URL(base);
  if (!answer.ok)
    return [bad('key', `${host} does not answer (${answer.code}).`, 'Look at OPENAI_BASE_URL and the way out.')];
  if (answer.status === 401 || answer.status === 403)
    return [bad('key', `${host} does not take OPENAI_API_KEY (${answer.status}).`, again)];
  if (answer.status !== 200)
    return [bad('key', `${host} answers with ${answer.status}.`, 'Look at the provider’s status.')];
  const taken = good('key', `${host} takes OPENAI_API_KEY.`);
  const names = namesIn(answer.body);
  if (!model || names === undefined) return [taken];
  if (names.includes(model)) return [taken, good('model', `${model} is there.`)];
  return [taken, bad('model', `${host} has no ${model} for this key.`, 'Set OPENAI_MODEL to one that it has.')];
}

function namesIn(body: unknown): readonly unknown[] | undefined {
  const { data } = (body ?? {}) as { readonly data?: unknown };
  return Array.isArray(data) ? data.map((model: { readonly id?: unknown }) => model?.id) : undefined;
}

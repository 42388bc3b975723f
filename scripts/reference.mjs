#!/usr/bin/env node
// Writes docs/reference from the code, so that it can't fall behind: events, reasons, settings, metrics, commands, permissions; and the bus's users.
// `--check` fails when a page differs from what the code says. Needs the build.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { z } from 'zod';
import {
  businessDocs,
  businessSchema,
  declineDocs,
  eventSchemas,
  holdRefusalDocs,
  noSelectionDocs,
  reasonDocs,
  releaseDocs,
} from '../libs/contracts/dist/index.js';
import { EVENT_VERSIONS, letsThrough, mayWrite } from '../libs/conversation/dist/index.js';
import { METRICS, NATS_ROLES, natsPermissions, natsServerConfig, SETTINGS } from '../libs/service-kit/dist/index.js';

const check = process.argv.includes('--check');
const head = (title, intro) =>
  `# ${title}\n\n<!-- Written by scripts/reference.mjs (npm run reference). -->\n\n${intro}\n\n`;
const table = (columns, rows) =>
  [columns, columns.map(() => '---'), ...rows]
    .map((row) => `| ${row.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n') + '\n\n';

function typeOf(schema) {
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum) return schema.enum.map((value) => `\`${value}\``).join(', ');
  if (schema.anyOf ?? schema.oneOf) return (schema.anyOf ?? schema.oneOf).map(typeOf).join(' or ');
  if (schema.type === 'array') return `list of ${typeOf(schema.items ?? {})}`;
  if (schema.type === 'object' && schema.properties)
    return `{ ${Object.entries(schema.properties)
      .map(([key, value]) => `${key}${schema.required?.includes(key) ? '' : '?'}: ${typeOf(value)}`)
      .join('; ')} }`;
  return schema.type ?? 'anything';
}
function fields(schema) {
  const json = z.toJSONSchema(schema, { unrepresentable: 'any' });
  return Object.entries(json.properties ?? {}).map(([name, value]) => [
    `\`${name}\``,
    json.required?.includes(name) ? 'yes' : 'no',
    typeOf(value),
  ]);
}

const WRITERS = ['sms', 'email', 'voice', 'guard', 'calendar', 'ops'];
const events =
  head(
    'Events',
    'Every event has `id`, `type`, `version`, `time`, `business`, `conversation`, `channel`, `writer`, `correlation` and, save for first causes, `causation`; where it was written within a trace also `traceparent` (W3C), which nothing depends on. `data` holds facts, `personal` what can be erased. Approved samples lie in `libs/contracts/approved`.',
  ) +
  Object.entries(eventSchemas)
    .map(([type, { data, personal }]) => {
      const writers = WRITERS.filter((writer) => mayWrite(writer, type))
        .map((w) => `\`${w}\``)
        .join(', ');
      const parts = [
        ['data', fields(data)],
        ['personal', fields(personal)],
      ].filter(([, rows]) => rows.length > 0);
      return (
        `## ${type}\n\nVersion ${EVENT_VERSIONS[type]}, written by ${writers}.\n\n` +
        (parts.length
          ? table(
              ['part', 'field', 'required', 'type'],
              parts.flatMap(([part, rows]) => rows.map((row) => [part, ...row])),
            )
          : 'No fields.\n\n')
      );
    })
    .join('');

const docs = (of) => Object.entries(of).map(([slug, { means, next }]) => [`\`${slug}\``, means, next]);
const reasons =
  head('Reasons and verdicts', 'The slugs that events, tools and the façade use.') +
  '## A booking is rejected by the guard\n\n' +
  'In shadow a channel lets pass what is the guard’s own judgement, and records it; the rest is refused there, too\n' +
  '([why](../adr/0019-what-shadow-never-lets-through.md)). What names no slot at all is `malformed_request` in either mode,\n' +
  'and where this conversation has no such appointment there is nothing to change: `no_appointment`.\n\n' +
  table(
    ['reason', 'means', 'what next', 'in shadow'],
    Object.entries(reasonDocs).map(([slug, { means, next }]) => [
      `\`${slug}\``,
      means,
      next,
      letsThrough('shadow', slug) ? 'let pass' : 'refused',
    ]),
  ) +
  '## An approved booking is declined by the calendar\n\n' +
  table(['reason', 'means', 'what next'], docs(declineDocs)) +
  '## A choice is not held by the calendar\n\n' +
  table(['reason', 'means', 'what next'], docs(holdRefusalDocs)) +
  '## A hold ends\n\n' +
  table(
    ['why', 'means'],
    Object.entries(releaseDocs).map(([slug, { means }]) => [`\`${slug}\``, means]),
  ) +
  '## An utterance chooses nothing\n\n' +
  table(
    ['verdict', 'means', 'an earlier choice'],
    Object.entries(noSelectionDocs).map(([slug, { means, clears }]) => [
      `\`${slug}\``,
      means,
      clears ? 'is cleared' : 'stays',
    ]),
  );

const settings =
  head('Settings', 'Environment variables, all checked at start: a fault is named and the process exits with 1.') +
  table(
    ['setting', 'default', 'means'],
    Object.entries(SETTINGS).map(([name, { defaultText, meaning }]) => [`\`${name}\``, defaultText, meaning]),
  );

const fileSchema = z.toJSONSchema(businessSchema, { io: 'input', unrepresentable: 'any' });
/** Of a key like `services.minutes`: what stands there, whether it has to, and what holds without it. */
function fileKey(key) {
  const [outer, inner] = key.split('.');
  const top = fileSchema.properties[outer];
  const place = inner === undefined ? fileSchema : (top.items ?? top);
  const value = place.properties[inner ?? outer];
  // A default that is no more than nothing says nothing.
  const isTold = value.default !== undefined && !['[]', '{}'].includes(JSON.stringify(value.default));
  const required = place.required?.includes(inner ?? outer) ? 'required' : '';
  return [`\`${key}\``, isTold ? `\`${JSON.stringify(value.default)}\`` : required];
}
const businessFile =
  head(
    'The business’s file',
    'YAML, named by `SLOTGUARD_BUSINESS`; `npx slotguard init` writes one, `deploy/demo-business.yaml` is one. Every key is checked at the start: a fault is named with its line. `services`, `resources` and `timeOff` are lists.',
  ) +
  table(
    ['key', 'default', 'means'],
    Object.entries(businessDocs).map(([key, means]) => [...fileKey(key), means]),
  ) +
  '## The bounds of a day\n\n' +
  'A day begins and ends at midnight in `timeZone`. What it has taken is counted from the log, so that a restart or another process counts the same. A customer who is beyond a bound is told once in that day, with the number to call and, if there is one, that the appointment stands, and then no more is said until the next day; STOP, START and HELP work always, and what was booked stays. A turn that has begun is finished: `textsPerCustomer` can be passed by its last texts. Holds the calendar counts, by its own clock and in the transaction that places them: beyond a bound a chosen slot is not held (`too_many_holds`), nobody is told so, and it is booked as ever.\n';

const metrics =
  head(
    'Metrics',
    '`GET /metrics`, for Prometheus; beside these, what `prom-client` tells of every process (`process_…`, `nodejs_…`). An event is counted once, by the process that added it to the log. Labels take values of fixed lists and names of parts: nobody is named.',
  ) +
  table(
    ['metric', 'type', 'labels', 'means'],
    Object.values(METRICS).map(({ name, type, labels, help }) => [
      `\`${name}\``,
      type,
      labels.map((label) => `\`${label}\``).join(', '),
      help,
    ]),
  );

const cli = (...args) =>
  execFileSync(process.execPath, ['services/ops-cli/bin/slotguard.js', ...args], { encoding: 'utf8' }).trimEnd();
const names = [
  ...[
    'init',
    'doctor',
    'chat',
    'timeline',
    'verify',
    'parked',
    'redrive',
    'policy get',
    'policy set',
    'policy history',
  ],
  ...['takeover', 'reply', 'cancel', 'release', 'choose', 'setup'],
];
const commands =
  head('Commands', '`npx slotguard COMMAND`, after `npm run build`.') +
  ['', ...names]
    .map(
      (name) =>
        `## slotguard ${name}`.trimEnd() + '\n\n```\n' + cli(...name.split(' ').filter(Boolean), '--help') + '\n```\n',
    )
    .join('\n');

const permissions =
  head(
    'Permissions on the bus',
    'What the NATS server lets each user do; `deploy/nats/users.conf` is written from the same table, and a test tries every cell of it. `*` stands for one word, `>` for the rest. Nobody may subscribe to `conv.>`, nobody is given `allow_responses`. Each user has an account of its own and the log has another, so that no answer can be sent under another’s name either.',
  ) +
  NATS_ROLES.map((role) => {
    const { publish, subscribe } = natsPermissions(role);
    const rows = [
      ['publish', publish.allow],
      ['never publish', publish.deny],
      ['subscribe', subscribe.allow],
    ].flatMap(([may, subjects]) => subjects.map((subject) => [may, `\`${subject}\``]));
    return `## ${role}\n\n${table(['may', 'subject'], rows)}`;
  }).join('\n');

const passwordOf = (role) => `$NATS_PASSWORD_${role.toUpperCase()}`;
const users = `# Written by scripts/reference.mjs (npm run reference) from libs/service-kit/src/nats-permissions.ts.
${natsServerConfig(passwordOf)}`;

let stale = 0;
function put(path, text) {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  stale++;
  if (check) console.error(`${path} is not what the code says: npm run reference`);
  else writeFileSync(path, text);
}
put('deploy/nats/users.conf', users);
for (const [file, text] of Object.entries({
  events,
  reasons,
  settings,
  'business-file': businessFile,
  metrics,
  permissions,
  commands,
})) {
  const path = `docs/reference/${file}.md`;
  put(path, await format(text, { ...(await resolveConfig(path)), parser: 'markdown' }));
}
if (check && stale > 0) process.exit(1);

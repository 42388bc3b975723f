#!/usr/bin/env node
// Takes the steps of deploy/service.Dockerfile in a folder, where there is no container engine: what would be /src, /app and /data in the
// image are folders below it. Prints how the service is started there.
//   node scripts/image.mjs SERVICE FOLDER
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const [service, target] = process.argv.slice(2);
if (!service || !target) throw new Error('usage: node scripts/image.mjs SERVICE FOLDER');
const folder = resolve(target);
const inside = (path) => join(folder, path);
/** Absolute paths of the image, wherever they stand in a command. */
const mapped = (text) => text.replace(/(?<=^|[\s"'=])\/(src|app|data)(?=$|[\s"'/])/g, (_, name) => inside(name));

const steps = readFileSync('deploy/service.Dockerfile', 'utf8')
  .replace(/\\\n\s*/g, ' ')
  .split('\n')
  .filter((line) => line.trim() !== '' && !line.startsWith('#'))
  .map((line) => /^(\w+) (.*)$/.exec(line)?.slice(1) ?? [line, '']);

let workdir = folder;
const env = { ...process.env, SERVICE: service };
const image = {};
for (const [instruction, rest] of steps) {
  console.log(`${instruction} ${rest}`);
  if (instruction === 'WORKDIR') mkdirSync((workdir = inside(rest)), { recursive: true });
  else if (instruction === 'ENV') Object.assign(image, variables(rest));
  else if (instruction === 'COPY' && rest === '. .') copyCheckout(workdir);
  else if (instruction === 'RUN') run(mapped(rest));
  // A stage that takes over what another has made finds it where it is.
  else if (!['FROM', 'ARG', 'USER', 'EXPOSE', 'HEALTHCHECK', 'CMD', 'COPY'].includes(instruction))
    throw new Error(`this script does not know ${instruction}`);
}
const [, command] = steps.findLast(([instruction]) => instruction === 'CMD');
const [, , start] = JSON.parse(command);
console.log(JSON.stringify({ cwd: inside('app'), env: image, start }));

function variables(text) {
  const pairs = text.split(/\s+/).map((pair) => pair.split('='));
  return Object.fromEntries(pairs.map(([name, value]) => [name, mapped(value.replace('$SERVICE', service))]));
}

/** What `COPY . .` sees: the checkout without what .dockerignore names, which is what git does not keep. */
function copyCheckout(to) {
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    encoding: 'utf8',
  });
  for (const file of files.split('\0').filter(Boolean)) {
    mkdirSync(dirname(join(to, file)), { recursive: true });
    cpSync(file, join(to, file));
  }
}

function run(command) {
  if (/\bchown\b/.test(command) && process.getuid?.() !== 0) return console.log('  (as an ordinary user: left out)');
  mkdirSync(dirname(workdir), { recursive: true });
  const safe = command.replace(/^mkdir /, 'mkdir -p ');
  const { status } = spawnSync('sh', ['-ec', safe], { cwd: workdir, env, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) process.exit(status ?? 1);
}

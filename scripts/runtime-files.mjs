#!/usr/bin/env node
// Copies what one service needs at run time into an empty folder: its built code, that of the projects it stands on, and the one
// lock file cut down to them, so that `npm ci --omit=dev` there installs production dependencies only.
//   node scripts/runtime-files.mjs SERVICE FOLDER
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [service, folder] = process.argv.slice(2);
if (!service || !folder) throw new Error('usage: node scripts/runtime-files.mjs SERVICE FOLDER');
const json = (file) => JSON.parse(readFileSync(file, 'utf8'));
const write = (file, value) => writeFileSync(join(folder, file), `${JSON.stringify(value, null, 2)}\n`);

const projects = new Map(
  ['libs', 'services']
    .flatMap((parent) => readdirSync(parent).map((name) => join(parent, name)))
    .filter((dir) => existsSync(join(dir, 'package.json')))
    .map((dir) => [json(join(dir, 'package.json')).name, dir]),
);
const first = projects.get(`@slotguard/${service}`);
if (!first?.startsWith('services/')) throw new Error(`${service} is none of our services`);

const needed = new Set();
(function need(dir) {
  if (needed.has(dir)) return;
  needed.add(dir);
  for (const name of Object.keys(json(join(dir, 'package.json')).dependencies ?? {}))
    if (projects.has(name)) need(projects.get(name));
})(first);

mkdirSync(folder, { recursive: true });
// The business's file is the operator's; the demo one serves until then.
for (const file of ['package.json', 'LICENSE', 'deploy/demo-business.yaml']) cpSync(file, join(folder, file));
for (const dir of needed)
  for (const part of ['dist', 'bin', 'public'])
    if (existsSync(join(dir, part)))
      cpSync(join(dir, part), join(folder, dir, part), {
        recursive: true,
        filter: (file) => !/\.(d\.ts|map|tsbuildinfo)$|\/testing(\/|$)/.test(file),
      });

/** Without what only building and testing need. */
const lean = (pkg) => ({ ...pkg, devDependencies: undefined, scripts: undefined });
for (const dir of needed) write(join(dir, 'package.json'), lean(json(join(dir, 'package.json'))));
write('package.json', { ...lean(json('package.json')), workspaces: [...needed] });

const lock = json('package-lock.json');
const others = [...projects.values()].filter((dir) => !needed.has(dir));
const isOther = (path) => others.some((dir) => path === dir || path.startsWith(`${dir}/`));
const packages = Object.entries({ ...lock.packages, '': { ...lock.packages[''], workspaces: [...needed] } })
  .filter(([path, { link, resolved }]) => !isOther(path) && !(link && isOther(resolved)))
  .map(([path, pkg]) => [path, path === '' || needed.has(path) ? lean(pkg) : pkg]);
write('package-lock.json', { ...lock, packages: Object.fromEntries(packages) });

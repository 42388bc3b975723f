#!/usr/bin/env node
// Writes every project's tsconfig.json from the @slotguard dependencies in its package.json, and the root one
// from the list of projects, so that a dependency is declared in one place. `--check` fails when they differ.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const check = process.argv.includes('--check');
const json = (file) => JSON.parse(readFileSync(file, 'utf8'));
const projects = ['libs', 'services']
  .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
  .filter((dir) => existsSync(join(dir, 'package.json')))
  .map((dir) => ({ dir, pkg: json(join(dir, 'package.json')) }));
const dirOf = new Map(projects.map(({ dir, pkg }) => [pkg.name, dir]));

let stale = 0;
function put(file, value) {
  const text = `${JSON.stringify(value, null, 2)}\n`;
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  stale++;
  if (check) console.error(`${file} does not match package.json: run npm run sync`);
  else writeFileSync(file, text);
}

for (const { dir, pkg } of projects) {
  put(join(dir, 'tsconfig.json'), {
    extends: '../../tsconfig.base.json',
    compilerOptions: { rootDir: 'src', outDir: 'dist', tsBuildInfoFile: 'dist/.tsbuildinfo' },
    include: ['src/**/*.ts'],
    exclude: ['src/**/*.spec.ts'],
    references: Object.keys(pkg.dependencies ?? {})
      .filter((name) => dirOf.has(name))
      .map((name) => ({ path: `../../${dirOf.get(name)}` })),
  });
}
put('tsconfig.json', { files: [], references: projects.map(({ dir }) => ({ path: dir })) });
if (check && stale > 0) process.exit(1);

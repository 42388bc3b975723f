import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Controller, Get, NotFoundException, Param, Res } from '@nestjs/common';
import type { Response } from 'express';

/** The scripts are the build's; from `src` and from `dist` the way to them is the same. */
const SCRIPTS = new URL('../../dist/page/', import.meta.url);
const PUBLIC = new URL('../../public/', import.meta.url);
const script = (name: string) => [name, { from: SCRIPTS, type: 'text/javascript; charset=utf-8' }] as const;

const FILES = new Map([
  ['index.html', { from: PUBLIC, type: 'text/html; charset=utf-8' }],
  ['phone.css', { from: PUBLIC, type: 'text/css; charset=utf-8' }],
  ['icon.svg', { from: PUBLIC, type: 'image/svg+xml' }],
  ...['api.js', 'dom.js', 'happened.js', 'knows.js', 'main.js', 'talk.js', 'tricks.js'].map(script),
]);

/** The page and its few files, by name: nothing else of the folder can be asked for. */
@Controller()
export class PageController {
  @Get()
  page(@Res() response: Response): Promise<void> {
    return send('index.html', response);
  }

  @Get('phone/:file')
  file(@Param('file') name: string, @Res() response: Response): Promise<void> {
    return send(name, response);
  }
}

async function send(name: string, response: Response): Promise<void> {
  const file = FILES.get(name);
  if (!file) throw new NotFoundException();
  const content = await readFile(fileURLToPath(new URL(name, file.from)));
  response.setHeader('content-type', file.type).setHeader('cache-control', 'no-cache').send(content);
}

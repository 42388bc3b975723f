import { types } from 'node:util';

const { isNativeError } = types;

/**
 * What may stand in a log line. Lines are written without personal data and secrets in the first place; this is the net
 * below, for what slips through: fields by their name, errors by their kind, and texts by what they look like.
 */

const WITHHELD = '[withheld]';
const DEPTH_MAX = 4;
const ITEMS_MAX = 20;
const TEXT_MAX = 2_000;

/** A field whose name says that it holds a person's words, name, address or number, or a secret. Compared without case, `_` and `-`. */
const WITHHELD_FIELD = new RegExp(
  [
    '^(personal|text|body|words|say|said|withheld|from|to|args|params|parameters|query|detail|rawbody|payload)$',
    '^(headers|cookies?|authorization|url|connectionstring|databaseurl)$',
    '(customer|caller|sender|recipient|user|first|last|full|given|family)name$|^(name|customer|caller|sender|recipient)$',
    'phone|e?mail|address$|^number$',
    'secret|token|password|passwd|credential|signature|apikey|privatekey|idkey|^key$|^auth',
  ].join('|'),
);

const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@]*:[^\s/@]*@/gi, '$1[secret]@'],
  [/[^\s@<>"'(),;:]+@[^\s@<>"'(),;:]+\.[a-z]{2,}/gi, '[email]'],
  // +1 (555) 010-0199, 5550100199: nine digits and more with at most separators between them, not inside an id or a time.
  [/(?<![\w.:/-])\+?\(?\d(?:[ ().-]{0,2}\d){8,14}(?![\w:/-])/g, '[number]'],
  [/(?<![\w.:/-])\d{3}[ .-]\d{4}(?![\w:/-])/g, '[number]'],
];

/** Makes the net of a process; `secrets` are the exact values that must never be seen. */
export function redactor(secrets: readonly string[] = []): {
  text(value: string): string;
  fields(value: object): object;
} {
  const hidden = secrets.filter((secret) => secret.length >= 4).sort((a, b) => b.length - a.length);

  function text(value: string): string {
    const bounded = value.length > TEXT_MAX ? `${value.slice(0, TEXT_MAX)}…` : value;
    const known = hidden.reduce((line, secret) => line.replaceAll(secret, '[secret]'), bounded);
    return PATTERNS.reduce((line, [pattern, instead]) => line.replace(pattern, instead), known);
  }

  function value(of: unknown, depth: number): unknown {
    if (typeof of === 'string') return text(of);
    if (of === null || typeof of !== 'object') return typeof of === 'function' ? undefined : of;
    if (isNativeError(of) || of instanceof Error) return error(of, depth);
    if (of instanceof Date) return of.toISOString();
    if (depth >= DEPTH_MAX || ArrayBuffer.isView(of)) return WITHHELD;
    if (Array.isArray(of)) return of.slice(0, ITEMS_MAX).map((item) => value(item, depth + 1));
    return Object.fromEntries(
      Object.entries(of).map(([key, item]) => [key, isWithheld(key, item) ? WITHHELD : value(item, depth + 1)]),
    );
  }

  /** Databases quote rows and parameters in their messages: of theirs only the code is kept. */
  function error(of: Error, depth: number): object {
    const { code, constraint } = of as { code?: unknown; constraint?: unknown };
    const sqlState = typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code);
    const quotes = sqlState || 'parameters' in of || 'query' in of;
    return {
      type: of.name,
      ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
      ...(typeof constraint === 'string' ? { constraint } : {}),
      ...(quotes ? {} : { message: text(of.message) }),
      ...(of.stack === undefined ? {} : { at: frames(of.stack) }),
      ...(of.cause === undefined || depth >= DEPTH_MAX ? {} : { cause: value(of.cause, depth + 1) }),
    };
  }

  return { text, fields: (of) => value(of, 0) as object };
}

function isWithheld(key: string, value: unknown): boolean {
  return typeof value !== 'boolean' && value !== null && WITHHELD_FIELD.test(key.replace(/[_-]/g, '').toLowerCase());
}

/** The places of a stack without its message, which may quote data. */
export function frames(stack: string): string[] {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .map((line) => line.trim());
}

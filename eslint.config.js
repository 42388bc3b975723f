import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';
import { imports } from './eslint.imports.js';

export default tseslint.config(
  { ignores: ['**/dist/', '**/node_modules/', '.nx/', '**/.slotguard*/', '**/*.tsbuildinfo'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts'],
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-extraneous-class': 'off',
    },
  },
  {
    // Time, ids and randomness are arguments: the pure libraries look at no clock and roll no dice.
    files: ['libs/{business-time,choice,conversation,contracts}/src/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now' },
        { object: 'DateTime', property: 'now' },
        { object: 'DateTime', property: 'local' },
        { object: 'Math', property: 'random' },
      ],
      'no-restricted-globals': ['error', 'process', 'setTimeout', 'setInterval', 'fetch', 'crypto', 'performance'],
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'The time is an argument.' },
      ],
    },
  },
  {
    files: ['libs/{business-time,choice,conversation}/src/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'The time is an argument.' },
        { selector: ':function[async=true]', message: 'The domain does no I/O.' },
        { selector: 'ClassDeclaration', message: 'The domain is plain data and functions.' },
      ],
    },
  },
  ...imports,
  // Commands speak on the terminal.
  {
    files: ['services/{ops-cli,standalone,supervisor}/src/**/*.ts', 'scripts/**', '**/*.mjs'],
    rules: { 'no-console': 'off' },
  },
  prettier,
);

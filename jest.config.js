/** One root jest over all projects: far quicker than one per project (docs/adr/0004). ESM because Nest 12 is. */
export default {
  rootDir: '.',
  roots: ['<rootDir>/libs', '<rootDir>/services'],
  testMatch: ['**/src/**/*.spec.ts'],
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': ['@swc/jest', { swcrc: true }] },
  moduleNameMapper: {
    '^@slotguard/([^/]+)/([^/]+)$': '<rootDir>/libs/$1/src/$2.ts',
    '^@slotguard/([^/]+)$': ['<rootDir>/libs/$1/src/index.ts', '<rootDir>/services/$1/src/index.ts'],
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  moduleFileExtensions: ['ts', 'js', 'mjs', 'json', 'node'],
  modulePathIgnorePatterns: ['/dist/'],
  testTimeout: 30_000,
};

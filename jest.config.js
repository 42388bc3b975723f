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
  // Jest's own default leaves a core of two to its parent, which does next to nothing.
  maxWorkers: 2,
  // Node frees no module that was loaded into a context (nodejs/node#63186): a worker that has grown is replaced by a fresh one. A heap of
  // gigabytes is slow to collect, and slower to give back at the end than Jest waits before it speaks of a leak.
  workerIdleMemoryLimit: '500MB',
  // On a crowded machine even that takes longer than the usual half second. What is really left open never ends, and is still told.
  workerGracefulExitTimeout: 10_000,
};

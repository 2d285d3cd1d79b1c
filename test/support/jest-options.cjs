// The one place that says how Jest compiles, finds and reports tests; each jest.*.config.cjs names its own files.
const { existsSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..', '..');
const never = ['/node_modules/', '<rootDir>/dist', '<rootDir>/.data/', '<rootDir>/test/boundaries/fixtures/'];

/** What tests start as processes of their own loads the project faster (quick-start.cjs says how). */
const quickStart = `--require "${join(__dirname, 'quick-start.cjs').replaceAll('\\', '/')}"`;
const given = process.env.NODE_OPTIONS ?? '';
if (!given.includes(quickStart)) process.env.NODE_OPTIONS = `${given} ${quickStart}`.trim();

/** swc's options for tests: those of the build, so that a test runs the code that ships. */
function swcOptions() {
  const options = JSON.parse(readFileSync(join(root, '.swcrc'), 'utf8'));
  delete options.$schema;
  return { ...options, jsc: { ...options.jsc, baseUrl: root }, sourceMaps: 'inline', swcrc: false };
}

/** The shared start and stop of the servers that tests use. */
function serverHooks() {
  const hooks = { globalSetup: 'global-setup.ts', globalTeardown: 'global-teardown.ts' };
  return Object.fromEntries(
    Object.entries(hooks)
      .map(([key, file]) => [key, join(__dirname, file)])
      .filter(([, file]) => existsSync(file)),
  );
}

/**
 * @param {{ name: string, testMatch: string[], ignore?: string[], servers?: boolean, workers?: number | string }} suite
 *   name: shown with the result; servers: whether Postgres is started before the tests (default: yes).
 */
function jestOptions({ name, testMatch, ignore = [], servers = true, workers = '100%' }) {
  return {
    rootDir: root,
    roots: ['apps', 'libs', 'tools', 'test', 'samples', 'docs', 'deploy']
      .filter((folder) => existsSync(join(root, folder)))
      .map((folder) => `<rootDir>/${folder}`),
    testEnvironment: join(__dirname, 'compile-once.cjs'),
    testMatch,
    testPathIgnorePatterns: [...never, ...ignore],
    modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/\\.stryker-tmp', '<rootDir>/test/boundaries/fixtures/'],
    transform: { '\\.ts$': ['@swc/jest', swcOptions()] },
    moduleFileExtensions: ['ts', 'js', 'cjs', 'mjs', 'json', 'node'],
    moduleNameMapper: {
      '^@ledger/(.*)$': '<rootDir>/libs/$1',
      '^@apps/(.*)$': '<rootDir>/apps/$1',
      '^@tools/(.*)$': '<rootDir>/tools/$1',
    },
    maxWorkers: workers,
    workerIdleMemoryLimit: '768MB',
    testTimeout: 60_000,
    reporters: ['default', ['<rootDir>/test/support/passed-failed-reporter.cjs', { suite: name }]],
    ...(servers ? serverHooks() : {}),
  };
}

module.exports = { jestOptions };

// Mutation testing of the pure libs: `npm run mutate`. A mutant that no test notices is a rule that no test proves.
// `AREA=stages/payout npm run mutate` takes one folder of libs/ (or several, with commas) and only the tests in it.
process.env.AREA ??= 'kernel,contracts,program,stages,explain'; // test/mutation/specs-of-area.ts reads it, too.
const areas = process.env.AREA.split(',');

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  testRunner: 'jest',
  jest: {
    projectType: 'custom',
    configFile: 'jest.pure.config.cjs',
    // All specs as one file; which of their tests a mutant concerns is known from the coverage of each.
    config: { roots: ['<rootDir>/test/mutation'], testMatch: ['**/specs-of-area.ts'] },
    enableFindRelatedTests: false,
  },
  coverageAnalysis: 'perTest',
  mutate: [...areas.map((area) => `libs/${area}/**/*.ts`), '!**/*.spec.ts', '!libs/program/load-terms-file.ts'],
  ignorePatterns: ['/dist', '/dist.*', '/.data', '/reports', '/coverage'],
  ignoreStatic: true,
  incremental: false,
  concurrency: 2,
  // A runner keeps what a run has loaded: without new ones it slows down and runs out of memory.
  maxTestRunnerReuse: 50,
  timeoutMS: 20_000,
  reporters: ['clear-text', 'progress', 'html', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  htmlReporter: { fileName: 'reports/mutation/mutation.html' },
  jsonReporter: { fileName: 'reports/mutation/mutation.json' },
  thresholds: { high: 95, low: 85, break: null },
};

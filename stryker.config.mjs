// Mutation testing of the pure libs: `npm run mutate`. A mutant that no test notices is a rule that no test proves.
// `AREA=stages/payout npm run mutate` takes one folder of libs/ and only the tests beside it, which is much faster.
const area = process.env.AREA;
const folder = area ?? '{kernel,contracts,program,stages}';

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  testRunner: 'jest',
  jest: {
    projectType: 'custom',
    configFile: 'jest.pure.config.cjs',
    config: {
      roots: ['<rootDir>/libs'],
      ...(area === undefined ? {} : { testMatch: [`**/libs/${area}/**/*.spec.ts`] }),
    },
    // Which tests a mutant concerns is known from the coverage of each test.
    enableFindRelatedTests: false,
  },
  coverageAnalysis: 'perTest',
  mutate: [`libs/${folder}/**/*.ts`, '!**/*.spec.ts', '!libs/program/load-terms-file.ts'],
  ignorePatterns: ['/dist', '/dist.*', '/.data', '/reports', '/coverage'],
  ignoreStatic: true,
  incremental: false,
  concurrency: 2,
  timeoutMS: 20_000,
  reporters: ['clear-text', 'progress', 'html', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  htmlReporter: { fileName: 'reports/mutation/mutation.html' },
  jsonReporter: { fileName: `reports/mutation/${(area ?? 'all').replaceAll('/', '-')}.json` },
  thresholds: { high: 95, low: 85, break: null },
};

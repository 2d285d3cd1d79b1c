// Tests that run the five services as processes of their own on real servers: `npm run test:cluster`. Each suite starts
// its own broker and Postgres, because it disturbs them and begins with empty ones; a real EventStoreDB, where one lies
// unpacked, is one for the run, with names of its own for each cluster.
const { jestOptions } = require('./test/support/jest-options.cjs');

module.exports = {
  ...jestOptions({ name: 'cluster', testMatch: ['**/*.cluster.spec.ts'], servers: false, workers: 1 }),
  testSequencer: '<rootDir>/test/cluster/by-name.cjs',
  globalSetup: '<rootDir>/test/cluster/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/eventstoredb/real/global-teardown.ts',
};

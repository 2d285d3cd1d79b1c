// The suites of the EventStoreDB adapter on a real EventStoreDB, one for the run: `npm run test:eventstoredb`.
const { jestOptions } = require('./test/support/jest-options.cjs');

module.exports = {
  ...jestOptions({
    name: 'real EventStoreDB',
    testMatch: ['**/*.esdb.spec.ts', '**/*.real-esdb.spec.ts'],
    servers: false,
    // They kill and hold the one server.
    workers: 1,
  }),
  globalSetup: '<rootDir>/test/support/eventstoredb/real/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/eventstoredb/real/global-teardown.ts',
};

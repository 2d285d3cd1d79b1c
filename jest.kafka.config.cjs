// Tests that need a real Kafka broker: `npm run test:kafka`.
const { jestOptions } = require('./test/support/jest-options.cjs');

module.exports = {
  ...jestOptions({ name: 'Kafka', testMatch: ['**/*.kafka.spec.ts'], servers: false, workers: 1 }),
  globalSetup: '<rootDir>/test/support/kafka-global-setup.ts',
  globalTeardown: '<rootDir>/test/support/kafka-global-teardown.ts',
};

// Unit tests and those on the embedded Postgres: `npm test`.
const { jestOptions } = require('./test/support/jest-options.cjs');

module.exports = jestOptions({
  name: 'unit and Postgres',
  testMatch: ['**/*.spec.ts'],
  ignore: ['\\.(kafka|cluster|containers|real-esdb)\\.spec\\.ts$'],
});

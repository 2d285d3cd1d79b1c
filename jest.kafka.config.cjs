// Tests that need a real Kafka broker: `npm run test:kafka`.
const { jestOptions } = require('./test/support/jest-options.cjs');

module.exports = jestOptions({ name: 'Kafka', testMatch: ['**/*.kafka.spec.ts'], workers: 1 });

// Tests that run the five services as processes of their own on real servers: `npm run test:cluster`.
const { jestOptions } = require('./test/support/jest-options.cjs');

module.exports = jestOptions({ name: 'cluster', testMatch: ['**/*.cluster.spec.ts'], workers: 1 });

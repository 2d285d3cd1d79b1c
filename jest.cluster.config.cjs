// Tests that run the five services as processes of their own on real servers: `npm run test:cluster`. Each suite starts
// its own servers, because it disturbs them.
const { jestOptions } = require('./test/support/jest-options.cjs');

module.exports = jestOptions({ name: 'cluster', testMatch: ['**/*.cluster.spec.ts'], servers: false, workers: 1 });

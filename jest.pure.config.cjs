// The tests of the pure libs alone, with no server around them: what the mutation testing runs.
const { jestOptions } = require('./test/support/jest-options.cjs');

module.exports = jestOptions({
  name: 'pure libs',
  testMatch: ['**/libs/{kernel,contracts,program,stages,explain,rails/sending}/**/*.spec.ts'],
  ignore: ['\\.(pg|kafka|cluster|containers)\\.spec\\.ts$'],
  servers: false,
});

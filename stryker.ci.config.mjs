// The part of the mutation testing that fits into a CI run: `npm run mutate:ci`. Money, time and what makes lines of it.
import everything from './stryker.config.mjs';

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  ...everything,
  mutate: ['libs/kernel/**/*.ts', 'libs/stages/commission/**/*.ts', '!**/*.spec.ts'],
  reporters: ['clear-text', 'json'],
};

// The part of the mutation testing that fits into a CI run: `npm run mutate:ci`. Money, time, and what makes lines of them.
process.env.AREA = 'kernel,stages/commission';
process.env.WITH_CASES = '0';
const { default: everything } = await import('./stryker.config.mjs');

const behaviours = [
  'accounting-periods',
  'allocate-refunds',
  'claw-back-on-churn',
  'credited-part',
  'prorate-base',
  'rate-of-credit',
  'reason-of-change',
];

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  ...everything,
  mutate: ['libs/kernel/**/*.ts', ...behaviours.map((name) => `libs/stages/commission/${name}.ts`), '!**/*.spec.ts'],
  reporters: ['clear-text', 'progress-append-only', 'json'],
  thresholds: { high: 95, low: 90, break: 88 },
};

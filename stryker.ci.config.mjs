// The part of the mutation testing that fits into a CI run (two seconds of a processor a mutant): `npm run mutate:ci`.
// Money, how it is split, and how refunds are spread. All of it: `npm run mutate`.
process.env.AREA = 'kernel,stages/commission';
process.env.WITH_CASES = '0';
const { default: everything } = await import('./stryker.config.mjs');

const files = ['kernel/money', 'kernel/largest-remainder', 'stages/commission/allocate-refunds'];

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  ...everything,
  mutate: files.map((file) => `libs/${file}.ts`),
  reporters: ['clear-text', 'progress-append-only', 'json'],
  thresholds: { high: 95, low: 90, break: 88 },
};

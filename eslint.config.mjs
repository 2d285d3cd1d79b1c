import { builtinModules } from 'node:module';
import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Sources that must be a function of their arguments alone; test/boundaries proves that each ban below fires. */
const pureSources = [
  'libs/kernel/**/*.ts',
  'libs/contracts/**/*.ts',
  'libs/program/**/*.ts',
  'libs/stages/**/*.ts',
  'libs/explain/**/*.ts',
  'libs/rails/sending/**/*.ts',
  'test/boundaries/fixtures/pure/**/*.ts',
];
const notPure = ['**/*.spec.ts', 'libs/program/load-terms-file.ts'];
// A contract is a suite of tests that every implementation of a port runs.
const tests = ['**/*.spec.ts', '**/*.contract.ts', 'test/**/*.ts'];
const scripts = ['**/*.mjs', '**/*.cjs'];

const nodeGlobals = [
  'AbortSignal',
  'process',
  'console',
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'URL',
  'Buffer',
];
const commonJsGlobals = ['require', 'module', '__dirname', '__filename', 'exports'];
const readonly = (names) => Object.fromEntries(names.map((name) => [name, 'readonly']));

const noOutsideWorld = 'a pure lib sees no clock, chance, process, timer or network: pass the value in as an argument';
const noAsync = 'a pure lib decides at once: what waits belongs to a runner or an adapter';
const noLocale = 'this depends on the locale or time zone of the machine: use libs/kernel (calendar, code-point-order)';

const outsideWorld = [
  ...['process', 'fetch', 'Buffer', 'console', 'crypto', 'performance', 'require', 'globalThis', 'global'],
  ...[
    'setTimeout',
    'setInterval',
    'setImmediate',
    'queueMicrotask',
    'clearTimeout',
    'clearInterval',
    'structuredClone',
  ],
];

const pureRules = {
  'no-restricted-globals': [
    'error',
    ...outsideWorld.map((name) => ({ name, message: noOutsideWorld })),
    { name: 'Promise', message: noAsync },
  ],
  'no-restricted-properties': [
    'error',
    { object: 'Date', property: 'now', message: noOutsideWorld },
    { object: 'Math', property: 'random', message: noOutsideWorld },
  ],
  'no-restricted-imports': [
    'error',
    {
      paths: builtinModules.map((name) => ({ name, message: noOutsideWorld })),
      patterns: [{ group: ['node:*'], message: noOutsideWorld }],
    },
  ],
  'no-restricted-syntax': [
    'error',
    { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: noOutsideWorld },
    { selector: "CallExpression[callee.name='Date']", message: noOutsideWorld },
    { selector: ':function[async=true]', message: noAsync },
    { selector: 'AwaitExpression', message: noAsync },
    { selector: 'ImportExpression', message: noAsync },
    { selector: "TSTypeReference[typeName.name='Promise']", message: noAsync },
    { selector: 'MemberExpression[property.name=/^(localeCompare|toLocale[A-Z].*)$/]', message: noLocale },
    {
      selector:
        'MemberExpression[property.name=/^[gs]et(FullYear|Month|Date|Day|Hours|Minutes|Seconds|Milliseconds|TimezoneOffset)$/]',
      message: noLocale,
    },
  ],
};

const sizeRules = {
  'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
  'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
  // A switch over a union counts as one decision: its cases are all of one kind and are checked to be complete.
  complexity: ['error', { max: 12, variant: 'modified' }],
  'max-depth': ['error', 4],
};

const typedRules = {
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  // In files with decorators, where Nest reads the types of constructor parameters at run time, the rule is silent.
  '@typescript-eslint/consistent-type-imports': [
    'error',
    { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
  ],
  '@typescript-eslint/consistent-type-definitions': 'off',
  '@typescript-eslint/no-unused-vars': [
    'error',
    { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
  ],
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
  '@typescript-eslint/no-non-null-assertion': 'error',
  '@typescript-eslint/require-await': 'off',
  // It takes a branded bigint (`AmountMinor`) for something that has no negative.
  '@typescript-eslint/no-unsafe-unary-minus': 'off',
  // An empty class with a decorator is what a Nest module looks like.
  '@typescript-eslint/no-extraneous-class': 'off',
  eqeqeq: 'error',
  'no-console': 'error',
  'no-var': 'error',
  'prefer-const': 'error',
};

export default tseslint.config(
  {
    ignores: [
      'node_modules/',
      'dist/',
      'dist.*/',
      'coverage/',
      'reports/',
      '.data/',
      '.stryker-tmp/',
      'test/boundaries/fixtures/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  eslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        emitDecoratorMetadata: true,
        experimentalDecorators: true,
      },
    },
    rules: { ...typedRules, ...sizeRules },
  },
  { files: pureSources, ignores: notPure, rules: pureRules },
  { files: ['apps/ledger/**/*.ts', 'tools/**/*.ts'], rules: { 'no-console': 'off' } },
  {
    files: tests,
    rules: {
      'max-lines': ['error', { max: 500, skipBlankLines: false, skipComments: false }],
      'max-lines-per-function': 'off',
      // What a parsed answer or a matcher of Jest holds is `any`; the assertion is the check.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  { files: scripts, languageOptions: { globals: readonly(nodeGlobals) }, rules: sizeRules },
  { files: ['**/*.cjs'], languageOptions: { sourceType: 'commonjs', globals: readonly(commonJsGlobals) } },
);

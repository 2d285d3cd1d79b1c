import { builtinModules } from 'node:module';
import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

// What oxlint cannot say (.oxlintrc.json has all else that is said of TypeScript): what a pure lib must not see, imports of
// what is read at run time, and scripts, which have no types. No rule here asks for types, so that it takes seconds.

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

/** Where Nest and TypeORM read the types of parameters and properties at run time, imports that look like types are none. */
const readsTypesAtRunTime = [
  'apps/{attribution,commission,partner-status,payout,referral-intake}/**/*.ts',
  'libs/{service-kit,hosting,messaging}/**/*.ts',
  'libs/**/*.entity.ts',
  'test/support/consuming-service.ts',
];

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
  { files: scripts, linterOptions: { reportUnusedDisableDirectives: 'error' } },
  { files: scripts, extends: [eslint.configs.recommended], rules: sizeRules },
  { files: scripts, languageOptions: { globals: readonly(nodeGlobals) } },
  { files: ['**/*.cjs'], languageOptions: { sourceType: 'commonjs', globals: readonly(commonJsGlobals) } },
  {
    files: [...pureSources, ...readsTypesAtRunTime],
    // Most directives are for oxlint, which says which of them are of no use.
    linterOptions: { reportUnusedDisableDirectives: 'off' },
    plugins: { '@typescript-eslint': tseslint.plugin },
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { emitDecoratorMetadata: true, experimentalDecorators: true },
    },
  },
  {
    files: readsTypesAtRunTime,
    rules: {
      // In files with decorators, where types of constructor parameters are read at run time, the rule is silent.
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
    },
  },
  { files: pureSources, ignores: notPure, rules: pureRules },
);

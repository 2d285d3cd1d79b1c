// Which way imports may point: kernel ← contracts ← program ← stages ← machine, postgres ← runner, event-store, messaging,
// read-models, documents, rails, webhooks, tax, desk ← proof ← service-kit ← hosting ← apps. test/boundaries holds, for each rule here, an import that makes it fire.

const spec = '\\.(spec|contract)\\.ts$';
const readsTermsFile = '^libs/program/load-terms-file\\.ts$';
const pure = '^libs/(kernel|contracts|program|stages|explain|rails/sending)/';
const adapters = 'runner|event-store|messaging|read-models|documents|rails|webhooks|tax|desk';
const npmPackage = ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-bundled', 'npm-no-pkg', 'npm-unknown'];

/** A layer of libs that may import itself and the libs named, and no other lib and no app. */
function layer(name, libs, mayImport, comment) {
  return {
    name,
    comment,
    severity: 'error',
    from: { path: `^libs/(${libs})/`, pathNot: spec },
    to: { path: '^(libs|apps)/', pathNot: mayImport ? `^libs/(${libs}|${mayImport})/` : `^libs/(${libs})/` },
  };
}

/** The npm packages that a pure lib may use. */
function packages(name, libs, allowed, comment) {
  return {
    name,
    comment,
    severity: 'error',
    from: { path: `^libs/(${libs})/`, pathNot: spec },
    to: { dependencyTypes: npmPackage, ...(allowed ? { pathNot: `node_modules/(${allowed})/` } : {}) },
  };
}

/** The stages in the order in which a fact passes them; a stage may know what those before it decide. */
const stages = ['intake', 'attribution', 'partner-status', 'commission', 'payout'];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    layer('kernel-imports-no-other-lib', 'kernel', '', 'Money, rates and time know nothing of partners.'),
    layer('contracts-import-only-kernel', 'contracts', 'kernel', 'An event schema knows no terms and no stage.'),
    layer('program-imports-only-what-is-below', 'program', 'kernel|contracts', 'Terms are data; no stage is known.'),
    layer('stages-import-only-the-domain', 'stages', 'kernel|contracts|program', 'A stage decides; it does no I/O.'),
    layer('machine-imports-no-other-lib', 'machine', '', 'What a process has of its machine knows no ledger.'),
    layer('postgres-imports-only-the-domain', 'postgres', 'kernel|contracts|program|stages', 'What all tables share.'),
    layer(
      'explain-imports-only-the-domain',
      'explain',
      'kernel|contracts|program|stages|documents',
      'An account says what is recorded; it reads nothing by itself.',
    ),
    layer(
      'adapters-import-no-service-kit-and-no-app',
      adapters,
      'kernel|contracts|program|stages|machine|postgres|explain',
      'Runner, stores, brokers, read models and rails are put together by the apps.',
    ),
    layer(
      'sending-imports-only-the-kernel',
      'rails/sending',
      'kernel',
      'Whether money may be sent once more is decided by what is recorded and the clock, and by nothing else.',
    ),
    layer(
      'proof-imports-no-service-kit-and-no-app',
      'proof',
      `kernel|contracts|program|stages|machine|postgres|${adapters}`,
      'What proves a ledger right is asked by commands and services, and asks none of them.',
    ),
    layer(
      'service-kit-imports-no-hosting-and-no-app',
      'service-kit',
      `kernel|contracts|program|stages|machine|postgres|explain|proof|${adapters}`,
      'What all services answer HTTP with knows neither what runs them nor any of them.',
    ),
    {
      name: 'hosting-imports-no-app',
      comment: 'What opens, runs and stops a process is told which services are in it.',
      severity: 'error',
      from: { path: '^libs/hosting/', pathNot: spec },
      to: { path: '^apps/' },
    },
    ...stages.slice(0, -1).map((stage, position) => ({
      name: `stage-${stage}-knows-no-later-stage`,
      comment: 'Knowledge flows one way: a stage takes what the stages before it decided, and nothing else.',
      severity: 'error',
      from: { path: `^libs/stages/${stage}/`, pathNot: spec },
      to: { path: `^libs/stages/(${stages.slice(position + 1).join('|')})/` },
    })),
    {
      name: 'apps-import-no-other-app',
      comment: 'Each service stands alone; only the all-in-one process and the CLI (apps/ledger) put them together.',
      severity: 'error',
      from: { path: '^apps/(?!ledger/)([^/]+)/', pathNot: spec },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'pure-libs-use-no-node-core',
      comment: 'Files, processes, timers and hashes belong to the edge; only the loader of terms files reads one.',
      severity: 'error',
      from: { path: pure, pathNot: [spec, readsTermsFile] },
      to: { dependencyTypes: ['core'] },
    },
    packages('kernel-and-stages-use-no-package', 'kernel|stages', '', 'The domain is the one thing written here.'),
    packages('contracts-use-only-zod', 'contracts', 'zod', 'Schemas are written with zod and need nothing else.'),
    packages('program-uses-only-zod-and-yaml', 'program', 'zod|yaml', 'Terms are YAML, checked with zod.'),
    {
      name: 'no-circular',
      comment:
        'Two files that need each other at run time are one file, or miss a third. (Types alone may point back.)',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unresolvable',
      comment: 'An import that resolves to nothing is seen by no other rule.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'production-imports-no-test',
      comment: 'What ships does not need what tests it, nor what writes its samples and documents.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: [spec, '/testing/'] },
      to: { path: ['^(test|tools)/', '/testing/', spec] },
    },
    {
      name: 'production-imports-only-dependencies',
      comment:
        'A package that package.json does not name under dependencies is missing in an installation. (Types may.)',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: spec },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only', 'npm', 'npm-optional'],
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|test/boundaries/fixtures)/' },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['require', 'node', 'default', 'types'] },
  },
};

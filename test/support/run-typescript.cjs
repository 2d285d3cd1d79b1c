// Lets a process that a test starts run the project's TypeScript as it is, without a build:
// node -r ./test/support/run-typescript.cjs FILE.ts, or fork(FILE.ts, [], { execArgv: ['-r', …] }).
const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { join } = require('node:path');

const root = join(__dirname, '..', '..');
const options = JSON.parse(readFileSync(join(root, '.swcrc'), 'utf8'));
delete options.$schema;

/** What was compiled before, by any process: hundreds of files are the same for each of the many that tests start. */
const cache = join(root, 'node_modules', '.cache', 'run-typescript');
const compiler = `${require('@swc/core/package.json').version} ${JSON.stringify(options)}`;
mkdirSync(cache, { recursive: true });

function compiled(source, filename) {
  const known = join(
    cache,
    createHash('sha256')
      .update(JSON.stringify([compiler, filename, source]))
      .digest('hex'),
  );
  try {
    return readFileSync(known, 'utf8');
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  const { transformSync } = require('@swc/core');
  const { code } = transformSync(source, {
    ...options,
    jsc: { ...options.jsc, baseUrl: root },
    sourceMaps: 'inline',
    swcrc: false,
    filename,
  });
  // Whole or not at all: others read it meanwhile.
  writeFileSync(`${known}.${process.pid}`, code);
  renameSync(`${known}.${process.pid}`, known);
  return code;
}

// What quick-start.cjs kept is not even read.
const quickly = globalThis[Symbol.for('partner-ledger.load-quickly')] ?? ((load) => load);
Module._extensions['.ts'] = quickly((module, filename) => {
  module._compile(compiled(readFileSync(filename, 'utf8'), filename), filename);
});

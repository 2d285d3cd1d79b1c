// Lets a process that a test starts run the project's TypeScript as it is, without a build:
// node -r ./test/support/run-typescript.cjs FILE.ts, or fork(FILE.ts, [], { execArgv: ['-r', …] }).
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { join } = require('node:path');
const { transformSync } = require('@swc/core');

const root = join(__dirname, '..', '..');
const options = JSON.parse(readFileSync(join(root, '.swcrc'), 'utf8'));
delete options.$schema;

Module._extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), {
    ...options,
    jsc: { ...options.jsc, baseUrl: root },
    sourceMaps: 'inline',
    swcrc: false,
    filename,
  });
  module._compile(code, filename);
};

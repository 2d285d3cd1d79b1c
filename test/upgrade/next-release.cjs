// Makes a process another release than this one: `node -r next-release.cjs -r run-typescript.cjs …` reads the definitions
// of the read models with one nullable column, one table and one column of a view more.
const fs = require('node:fs');

const CHANGES = {
  'read-models/tables/lines.ts': [
    ["    cause: text('cause'),", "    cause: text('cause'),\n    note: orNull(text('note')),"],
  ],
  'read-models/projection/tables.ts': [
    ['\n];', "\n  { kind: 'judged', name: 'notes', columns: { note: text('note') }, key: [], fold: {} },\n];"],
    ['import type { AnyTable }', "import { text } from '../definition/column';\nimport type { AnyTable }"],
  ],
  'read-models/tables/anomalies.ts': [
    [
      'SELECT a.program, a.code, a.invoice, a.detail',
      "SELECT a.program, 'next' AS release, a.code, a.invoice, a.detail",
    ],
  ],
};

const read = fs.readFileSync;
fs.readFileSync = (file, ...rest) => {
  const text = read(file, ...rest);
  const found = Object.keys(CHANGES).find((name) => String(file).endsWith(name));
  if (found === undefined) return text;
  return CHANGES[found].reduce((changed, [from, to]) => {
    if (!changed.includes(from)) throw new Error(`${file} has no longer: ${from}`);
    return changed.replace(from, to);
  }, text);
};

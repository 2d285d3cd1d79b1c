import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const QUICK_START = join(__dirname, 'quick-start.cjs');

describe('a process of a test that starts quickly', () => {
  let folder: string;

  beforeAll(() => {
    mkdirSync(join(ROOT, '.data'), { recursive: true });
    folder = mkdtempSync(join(ROOT, '.data', 'quick-start-'));
    const main = `const says = require('./says.js'); require('yaml'); console.log(says, require.main === module);`;
    writeFileSync(join(folder, 'main.js'), main);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const run = () =>
    execFileSync(process.execPath, ['--require', QUICK_START, join(folder, 'main.js')], {
      encoding: 'utf8',
      env: { ...process.env, NODE_OPTIONS: '' },
    });

  it('runs a module of ours as it is now, also where another text of the same length was run before', () => {
    for (const word of ['one', 'two', 'two', 'one']) {
      writeFileSync(join(folder, 'says.js'), `module.exports = '${word}';`);
      expect(run()).toBe(`${word} true\n`);
    }
  });
});

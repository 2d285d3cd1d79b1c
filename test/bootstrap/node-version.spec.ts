import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = join(__dirname, '..', '..');
const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { engines: { node: string } };

/** Those of the versions that the launcher takes. */
function taken(versions: readonly string[]): string[] {
  const module = pathToFileURL(join(root, 'apps/ledger/bin/node-version.mjs')).href;
  const script = `
    const { isInRange } = await import(${JSON.stringify(module)});
    const taken = ${JSON.stringify(versions)}.filter((version) => isInRange(version, ${JSON.stringify(engines.node)}));
    process.stdout.write(JSON.stringify(taken));
  `;
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  return JSON.parse(printed) as string[];
}

describe('the engines of package.json', () => {
  it('take each Node that has crypto.hash and is maintained', () => {
    const good = ['20.12.0', '20.12.2', '20.20.2', '22.0.0', '22.11.0', '24.1.0', '100.0.0'];
    expect(taken(good)).toEqual(good);
  });

  it('take none without it, nor a version between the two lines', () => {
    expect(taken(['18.20.4', '20.0.0', '20.2.0', '20.11.1', '21.0.0', '21.7.3', '9.12.0'])).toEqual([]);
  });
});

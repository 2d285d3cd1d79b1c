import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = join(__dirname, '..', '..');
const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { engines: { node: string } };

/** Those of the versions that the launcher takes. */
function taken(versions: readonly string[]): string[] {
  const module = pathToFileURL(join(root, 'tools/bin/node-version.mjs')).href;
  const script = `
    const { isInRange } = await import(${JSON.stringify(module)});
    const taken = ${JSON.stringify(versions)}.filter((version) => isInRange(version, ${JSON.stringify(engines.node)}));
    process.stdout.write(JSON.stringify(taken));
  `;
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  return JSON.parse(printed) as string[];
}

describe('the engines of package.json', () => {
  it('take each Node that the packages take, of the lines with long support', () => {
    const good = ['20.19.0', '20.19.1', '20.20.2', '22.13.0', '22.21.1', '24.11.0', '24.12.3', '100.0.0'];
    expect(taken(good)).toEqual(good);
  });

  it('take none before them, nor a version between the lines', () => {
    const bad = [
      '9.12.0',
      '18.20.4',
      '20.0.0',
      '20.18.3',
      '21.7.3',
      '22.0.0',
      '22.12.0',
      '23.11.1',
      '24.0.0',
      '24.10.0',
    ];
    expect(taken(bad)).toEqual([]);
  });
});

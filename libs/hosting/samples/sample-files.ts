import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

export interface SampleFile {
  readonly path: string;
  /** The name under which its lines are known to the ledger. */
  readonly name: string;
}

/** The sample years that ship with the project, wherever this file runs from (sources or `dist`). */
export function sampleFiles(): SampleFile[] {
  const folder = samplesFolder();
  const files = readdirSync(folder).filter((file) => file.endsWith('.ndjson'));
  return files.sort().map((file) => ({ path: join(folder, file), name: `samples/${basename(file)}` }));
}

/** Where the samples are, wherever this file runs from. */
export function samplesFolder(): string {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const samples = join(folder, 'samples');
    if (existsSync(samples) && existsSync(join(folder, 'package.json'))) return samples;
  }
  throw new Error(`no samples/ folder beside a package.json above ${__dirname}`);
}

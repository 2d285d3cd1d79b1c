import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { makeSampleFiles, SAMPLE_SEED, type SampleFile } from './sample-files';

const USAGE = `samples:generate [--out DIR] [--seed N] [--check]
  --out DIR   where the files go (default: samples)
  --seed N    another year of the same programs (default: ${SAMPLE_SEED})
  --check     write nothing; exit with 1 if a file is missing or not what would be written
`;

/** Writes the sample files, or says which of them are stale; answers the exit status. */
function main(): number {
  const { values } = parseArgs({
    options: {
      out: { type: 'string', default: 'samples' },
      seed: { type: 'string', default: String(SAMPLE_SEED) },
      check: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const seed = Number(values.seed);
  if (values.help || !Number.isSafeInteger(seed)) {
    process.stderr.write(values.help ? USAGE : `--seed must be a whole number, not ${values.seed}\n${USAGE}`);
    return values.help ? 0 : 2;
  }
  const folder = resolve(values.out);
  const files = makeSampleFiles(seed);
  return values.check ? reportStale(folder, files) : write(folder, files);
}

function write(folder: string, files: readonly SampleFile[]): number {
  mkdirSync(folder, { recursive: true });
  for (const { fileName, text } of files) {
    writeFileSync(join(folder, fileName), text);
    process.stdout.write(`${fileName}: ${text.split('\n').length - 1} events\n`);
  }
  return 0;
}

function reportStale(folder: string, files: readonly SampleFile[]): number {
  const stale = files.filter(({ fileName, text }) => textOf(join(folder, fileName)) !== text);
  for (const { fileName } of stale) {
    process.stderr.write(
      `${fileName} is not what the generator writes: run "npm run samples:generate" and commit it\n`,
    );
  }
  return stale.length === 0 ? 0 : 1;
}

/** The file's text, or null where there is no such file. */
function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

process.exitCode = main();

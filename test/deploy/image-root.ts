import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dockerfileStages } from './compose-file';

const PROJECT = join(__dirname, '..', '..');

/** A folder that holds what the image holds, made as the Dockerfile's last stage says; without an engine, from this build. */
export interface ImageRoot {
  readonly folder: string;
  remove(): void;
}

export function makeImageRoot(): ImageRoot {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-image-'));
  const copied = dockerfileStages()
    .at(-1)
    ?.flatMap((line) => /^COPY --from=build \/app\/(\S+) /.exec(line)?.[1] ?? []);
  for (const name of copied ?? []) {
    mkdirSync(folder, { recursive: true });
    // Packages are many and the same; everything else is a copy, so that nothing outside the image is found by chance.
    if (name === 'node_modules') symlinkSync(join(PROJECT, name), join(folder, name));
    else cpSync(join(PROJECT, name), join(folder, name), { recursive: true });
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

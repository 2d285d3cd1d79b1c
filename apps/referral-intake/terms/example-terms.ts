import { existsSync, readFileSync } from 'node:fs';
import { presetPaths } from '@ledger/program/load-terms-file';
import { readYaml } from '@ledger/program/yaml-source';

/** Terms that can be sent as they stand, of the program of the other examples: its next version. */
export function exampleTermsYaml(): string {
  const path = presetPaths().find((each) => each.endsWith('plixo.yaml'));
  if (path === undefined || !existsSync(path)) return 'program: plixo\nversion: 2\n';
  return readFileSync(path, 'utf8')
    .replace(/^#[^\n]*\n/gm, '')
    .replace(/^version: 1$/m, 'version: 2')
    .replace(/^effectiveFrom: 2020-01-01.*$/m, 'effectiveFrom: 2027-01-01')
    .replace(/^ {4}rate: 15%/m, '    rate: 17%')
    .trimStart();
}

/** The same as an object. */
export function exampleTerms(): Record<string, unknown> {
  const read = readYaml(exampleTermsYaml());
  return 'faults' in read ? {} : (read.value as Record<string, unknown>);
}

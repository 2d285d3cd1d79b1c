import { basename } from 'node:path';
import { termsToJson } from '@ledger/program/describe-terms-canonical';
import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import { parseTerms } from '@ledger/program/parse-terms';
import { changesOfEveryLeaf } from './leaves';

describe.each(presetPaths().map((path) => [basename(path), path] as const))('%s', (_file, path) => {
  const [program] = loadTerms([path]);
  const asItStands = JSON.stringify(program?.versions.map(termsToJson));

  it.each(changesOfEveryLeaf(path).map(({ title, yaml }) => [title, yaml] as const))(
    '%s is noticed',
    (_title, yaml) => {
      const parsed = parseTerms(yaml, path);
      const outcome = parsed.ok ? JSON.stringify([termsToJson(parsed.terms)]) : parsed.errors[0]?.message;
      expect(outcome).toBeDefined();
      expect(outcome).not.toBe(asItStands);
    },
  );
});

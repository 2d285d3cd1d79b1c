import { join } from 'node:path';
import { TermsFileError } from '@ledger/program/load-terms-file';
import { termsFilesOf } from './named-terms-files';
import { programsOfFiles } from './terms-files';

const SIXTH = join(__dirname, '../../../test/terms/sixth-program.yaml');
const namesIn = (environment: Readonly<Record<string, string | undefined>>) =>
  programsOfFiles(termsFilesOf(environment)).map(({ name }) => name);

describe('the programs of an environment', () => {
  it.each([{}, { LEDGER_TERMS: '' }, { LEDGER_TERMS: ' , ' }])(
    'are those that ship where it names none: %j',
    (given) => {
      expect(namesIn(given)).toEqual(['odoopbx', 'plaidcloud', 'plixo', 'reseller', 'three-tier']);
    },
  );

  it('are those of the files that LEDGER_TERMS names, and no others', () => {
    expect(termsFilesOf({ LEDGER_TERMS: 'a.yaml, b.yaml,' })).toEqual(['a.yaml', 'b.yaml']);
    expect(namesIn({ LEDGER_TERMS: SIXTH })).toEqual(['metering']);
  });

  it('are refused where a file cannot be read', () => {
    expect(() => namesIn({ LEDGER_TERMS: 'no-such-file.yaml' })).toThrow(TermsFileError);
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { validateXML } from 'xmllint-wasm';
import type { BankParty } from '@ledger/rails/manual/bank-party';
import { checkParty } from '@ledger/rails/manual/check-party';
import { writePain001 } from '@ledger/rails/manual/write-pain-001';
import { content, payment, PAYEE } from './batch-contents';

const schema = readFileSync(join(__dirname, 'schemas', 'pain.001.001.09.xsd'), 'utf8');

/** What is wrong with files, by the schema; all in one run, as each loads a parser. */
async function faultsOf(files: readonly string[]): Promise<readonly string[]> {
  const xml = files.map((contents, index) => ({ fileName: `${index}.xml`, contents }));
  const { errors } = await validateXML({ xml, schema: [schema] });
  return errors.map(({ message }) => message);
}

/** What a person may type, hostile or not; null where it is refused when it is entered. */
const entered = fc
  .record({
    name: fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 80 }),
      fc.constantFrom('</Nm><Nm>Eve', '&amp;&#x0;', ']]>', '=1+2'),
    ),
    street: fc.string({ maxLength: 80 }),
    building: fc.string({ maxLength: 20 }),
    postcode: fc.string({ maxLength: 20 }),
    town: fc.oneof(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.constantFrom('Łódź', 'Αθήνα', 'София', 'Köln')),
    country: fc.constantFrom('DE', 'GR', 'US'),
  })
  .map((given) => {
    const checked = checkParty({ ...given, iban: PAYEE.iban, bic: 'COBADEFF' });
    return checked.ok && checked.party.address.town !== null ? checked.party : null;
  });

it('a batch file is valid by the schema, for any party that was entered', async () => {
  const parties = fc.sample(entered, { numRuns: 400, seed: 7 }).filter((party): party is BankParty => party !== null);
  expect(parties.length).toBeGreaterThan(50);
  const files = [
    writePain001(content(parties.map((party, index) => payment(`po-${index + 1}`, 1n + BigInt(index), party)))),
    writePain001(content([payment('po-1', 123_456n)], 'JPY')),
    writePain001(content([payment('po-1', 123_456n)], 'BHD')),
    writePain001(content([payment('po-1', 999_999_999_999_999n)], 'USD')),
  ];
  expect(await faultsOf(files)).toEqual([]);
});

it('the schema does refuse what is no such file', async () => {
  const broken = writePain001(content([payment('po-1', 1n)])).replace('<PmtMtd>TRF</PmtMtd>', '<PmtMtd>CASH</PmtMtd>');
  expect((await faultsOf([broken])).join()).toContain('PmtMtd');
});

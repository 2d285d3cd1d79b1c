import { inBankCharacters } from './bank-text';
import { checkBic, checkIban } from './check-account';
import { checkParty } from './check-party';
import { readPayeeCsv } from './read-payee-csv';

const faultOf = (checked: ReturnType<typeof checkIban>) => (checked.ok ? '' : checked.fault);
const faultsOf = (checked: ReturnType<typeof checkParty>) => (checked.ok ? [] : checked.faults);
const iban = 'DE89370400440532013000';

describe('an account, as it is entered', () => {
  it('is kept without blanks, in capital letters', () => {
    expect(checkIban('de89 3704 0044 0532 0130 00')).toEqual({ ok: true, value: iban });
    expect(checkIban('NO93 8601 1117 947')).toMatchObject({ ok: true });
    expect(checkIban('MT84 MALT 0110 0001 2345 MTLC AST0 01S')).toMatchObject({ ok: true });
    expect(checkBic('cobadeff xxx')).toEqual({ ok: true, value: 'COBADEFFXXX' });
  });

  it.each([
    ['DE89370400440532013001', 'its check digits 89 do not fit'],
    ['DE98370400440532013000', 'its check digits 98 do not fit'],
    ['DE8937040044053201300', 'one of DE has 22 characters, this one has 21'],
    ['DE89A70400440532013000', 'it is not as IBANs of DE are'],
    ['US89370400440532013000', 'the country US has no IBANs'],
    ['XX89370400440532013000', 'the country XX has no IBANs'],
    ['12345678', 'begins with two letters and two digits'],
    ['', 'begins with two letters and two digits'],
  ])('IBAN %j is refused with the reason', (given, reason) => expect(faultOf(checkIban(given))).toContain(reason));

  it.each([
    ['COBADEF', 'this one has 7'],
    ['COBAXXFF', 'XX, are no country'],
    ['COBADEFFXX', 'this one has 10'],
  ])('BIC %j is refused with the reason', (given, reason) => expect(faultOf(checkBic(given))).toContain(reason));
});

describe('a party, as it is entered', () => {
  it('says all that is wrong at once', () => {
    expect(faultsOf(checkParty({ name: ' ', bic: 'X', country: 'Germany' }))).toEqual([
      expect.stringContaining('a name is missing'),
      expect.stringContaining('BIC "X"'),
      expect.stringContaining('two letters of ISO 3166'),
      expect.stringContaining('an IBAN is missing'),
    ]);
  });

  it('may lack town and country for now', () => {
    expect(checkParty({ name: 'Ada', iban })).toMatchObject({
      ok: true,
      party: { address: { town: null, country: null } },
    });
  });

  it('is in letters that banks take, or refused with those that have no usual spelling', () => {
    expect(faultsOf(checkParty({ name: '株式会社 Ada', iban })).join()).toContain('"株"');
    expect(faultsOf(checkParty({ name: 'Ada\nEve', iban })).join()).toContain('"\\n"');
    expect(faultsOf(checkParty({ name: '— …', iban })).join()).toContain('no letter and no digit');
    expect(faultsOf(checkParty({ name: 'ß'.repeat(36), iban })).join()).toContain('this has 72');
  });
});

it.each([
  ['Žofia Ångström-Œuvré', 'Zofia Angstroem-OEuvre'],
  ['Αθήνα', 'Athina'],
  ['София', 'Sofiya'],
  ['Łódź & Ñuñez', 'Lodz + Nunez'],
  ['<script>"x"</script>', ".script.'x'./script."],
  ['İstanbul ﬁ', 'Istanbul fi'],
  ['a  b', 'a b'],
])('%j is spelled %j for a bank', (given, text) => expect(inBankCharacters(given)).toEqual({ ok: true, text }));

describe('payees from CSV', () => {
  it('are read with whatever columns there are', () => {
    const text = `\uFEFFpayee,name,iban,town,country\r\ndeneb,"Müller, Ada",${iban},Köln,de\r\n`;
    expect(readPayeeCsv(text, 'odoopbx')).toMatchObject({
      ok: true,
      payees: [{ program: 'odoopbx', payee: 'deneb', name: 'Müller, Ada', address: { town: 'Köln', country: 'DE' } }],
    });
  });

  it('are read all, or none: what is wrong is said with its line', () => {
    const text = `payee,name,iban\ndeneb,Ada,${iban}\ndeneb,Eve,${iban}\n,Bob,DE00\n`;
    expect(readPayeeCsv(text, 'odoopbx')).toEqual({
      ok: false,
      faults: [
        'line 3: the payee "deneb" was there before',
        'line 4: payee is missing',
        expect.stringContaining('line 4: IBAN "DE00"'),
      ],
    });
    expect(readPayeeCsv('payee,name,konto\na,b,c\n', 'p')).toMatchObject({
      faults: [expect.stringContaining('konto')],
    });
    expect(readPayeeCsv('payee,name,iban\na,"b\n', 'p')).toMatchObject({ ok: false });
    expect(readPayeeCsv('', 'p')).toEqual({ ok: false, faults: ['there are no payees in it'] });
  });
});

import { content, payment, PAYEE } from '../../../test/payments/batch-contents';
import { writeBatchCsv } from './write-batch-csv';
import { writePain001 } from './write-pain-001';

/** The texts of an element, in the order of the file. */
const texts = (xml: string, name: string) =>
  [...xml.matchAll(new RegExp(`<${name}(?: [^>]*)?>([^<]*)</${name}>`, 'g'))].map(([, text]) => text);

describe('a batch as pain.001', () => {
  it('sums exact amounts in the digits of the currency', () => {
    const payments = [payment('po-1', 1n), payment('po-2', 9_007_199_254_740_993n)];
    expect(texts(writePain001(content(payments)), 'CtrlSum')).toEqual(['90071992547409.94', '90071992547409.94']);
    const yen = writePain001(content(payments, 'JPY'));
    expect(texts(yen, 'CtrlSum')).toEqual(['9007199254740994', '9007199254740994']);
    expect(texts(yen, 'InstdAmt')).toEqual(['1', '9007199254740993']);
    expect(texts(writePain001(content([payment('po-1', 1n)], 'BHD')), 'InstdAmt')).toEqual(['0.001']);
  });

  it('has each payment under its own id, with the address in fields and in characters that banks take', () => {
    const xml = writePain001(content([payment('po-1', 100n), payment('po-2', 200n)]));
    expect(texts(xml, 'EndToEndId')).toEqual(['po-1-1-0123456789abcdef', 'po-2-1-0123456789abcdef']);
    expect(texts(xml, 'NbOfTxs')).toEqual(['2', '2']);
    expect(texts(xml, 'Nm').slice(2)).toEqual(['Joerg Muessig', 'Joerg Muessig']);
    expect(texts(xml, 'Nm')[0]).toBe('Odoo + PBX Ltd');
    expect(texts(xml, 'StrtNm')).toEqual(['Hauptstrasse', 'Hauptstrasse']);
    expect(texts(xml, 'TwnNm')).toEqual(['Paris', 'Koeln', 'Koeln']);
    expect(texts(xml, 'Ctry')).toEqual(['FR', 'DE', 'DE']);
    expect(xml).not.toContain('AdrLine');
    expect(texts(xml, 'ReqdExctnDt')).toEqual([]);
    expect(texts(xml, 'Dt')).toEqual(['2026-04-02']);
  });

  it('is a SEPA payment for euros within SEPA, and no other', () => {
    const far = { ...PAYEE, iban: 'BR1800360305000010009795493C1' };
    expect(texts(writePain001(content([payment('po-1', 100n)])), 'Cd')).toEqual(['SEPA']);
    expect(texts(writePain001(content([payment('po-1', 100n)], 'USD')), 'ChrgBr')).toEqual(['SHAR']);
    expect(texts(writePain001(content([payment('po-1', 100n), payment('po-2', 100n, far)])), 'Cd')).toEqual([]);
  });

  it('is the same bytes for the same content, and never without a payment or an address', () => {
    const same = () => writePain001(content([payment('po-1', 100n)]));
    expect(same()).toBe(same());
    expect(() => writePain001(content([]))).toThrow('no batch');
    const nowhere = { ...PAYEE, address: { ...PAYEE.address, town: null } };
    expect(() => writePain001(content([payment('po-1', 1n, nowhere)]))).toThrow('without town and country');
  });
});

it('a batch as CSV has the same in columns', () => {
  const [head, line] = writeBatchCsv(content([payment('po-1', 123_456n)])).split('\r\n');
  expect(head).toContain('end to end id,execute on,amount,currency,name,iban,bic');
  expect(line).toBe(
    'po-1-1-0123456789abcdef,2026-04-02,1234.56,EUR,Joerg Muessig,DE89370400440532013000,COBADEFFXXX,Hauptstrasse,7a,10115,Koeln,DE,Commission odoopbx po-1,Odoo + PBX Ltd,FR1420041010050500013M02606',
  );
});

it('a name reaches the bank as CSV as it is in pain.001, without what guards a spreadsheet', () => {
  const named = { ...payment('po-1', 1n), payee: { ...PAYEE, name: '+Tagus =1+2|x' } };
  const [, line] = writeBatchCsv(content([named])).split('\r\n');
  expect(line).toContain(',+Tagus .1+2.x,');
  expect(texts(writePain001(content([named])), 'Nm')).toContain('+Tagus .1+2.x');
});

import { instant } from '@ledger/kernel/instant';
import { amountMinor } from '@ledger/kernel/money';
import type { TransferGroup } from '../../sending/payout-order';
import type { TransferId } from '../../sending/transfer';
import type { BatchLine, LineState } from '../bank-batch';
import { matchMovements } from './match-movements';
import { readCamt054 } from './read-camt-054';

const DETAILS = (id: string, more = '') =>
  `<TxDtls><Refs><AcctSvcrRef>B-7</AcctSvcrRef><EndToEndId>${id}</EndToEndId></Refs>${more}</TxDtls>`;
const entry = (direction: string, amount: string, details: string, status = '<Cd>BOOK</Cd>') =>
  `<Ntry><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>${direction}</CdtDbtInd><Sts>${status}</Sts><NtryDtls>${details}</NtryDtls></Ntry>`;
const file = (...entries: string[]) =>
  `<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn><Ntfctn>${entries.join('')}</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>`;
const RETURNED = '<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>';

function line(payout: string, state: LineState = 'sent', code: string | null = null): [string, BatchLine] {
  const endToEndId = `${payout}-1-x` as TransferId;
  const body = { hash: '', sealed: '' };
  const where = { program: 'odoopbx', payout, batch: 'batch-1', partner: 'p', payee: 'p', attempt: 1, batchNumber: 1 };
  const money = { amountMinor: amountMinor(12_350), currency: 'EUR', madeAt: instant(0), turnedAt: instant(0) };
  return [endToEndId, { ...where, ...money, endToEndId, group: payout as TransferGroup, body, state, code }];
}

function said(text: string, ...lines: [string, BatchLine][]) {
  const read = readCamt054(text);
  if (!read.ok) throw new Error(read.fault);
  const { proposals, known, unmatched } = matchMovements(read.movements, new Map(lines), 'odoopbx');
  return {
    proposals: proposals.map(({ line: { payout }, answer }) => [payout, ...Object.values(answer)]),
    known: known.length,
    unmatched: unmatched.map(({ why }) => why),
  };
}

describe('a notification of the bank', () => {
  it('says what was paid, of several payments in one entry too', () => {
    const both = `${DETAILS('po-1-1-x', '<Amt Ccy="EUR">123.50</Amt>')}${DETAILS('po-2-1-x', '<AmtDtls><TxAmt><Amt Ccy="EUR">123.5</Amt></TxAmt></AmtDtls>')}`;
    const text = file(entry('DBIT', '247.00', both), entry('DBIT', '123.50', DETAILS('po-3-1-x'), 'BOOK'));
    expect(said(text, line('po-1'), line('po-2'), line('po-3'))).toEqual({
      proposals: [
        ['po-1', 'paid'],
        ['po-2', 'paid'],
        ['po-3', 'paid'],
      ],
      known: 0,
      unmatched: [],
    });
  });

  it('says what came back: a return of what was paid, in this file too, and a failure of what never was', () => {
    const back = (id: string) => entry('CRDT', '123.50', DETAILS(id, RETURNED));
    const text = file(
      back('po-1-1-x'),
      back('po-2-1-x'),
      back('po-3-1-x'),
      entry('DBIT', '123.50', DETAILS('po-3-1-x')),
    );
    expect(said(text, line('po-1', 'paid'), line('po-2'), line('po-3')).proposals).toEqual([
      ['po-3', 'paid'],
      ['po-1', 'returned', 'AC04'],
      ['po-2', 'failed', 'AC04'],
      ['po-3', 'returned', 'AC04'],
    ]);
  });

  it('changes nothing the second time', () => {
    const text = file(
      entry('DBIT', '123.50', DETAILS('po-1-1-x')),
      entry('CRDT', '123.50', DETAILS('po-1-1-x', RETURNED)),
    );
    expect(said(text, line('po-1', 'returned', 'AC04'))).toEqual({ proposals: [], known: 2, unmatched: [] });
    const failed = file(entry('CRDT', '123.50', DETAILS('po-1-1-x', RETURNED)));
    expect(said(failed, line('po-1', 'failed', 'AC04'))).toEqual({ proposals: [], known: 1, unmatched: [] });
  });

  it('is left alone where it does not fit, with the reason', () => {
    const text = file(
      entry('DBIT', '123.51', DETAILS('po-1-1-x')),
      entry('DBIT', '123.50', DETAILS('po-9-1-x')),
      entry('DBIT', '123.50', ''),
      entry('DBIT', '123.50', DETAILS('po-1-1-x'), '<Cd>PDNG</Cd>'),
      entry('DBIT', '123.50', DETAILS('po-2-1-x')),
      entry('DBIT', '247.00', DETAILS('po-1-1-x') + DETAILS('po-2-1-x')),
    ).replace('Ccy="EUR">247', 'Ccy="USD">247');
    expect(said(text, line('po-1'), line('po-2', 'in_batch'))).toEqual({
      proposals: [],
      known: 0,
      unmatched: [
        'po-1: 123.51 EUR where 123.50 EUR was to be paid',
        'no payment of ours has the id po-9-1-x',
        'it names no end-to-end id',
        'po-1: it is not booked yet',
        'po-2: not sent',
        'po-1: no amount  where 123.50 EUR was to be paid',
        'po-2: no amount  where 123.50 EUR was to be paid',
      ],
    });
  });

  it.each([
    ['<!DOCTYPE a [<!ENTITY e "x">]><Document>&e;</Document>', 'document type'],
    ['<Document>&e;</Document>', 'no XML'],
    ['<Document><a></Document>', 'no XML'],
    ['', 'no XML'],
    [`${'<a>'.repeat(60)}${'</a>'.repeat(60)}`, 'nested more than 50 deep'],
    ['<Document xmlns="urn:x"><BkToCstmrStmt/></Document>', 'it is no camt.054: its element is Document of urn:x'],
  ])('%j is refused', (text, reason) => {
    const read = readCamt054(text);
    expect(read.ok ? '' : read.fault).toContain(reason);
  });
});

import type { BankMovement } from './simulated-bank';

/** A notification as the bank writes it: an entry a movement. */
export function writeCamt054(movements: readonly BankMovement[]): string {
  const entries = movements.map(({ payment, direction, code }) => {
    const amount = `<Amt Ccy="${payment.currency}">${decimal(payment.amount)}</Amt>`;
    const reason = code === null ? '' : `<RtrInf><Rsn><Cd>${code}</Cd></Rsn></RtrInf>`;
    const details = `<TxDtls><Refs><EndToEndId>${payment.endToEndId}</EndToEndId></Refs>${amount}${reason}</TxDtls>`;
    const where = direction === 'out' ? 'DBIT' : 'CRDT';
    return `<Ntry>${amount}<CdtDbtInd>${where}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><NtryDtls>${details}</NtryDtls></Ntry>`;
  });
  const document = 'xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"';
  return `<?xml version="1.0"?><Document ${document}><BkToCstmrDbtCdtNtfctn><Ntfctn>${entries.join('')}</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>`;
}

/** The currencies of the year have two digits. */
function decimal(minor: bigint): string {
  const digits = String(minor).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

import {
  acknowledges,
  affiliate,
  called,
  mustAcknowledge,
  partner,
  paysBy,
  suspended,
  taxForm,
  type Told,
} from '../../../test/rules/facts';
import { given } from '../../../test/rules/given';

/** The profiles that are decided, one after the other. */
function profiles(...told: Told[]) {
  const history = given('plixo', partner('p', '2025-01-01')).when(told);
  return history.decisions().flatMap((each) => (each.type === 'PayoutProfileChanged' ? [each] : []));
}
const isOpen = (...told: Told[]) => profiles(...told).at(-1)?.acknowledgementOpen;

describe('what a partner brings for its payouts', () => {
  it('R-PAY-10: the payout method is the latest by its own time', () => {
    const history = given('reseller', partner('p', '2025-01-01', 'reseller')).when(
      paysBy('p', '2025-03-01', 'paypal'),
      paysBy('p', '2025-02-01', 'stripe'),
    );
    const rails = history.decisions().flatMap((each) => (each.type === 'PayoutProfileChanged' ? [each.rail] : []));
    expect(rails).toEqual(['paypal', 'paypal']);
    expect(profiles(taxForm('p', '2025-02-01', 'W-9', '2025-01-01'))[0]?.rail).toBeNull();
  });

  it('R-PAY-11: a W-9 stays valid; a W-8 is through 31 December of the third year after its signature', () => {
    const through = (form: 'W-9' | 'W-8BEN' | 'W-8BEN-E') =>
      profiles(taxForm('p', '2025-02-01', form, '2024-12-31'))[0]?.taxForms[0]?.validThrough;
    const endOf2027 = Date.UTC(2027, 11, 31) / 86_400_000;
    expect([through('W-9'), through('W-8BEN'), through('W-8BEN-E')]).toEqual([null, endOf2027, endOf2027]);
  });

  it('R-PAY-12: a later acknowledgement of the same checklist closes a request', () => {
    const required = mustAcknowledge('p', '2025-02-01', 'x');
    expect(isOpen(required)).toBe(true);
    expect(isOpen(required, acknowledges('p', '2025-02-02', 'x'))).toBe(false);
    expect(isOpen(required, acknowledges('p', '2025-02-02', 'y'))).toBe(true);
    expect(isOpen(required, acknowledges('p', '2025-01-31', 'x'))).toBe(true);
    expect(isOpen(acknowledges('p', '2025-02-02', 'x'), required)).toBe(false);
  });

  it('R-PAY-12: or one where either names none; of the same time, the id decides what is later', () => {
    expect(isOpen(mustAcknowledge('p', '2025-02-01', 'x'), acknowledges('p', '2025-02-02'))).toBe(false);
    expect(isOpen(mustAcknowledge('p', '2025-02-01'), acknowledges('p', '2025-02-02', 'y'))).toBe(false);
    const required = called('m', mustAcknowledge('p', '2025-02-01', 'x'));
    expect(isOpen(required, called('l', acknowledges('p', '2025-02-01', 'x')))).toBe(true);
    expect(isOpen(required, called('n', acknowledges('p', '2025-02-01', 'x')))).toBe(false);
  });

  it('R-PAY-12: every request has to be closed', () => {
    const two = [mustAcknowledge('p', '2025-02-01', 'x'), mustAcknowledge('p', '2025-02-03', 'x')];
    expect(isOpen(...two, acknowledges('p', '2025-02-02', 'x'))).toBe(true);
    expect(isOpen(...two, acknowledges('p', '2025-02-04', 'x'))).toBe(false);
  });

  it('other facts decide no profile', () => {
    expect(profiles(suspended('p', '2025-02-01'))).toEqual([]);
    expect(
      given('three-tier', affiliate('p', '2025-01-01'))
        .decisions()
        .map(({ type }) => type),
    ).not.toContain('PayoutProfileChanged');
  });
});

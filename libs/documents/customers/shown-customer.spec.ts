import { shownCustomer } from './shown-customer';

const KEY = Buffer.alloc(32, 7);
const viewer = { program: 'p', partner: 'rita', seesNames: false };

describe('a customer', () => {
  it('is shown by its id to a partner whose type sees names', () => {
    expect(shownCustomer(KEY, { ...viewer, seesNames: true })('acme')).toBe('acme');
  });

  it('is shown to any other by a pseudonym that stays the same and tells nothing', () => {
    const shown = shownCustomer(KEY, viewer);
    expect(shown('acme')).toMatch(/^customer-[2-9a-hjkmnp-z]{14}$/);
    expect(shownCustomer(KEY, viewer)('acme')).toBe(shown('acme'));
    expect(shown('acme')).not.toContain('acme');
  });

  it('has another one for each partner, program, customer and ledger', () => {
    const all = [
      shownCustomer(KEY, viewer)('acme'),
      shownCustomer(KEY, viewer)('acm'),
      shownCustomer(KEY, { ...viewer, partner: 'ritaa' })('cme'),
      shownCustomer(KEY, { ...viewer, partner: 'max' })('acme'),
      shownCustomer(KEY, { ...viewer, program: 'q' })('acme'),
      shownCustomer(Buffer.alloc(32, 8), viewer)('acme'),
    ];
    expect(new Set(all).size).toBe(all.length);
  });
});

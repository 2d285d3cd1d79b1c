import fc from 'fast-check';
import { idOfComponent } from '../testing/id-of-component';
import { accountComponent } from './account-component';

/** What Beancount takes as a component of an account's name; hledger takes all of it. */
const TAKEN = /^[A-Z0-9][A-Za-z0-9-]*$/;

describe('an id as a component of an account', () => {
  it.each([
    ['alder', 'Alder'],
    ['partner-7', 'Partner-7'],
    ['7up', '7up'],
    ['Alder', 'X---41--lder'],
    ['xAlder', 'X--41--lder'],
    ['ALDER', 'X---41-4c-44-45-52--'],
    ['Öl & Co', 'X---d6--l--20-26-20-43--o'],
    ['a--b', 'A--2d-2d--b'],
    ['a-', 'A--2d--'],
    ['-', 'X---2d--'],
    ['a:b  ; c', 'A--3a--b--20-20-3b-20--c'],
    ['李😀', 'X---674e-1f600--'],
    ['x---41--', 'X--2d-2d-2d--41--2d-2d--'],
  ])('%j is %s', (id, component) => {
    expect(accountComponent(id)).toBe(component);
    expect(idOfComponent(component)).toBe(id);
  });

  const ids = fc.oneof(
    fc.string({ unit: fc.constantFrom('a', 'A', 'x', 'X', '-', '4', '1', 'é', ' '), minLength: 1, maxLength: 12 }),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }),
  );

  it('tells what it was made from, and both tools take it', () => {
    fc.assert(
      fc.property(ids, (id) => {
        const component = accountComponent(id);
        expect(component).toMatch(TAKEN);
        expect(idOfComponent(component)).toBe(id);
      }),
    );
  });

  it('is another for another id, also for who reads no capital letters', () => {
    fc.assert(
      fc.property(ids, ids, (one, other) => {
        fc.pre(one !== other);
        expect(accountComponent(one).toLowerCase()).not.toBe(accountComponent(other).toLowerCase());
      }),
    );
  });
});

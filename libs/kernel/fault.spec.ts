import { Fault, faultKindOf, isOneLine, type FaultKind } from './fault';

class Foreseen extends Fault {
  constructor(readonly kind: FaultKind) {
    super('one line');
  }
}

it.each(['mend', 'wait', 'refused'] as const)('what was foreseen says whose turn it is, in one line: %s', (kind) => {
  const error = new Foreseen(kind);
  expect(faultKindOf(error)).toBe(kind);
  expect(isOneLine(error)).toBe(true);
});

it.each([new Foreseen('defect'), new TypeError('x is undefined'), 'thrown', null])(
  'anything else is a defect, whose stack is wanted: %p',
  (error) => {
    expect(faultKindOf(error)).toBe('defect');
    expect(isOneLine(error)).toBe(false);
  },
);

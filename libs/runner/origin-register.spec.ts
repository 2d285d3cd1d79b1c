import { OriginRegister } from './origin-register';

const place = 'kafka:partner-ledger.revenue.v1/0';

describe('the register of origins', () => {
  it('finds consecutive arrivals of one place', () => {
    const register = new OriginRegister();
    for (let index = 0; index < 5; index += 1) register.note({ place, index }, { program: 'a', seq: index + 1 });
    expect(register.find({ place, index: 3 })).toEqual({ program: 'a', seq: 4 });
    expect(register.find({ place, index: 5 })).toBeNull();
    expect(register.find({ place: 'elsewhere', index: 3 })).toBeNull();
  });

  it('finds them also when the logs of two programs are read one after the other', () => {
    const register = new OriginRegister();
    for (const index of [4, 5, 9]) register.note({ place, index }, { program: 'b', seq: index * 10 });
    for (const index of [0, 1, 6, 7, 8]) register.note({ place, index }, { program: 'a', seq: index + 1 });
    expect([0, 1, 2, 4, 5, 6, 8, 9, 10].map((index) => register.find({ place, index })?.program ?? null)).toEqual([
      'a',
      'a',
      null,
      'b',
      'b',
      'a',
      'a',
      'b',
      null,
    ]);
    expect(register.find({ place, index: 8 })).toEqual({ program: 'a', seq: 9 });
  });

  it('finds what came in falling order', () => {
    const register = new OriginRegister();
    for (const index of [9, 7, 5, 3, 1]) register.note({ place, index }, { program: 'a', seq: 10 - index });
    expect([1, 2, 3, 9, 10].map((index) => register.find({ place, index })?.seq ?? null)).toEqual([
      9,
      null,
      7,
      1,
      null,
    ]);
  });

  it('takes up two programs that interleave in one place in steps that do not grow with them', () => {
    const arrivals = 400_000;
    const register = new OriginRegister();
    for (const program of ['a', 'b']) {
      const from = program === 'a' ? 0 : 1;
      for (let index = from; index < arrivals; index += 2) register.note({ place, index }, { program, seq: index + 1 });
    }
    expect(register.find({ place, index: arrivals - 1 })).toEqual({ program: 'b', seq: arrivals });
    expect(register.find({ place, index: arrivals - 2 })).toEqual({ program: 'a', seq: arrivals - 1 });
  });
});

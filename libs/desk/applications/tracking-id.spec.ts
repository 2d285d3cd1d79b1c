import { makeTrackingId, readTrackingId } from './tracking-id';

it('is of its program, and has no signs that are taken for one another', () => {
  const ids = Array.from({ length: 200 }, () => makeTrackingId('plixo'));
  for (const id of ids) expect(id).toMatch(/^PLX-[2346789ACEFGHJKMNPQRTWX]{4}-[2346789ACEFGHJKMNPQRTWX]{2}$/);
  expect(new Set(ids).size).toBeGreaterThan(190);
  expect(['reseller', 'three-tier', 'aio', 'a'].map((name) => makeTrackingId(name).slice(0, 3))).toEqual([
    ...['RSL', 'THR', 'AIO', 'AQQ'],
  ]);
});

it('is read however it was typed', () => {
  const id = makeTrackingId('plixo');
  expect(readTrackingId(` ${id.toLowerCase()} `)).toBe(id);
});

it('is not read with one sign wrong, or two swapped', () => {
  for (const id of Array.from({ length: 50 }, () => makeTrackingId('three-tier'))) {
    for (const place of [4, 5, 6, 7, 9, 10]) {
      const other = id[place] === '7' ? '9' : '7';
      expect(readTrackingId(id.slice(0, place) + other + id.slice(place + 1))).toBeNull();
    }
    for (const place of [4, 5, 6]) {
      const [one = '', two = ''] = [id[place], id[place + 1]];
      if (one !== two) expect(readTrackingId(id.slice(0, place) + two + one + id.slice(place + 2))).toBeNull();
    }
  }
  expect(['', 'PLX-7K3M-Q', 'PLX-0000-00', 'x'.repeat(99)].map(readTrackingId)).toEqual([null, null, null, null]);
});

import { lostRecords, nextOffsetOf, type LanePosition } from './lane-positions';

const position = (committed: bigint | null, first: bigint, end: bigint): LanePosition => ({
  topic: 't',
  partition: 0,
  committed,
  first,
  end,
});

it('a new group starts at the first record that there is', () => {
  expect(nextOffsetOf(position(null, 5n, 9n))).toBe(5n);
  expect(lostRecords(position(null, 5n, 9n))).toBeNull();
});

it.each([5n, 7n, 9n])('a group that has committed %s of 5 to 9 goes on there', (committed) => {
  expect(nextOffsetOf(position(committed, 5n, 9n))).toBe(committed);
  expect(lostRecords(position(committed, 5n, 9n))).toBeNull();
});

it('a group that stands before the first record has lost some', () => {
  expect(lostRecords(position(3n, 5n, 9n))).toMatch(/^the records 3 to 4 were deleted \(retention\)/);
});

it('a group that stands behind the end has lost some, or the topic is another one', () => {
  expect(lostRecords(position(10n, 5n, 9n))).toMatch(
    /^the group has worked on the records before 10, but .* ends at 9/,
  );
});

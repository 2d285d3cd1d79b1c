import fc from 'fast-check';
import { Client } from 'pg';
import { freshDatabase, type FreshDatabase } from '../../../test/support/postgres';
import { binaryArray, ELEMENTS, type ElementType } from './binary-array';

/** Texts with what is special in a list of Postgres. */
const text = fc
  .array(fc.constantFrom('"', '\\', ',', '{', '}', ' ', '\n', '\t', '\u0001', 'n', 'u', 'é', '😀', 'NULL'))
  .map((parts) => parts.join(''));
const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const sum = fc.oneof(
  fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }),
  fc.constantFrom(0n, 10_000n, -1n, 99_990_000n),
);

describe('a list as a binary parameter', () => {
  let database: FreshDatabase;
  let client: Client;

  beforeAll(async () => {
    database = await freshDatabase();
    client = new Client({ connectionString: database.connectionString });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  /** The elements as the server writes them. */
  async function asTexts<T>(type: string, element: ElementType<T>, values: readonly (T | null)[]) {
    const { rows } = await client.query<{ element: string | null }>(
      `SELECT element::text FROM unnest($1::${type}[]) WITH ORDINALITY AS u(element, nr) ORDER BY nr`,
      [binaryArray(element, values)],
    );
    return rows.map((row) => row.element);
  }

  /** The list comes to the server as `String` writes its elements. */
  const arrives = <T>(type: string, element: ElementType<T>, value: fc.Arbitrary<T>) =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.option(value)), async (values) => {
        const expected = values.map((each) => (each === null ? null : String(each)));
        expect(await asTexts(type, element, values)).toEqual(expected);
      }),
      { seed: 5, numRuns: 100 },
    );

  it('keeps texts, whatever they hold', () => arrives('text', ELEMENTS.text, text));
  it('keeps JSON texts', () => arrives('json', ELEMENTS.json, fc.json()));
  it('keeps ids', () => arrives('uuid', ELEMENTS.uuid, fc.uuid()));
  it('takes ids in capital letters for the same ids', () => {
    const id = '0f8fad5b-d9cb-469f-a165-70867728950e';
    expect(binaryArray(ELEMENTS.uuid, [id.toUpperCase()])).toEqual(binaryArray(ELEMENTS.uuid, [id]));
  });

  it('keeps yes and no', () => arrives('boolean', ELEMENTS.boolean, fc.boolean()));
  it('keeps integers', () => arrives('integer', ELEMENTS.integer, fc.integer()));
  it('keeps big integers', () => arrives('bigint', ELEMENTS.bigint, fc.oneof(int64, fc.maxSafeInteger())));
  it('keeps sums of any size', () => arrives('numeric', ELEMENTS.numeric, sum));

  it.each([
    ['bigint', 2 ** 53, 'not an exact integer'],
    ['bigint', 0.5, 'not an exact integer'],
    ['integer', 0.5, 'not an exact integer'],
    ['integer', 2 ** 31, 'out of range'],
  ] as const)('refuses as %s %p', (type, value, message) => {
    expect(() => binaryArray(ELEMENTS[type], [value])).toThrow(message);
  });
});

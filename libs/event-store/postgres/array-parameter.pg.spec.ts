import fc from 'fast-check';
import { Client } from 'pg';
import { freshDatabase, type FreshDatabase } from '../../../test/support/postgres';
import { arrayParameter } from './array-parameter';

/** Texts with what is special in a list of Postgres or in JSON. */
const text = fc
  .array(fc.constantFrom('"', '\\', ',', '{', '}', ' ', '\n', '\t', '\u0001', 'n', 'u', 'é', '😀', 'NULL'))
  .map((parts) => parts.join(''));

describe('a list as a parameter', () => {
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

  const returned = async (values: readonly (string | null)[]) =>
    (await client.query<{ list: unknown }>('SELECT $1::text[] AS list', [arrayParameter(values)])).rows[0]?.list;

  it('comes to the server as it is, whatever its texts hold', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.option(text)), async (values) => {
        expect(await returned(values)).toEqual(values);
      }),
      { seed: 5, numRuns: 200 },
    );
  });

  it('is one text unless JSON escapes something otherwise', () => {
    expect(arrayParameter(['a', '{"b":"\\\\"}', null, 'null', ''])).toBe(
      '{"a","{\\"b\\":\\"\\\\\\\\\\"}",null,"null",""}',
    );
    expect(arrayParameter([])).toBe('{}');
    expect(arrayParameter(['a\nb'])).toEqual(['a\nb']);
  });
});

/** A pool or a TypeORM manager, each by its own name of a query. */
export type AsksPostgres = (sql: string) => Promise<readonly { readonly key: Buffer }[]>;

/** The key of this ledger's pseudonyms of customers, which its tables were made with. */
export async function readPseudonymKey(ask: AsksPostgres): Promise<Buffer> {
  const [row] = await ask('SELECT key FROM desk.customer_pseudonyms');
  if (row === undefined) throw new TypeError('desk.customer_pseudonyms is empty: its migration puts a key into it');
  return row.key;
}

import { FOREIGN_CLIENTS, type ForeignClient } from './foreign-clients';

/** Making a client ready fetches and builds it the first time. */
const PREPARE_MS = 600_000;

/** The same tests with every library. */
export function withEachClient(tests: (client: ForeignClient) => void): void {
  for (const client of FOREIGN_CLIENTS) {
    describeIfThere(client, () => {
      beforeAll(async () => void (await client.play({ producers: {}, steps: [] })), PREPARE_MS);
      tests(client);
    });
  }
}

/** Tests with one library; where it cannot run, they stand in the report as skipped, with what it lacks. */
export function describeIfThere(client: { readonly name: string; readonly missing: string | null }, tests: () => void) {
  if (client.missing === null) describe(client.name, tests);
  else describe.skip(`${client.name} (no ${client.missing} here)`, tests);
}

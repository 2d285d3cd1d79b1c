import { FOREIGN_CLIENTS, type ForeignClient } from './foreign-clients';

/** Making a client ready fetches and builds it the first time. */
const PREPARE_MS = 600_000;

/** The same tests with every library; one that cannot run here stands in the report as skipped, with what it lacks. */
export function withEachClient(tests: (client: ForeignClient) => void): void {
  for (const client of FOREIGN_CLIENTS) {
    if (client.missing !== null) {
      describe.skip(`${client.name} (no ${client.missing} here)`, () => tests(client));
      continue;
    }
    describe(client.name, () => {
      beforeAll(async () => void (await client.play({ producers: {}, steps: [] })), PREPARE_MS);
      tests(client);
    });
  }
}

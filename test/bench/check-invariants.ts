import type { Client } from 'pg';
import { LIVE_SCHEMA } from '@ledger/read-models/postgres/schema/version';

/**
 * What must hold when everything that was offered is visible: else there is no figure. Error: what does not hold.
 */
export async function checkInvariants(client: Client, offered: number): Promise<void> {
  const { rows } = await client.query<Record<string, string>>(`
    SELECT (SELECT count(*) FROM ledger_events.events) AS events,
           (SELECT coalesce(max(position), 0) FROM ledger_events.events) AS "last position",
           (SELECT count(*) FROM ledger_events.events WHERE stream LIKE '%facts-%') AS "recorded arrivals",
           (SELECT position FROM ${LIVE_SCHEMA}.checkpoint) AS checkpoint,
           (SELECT coalesce(sum(arrivals), 0) FROM ${LIVE_SCHEMA}.programs) AS "visible arrivals",
           (SELECT count(*) FROM (SELECT FROM ${LIVE_SCHEMA}.trial_balance GROUP BY currency
                                  HAVING sum(debit_minor) <> sum(credit_minor)) unbalanced) AS "unbalanced currencies",
           (SELECT count(*) FROM ${LIVE_SCHEMA}.terms_versions) AS published,
           (SELECT count(*) FROM ${LIVE_SCHEMA}.lines) AS lines`);
  const [found = {}] = rows;
  const demand = (what: string, expected: string) => {
    if (found[what] !== expected) throw new Error(`no figure: ${what} is ${found[what]}, not ${expected}`);
  };
  demand('last position', String(found['events']));
  demand('checkpoint', String(found['last position']));
  const arrived = String(offered + Number(found['published']));
  demand('recorded arrivals', arrived);
  demand('visible arrivals', arrived);
  demand('unbalanced currencies', '0');
  if (found['lines'] === '0') throw new Error('no figure: nobody earned anything, so this history measures nothing');
}

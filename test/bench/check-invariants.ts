import type { Client } from 'pg';

/**
 * What must hold when everything that was offered is visible: else there is no figure. Error: what does not hold.
 */
export async function checkInvariants(client: Client, offered: number): Promise<void> {
  const { rows } = await client.query<Record<string, string>>(`
    SELECT (SELECT count(*) FROM ledger_events.events) AS events,
           (SELECT coalesce(max(position), 0) FROM ledger_events.events) AS "last position",
           (SELECT count(*) FROM ledger_events.events WHERE stream LIKE 'facts-%') AS "recorded arrivals",
           (SELECT position FROM read_models.checkpoint) AS checkpoint,
           (SELECT coalesce(sum(arrivals), 0) FROM read_models.programs) AS "visible arrivals",
           (SELECT count(*) FROM (SELECT FROM read_models.trial_balance GROUP BY currency
                                  HAVING sum(debit_minor) <> sum(credit_minor)) unbalanced) AS "unbalanced currencies",
           (SELECT count(*) FROM read_models.lines) AS lines`);
  const [found = {}] = rows;
  const demand = (what: string, expected: string) => {
    if (found[what] !== expected) throw new Error(`no figure: ${what} is ${found[what]}, not ${expected}`);
  };
  demand('last position', String(found['events']));
  demand('checkpoint', String(found['last position']));
  demand('recorded arrivals', String(offered));
  demand('visible arrivals', String(offered));
  demand('unbalanced currencies', '0');
  if (found['lines'] === '0') throw new Error('no figure: nobody earned anything, so this history measures nothing');
}

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { parse } from 'yaml';
import { Projector } from '@ledger/read-models/postgres/projector';
import { OPS_ROLE } from '@ledger/read-models/postgres/schema/ops-views';
import { inTransaction, withConnection } from '@ledger/read-models/postgres/sql';
import { withTerms } from '@ledger/read-models/testing/entries';
import { freshReadModels, type FreshReadModels } from '@ledger/read-models/testing/fresh-read-models';
import { recorded } from '@ledger/read-models/testing/recorded-history';
import { activated, brings, clock, lead, paid, partner } from '../rules/facts';
import { given } from '../rules/given';
import { composeFile, projectFile, REQUIRED_VARIABLES } from './compose-file';

interface Target {
  readonly rawSql: string;
  readonly datasource: { readonly uid: string };
}

interface Dashboard {
  readonly uid: string;
  readonly panels: readonly { readonly title: string; readonly targets: readonly Target[] }[];
  readonly templating: { readonly list: readonly { readonly type: string; readonly query: string }[] };
}

const FOLDER = ['deploy', 'grafana'];
const FILES = readdirSync(join(__dirname, '..', '..', ...FOLDER, 'dashboards')).filter((name) =>
  name.endsWith('.json'),
);
const dashboards = FILES.map((name): readonly [string, Dashboard] => [
  name,
  JSON.parse(projectFile(...FOLDER, 'dashboards', name)) as Dashboard,
]);

/** What Grafana puts in the places of the variables. */
const VALUES: Readonly<Record<string, string>> = { '${program:sqlstring}': "'plixo'", '${kind:sqlstring}': "'month'" };

/** Every query of the dashboards, as Grafana sends it. */
const queries = dashboards.flatMap(([file, { panels, templating }]) => [
  ...templating.list.filter(({ type }) => type === 'query').map(({ query }) => [`${file}: program`, query] as const),
  ...panels.flatMap(({ title, targets }) => targets.map(({ rawSql }) => [`${file}: ${title}`, rawSql] as const)),
]);

function sent(query: string): string {
  return Object.entries(VALUES).reduce((text, [variable, value]) => text.replaceAll(variable, value), query);
}

/** What an empty answer of is good, or of something else than this history has. */
const MAY_BE_EMPTY = /do not balance|Seats|Refused|Payouts by state|At risk|Next payouts/;

describe('the dashboards of deploy/grafana', () => {
  let readModels: FreshReadModels;
  let dataSource: DataSource;

  beforeAll(async () => {
    readModels = await freshReadModels();
    ({ dataSource } = readModels);
    const told = given(
      'plixo',
      partner('p', '2026-01-01'),
      brings('p', 'a', '2026-01-11'),
      activated('a', '2026-01-12'),
      lead('r', 'p', '2026-01-20', { customer: 'b' }),
      paid('i', 'a', '2026-02-10', 30_000),
      [
        activated('b', '2026-02-11'),
        activated('direct', '2026-02-12'),
        lead('s', 'p', '2026-03-01', { customer: 'c' }),
      ],
      clock('2026-03-31'),
    );
    const { entries } = await recorded(['plixo'], told.events());
    const batch = { fromCheckpoint: 0n, toCheckpoint: BigInt(entries.length) };
    await new Projector(dataSource).project({ ...batch, entries: withTerms(entries, 0, entries.length) });
  });

  afterAll(() => readModels.remove());

  it('are there, each under a uid of its own, on the data source that is provisioned', () => {
    const { datasources } = parse(projectFile(...FOLDER, 'provisioning', 'datasources', 'ledger.yaml')) as {
      datasources: { uid: string; user: string }[];
    };
    expect(datasources.map(({ uid }) => uid)).toEqual(['ledger-ops']);
    expect(new Set(dashboards.map(([, { uid }]) => uid)).size).toBe(FILES.length);
    expect(queries.length).toBeGreaterThan(20);
    const uids = dashboards.flatMap(([, { panels }]) =>
      panels.flatMap(({ targets }) => targets.map(({ datasource }) => datasource.uid)),
    );
    expect([...new Set(uids)]).toEqual(['ledger-ops']);
    expect(projectFile(...FOLDER, 'make-login.sql')).toContain(`CREATE ROLE ${datasources[0]?.user} `);
    const { volumes = [] } = composeFile(REQUIRED_VARIABLES).services['dashboards'] ?? {};
    expect(volumes).toEqual([
      './deploy/grafana/provisioning:/etc/grafana/provisioning:ro',
      './deploy/grafana/dashboards:/etc/grafana/dashboards:ro',
    ]);
  });

  it.each(queries)('%s can be asked by ledger_ops, and answers', async (title, query) => {
    expect(sent(query)).not.toMatch(/\$\{?\w/);
    const rows = await withConnection(dataSource, (sql) =>
      inTransaction(sql, 'READ ONLY', async () => {
        await sql.run(`SET LOCAL ROLE ${OPS_ROLE}`);
        return sql.rows<object>(sent(query));
      }),
    );
    expect(rows.length > 0 || MAY_BE_EMPTY.test(title)).toBe(true);
  });
});

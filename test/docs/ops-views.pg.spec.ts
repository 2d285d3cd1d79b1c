import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { OPS_ROLE } from '@ledger/read-models/postgres/schema/ops-views';
import { freshReadModels } from '@ledger/read-models/testing/fresh-read-models';

const TEXT = readFileSync(resolve(__dirname, '../../docs/ops-views.md'), 'utf8');

/** Each view that the document describes, with the columns of its table. */
function described(): Record<string, string[]> {
  const sections = TEXT.split(/^### ops\./m).slice(1);
  return Object.fromEntries(
    sections.map((section) => [
      section.slice(0, section.indexOf('\n')),
      [...section.matchAll(/^\| `(\w+)`/gm)].map(([, column = '']) => column).sort(),
    ]),
  );
}

/** Each view that a migrated database has, with its columns. */
async function existing(): Promise<Record<string, string[]>> {
  const { dataSource, remove } = await freshReadModels();
  try {
    const rows: { view: string; name: string }[] = await dataSource.query(
      `SELECT table_name AS view, column_name AS name FROM information_schema.columns WHERE table_schema = 'ops'`,
    );
    const views: Record<string, string[]> = {};
    for (const { view, name } of rows) (views[view] ??= []).push(name);
    for (const columns of Object.values(views)) columns.sort();
    return views;
  } finally {
    await remove();
  }
}

it('docs/ops-views.md names every ops view with every column, no other, and the role that may read them', async () => {
  const views = await existing();
  expect(Object.keys(views).length).toBeGreaterThan(10);
  expect(described()).toEqual(views);
  expect(TEXT).toContain(`IN ROLE ${OPS_ROLE}`);
});

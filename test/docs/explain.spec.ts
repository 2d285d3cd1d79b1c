import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accountJson, accountText } from '@ledger/explain/account';
import { eventsOf, recordedLedger } from '../explain/ledger-in-memory';

jest.setTimeout(120_000);

const ROOT = join(__dirname, '..', '..');
const page = readFileSync(join(ROOT, 'docs', 'explain.md'), 'utf8');

describe('docs/explain.md', () => {
  it('shows the account that the samples give, and a sentence of it as JSON', async () => {
    const ledger = await recordedLedger(eventsOf(join(ROOT, 'samples', 'plixo.ndjson')));
    const question = { of: 'line', partner: 'alder', invoice: 'inv-1001-001', line: '2', seq: null } as const;
    const account = await ledger.explain('plixo', question);
    if (account === null) throw new Error('the sample has no such line');
    expect(page).toContain(`\`\`\`text\n${accountText(account, 'en')}\`\`\``);
    const [shown = ''] = /```json\n([^`]*)```/.exec(page)?.slice(1) ?? [];
    const said = accountJson(account, 'en').sections.flatMap(({ sentences }) => sentences);
    expect(said).toContainEqual(JSON.parse(shown));
  });
});

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import { readLedgerOutput } from '../cases/ledger-output';
import { replayed } from '../terms/replayed';

const read = (file: string) => readFileSync(resolve(__dirname, '../..', file), 'utf8').trim();
const SIMULATED = /_(restricted|unanswered|dropped|reversed|returned|locked|unclaimed)\b/g;

describe('the payouts to try in docs/payouts.md', () => {
  it('follow the sample years, each as a payout of its own, one for each way in which a simulated rail answers', async () => {
    const samples = ['odoopbx', 'plixo'].map((program) => read(`samples/${program}.ndjson`));
    const tried = [read('samples/rails/payouts-to-try.ndjson'), read('samples/rails/two-days-later.ndjson')];
    const partners = new Set([...tried.join('').matchAll(/"partner":"(\w+)"/g)].map(([, partner]) => partner));
    const { programs } = readLedgerOutput(await replayed(loadTerms(presetPaths()), [...samples, ...tried].join('\n')));
    const made = programs.flatMap(({ program, payouts }) =>
      payouts
        .filter(({ partner }) => partners.has(partner))
        .map(({ payout, partner }) => `${program} ${payout} ${partner}`),
    );
    expect(made).toContain('plixo po-115 robin');
    expect(made).toHaveLength(partners.size);
    const endings = new Set(tried.join('').match(SIMULATED));
    const page = read('docs/payouts.md');
    const documented = new Set(page.match(SIMULATED));
    expect(endings).toEqual(documented);
    expect(page).toContain('payouts resolve po-115 --program plixo');
  });
});

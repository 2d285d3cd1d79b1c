import { join } from 'node:path';
import { accountJson, accountText, type JsonAccount } from '@ledger/explain/account';
import { LANGUAGES } from '@ledger/explain/language';
import { replayOf } from '../properties/replay-in-process';
import { eventsOf, recordedLedger } from './ledger-in-memory';
import { recomputeComputation, type Printed } from './recompute';

jest.setTimeout(300_000);

const SAMPLES = ['plixo', 'reseller', 'three-tier', 'plaidcloud', 'odoopbx'];
const BILLED = new Set(['reseller', 'plaidcloud']);

interface InvoiceEvent {
  readonly id: string;
  readonly type: string;
  readonly program: string;
  readonly data: { readonly invoice: string; readonly lines: readonly { readonly line: string }[] };
}

interface PrintedProgram {
  readonly program: string;
  readonly rejected: readonly { readonly id: string }[];
  readonly lines: readonly { readonly invoice: string | null; readonly line: string; readonly amount: number }[];
  readonly attributions: readonly {
    readonly customer: string;
    readonly credits: readonly { readonly partner: string }[];
    readonly lost: readonly unknown[];
  }[];
}

/** The sentences about each partner of a line that something is posted for: how it was computed last, and the sum. */
function partsOf(sentences: readonly Printed[]): readonly (readonly Printed[])[] {
  const parts: Printed[][] = [];
  for (const said of sentences) {
    if (said.say === 'invoice.partner' || said.say === 'invoice.nothing') parts.push([]);
    else parts.at(-1)?.push(said);
  }
  return parts.filter((part) => part.length > 0);
}

/** What an invoice's account says to stand, its arithmetic done again. */
function standing(account: JsonAccount): number {
  let sum = 0n;
  for (const { sentences } of account.sections) {
    for (const part of partsOf(sentences)) {
      const { stands } = recomputeComputation(part);
      const total = part.find(({ say }) => say === 'total.sum');
      if (total !== undefined)
        expect((total.values['stands'] as { amountMinor: string }).amountMinor).toBe(`${stands}`);
      sum += stands;
    }
  }
  return Number(sum);
}

describe.each(SAMPLES)('the sample of %s', (name) => {
  const events = eventsOf(join(__dirname, '..', '..', 'samples', `${name}.ndjson`));

  it('says of every line of every invoice why it earned, or earned nothing, and for how much', async () => {
    const ledger = await recordedLedger(events);
    const { programs } = JSON.parse(await replayOf(events)) as { programs: readonly PrintedProgram[] };
    const { lines, rejected } = programs.find(({ program }) => program === name) as PrintedProgram;
    const refused = new Set(rejected.map(({ id }) => id));
    const type = BILLED.has(name) ? 'invoice.issued' : 'invoice.paid';
    const invoices = (events as readonly InvoiceEvent[]).filter(({ type: of, id }) => of === type && !refused.has(id));
    expect(invoices.length).toBeGreaterThan(30);
    let earningNothing = 0;
    for (const { data } of invoices) {
      const { invoice } = data;
      const account = await ledger.explain(name, { of: 'invoice', invoice });
      if (account === null) throw new Error(`${invoice} has no account`);
      const printed = accountJson(account, 'en');
      expect(printed.sections.slice(1).map(({ title }) => title?.values['line'])).toEqual(
        data.lines.map(({ line }) => line),
      );
      const said = printed.sections.flatMap(({ sentences }) => sentences);
      expect(said.filter(({ say }) => say === 'invoice.not_recorded')).toEqual([]);
      earningNothing += said.filter(({ say }) => say === 'invoice.nothing' || say === 'invoice.nobody').length;
      const posted = lines.filter((line) => line.invoice === invoice).reduce((sum, { amount }) => sum + amount, 0);
      expect(standing(printed)).toBe(posted);
    }
    expect(earningNothing).toBeGreaterThan(0);
  });

  it('says of every customer which claims count and which do not, in every language', async () => {
    const ledger = await recordedLedger(events);
    const { programs } = JSON.parse(await replayOf(events)) as { programs: readonly PrintedProgram[] };
    const attributions = programs.find(({ program }) => program === name)?.attributions ?? [];
    expect(attributions.length).toBeGreaterThan(5);
    for (const { customer, credits, lost } of attributions) {
      const account = await ledger.explain(name, { of: 'customer', customer });
      if (account === null) throw new Error(`${customer} has no account`);
      const said = accountJson(account, 'en').sections.flatMap(({ sentences }) => sentences);
      const lostClaims = said.filter(({ say }) => say === 'customer.claim.lost');
      expect(lostClaims).toHaveLength(lost.length);
      for (const { rule } of lostClaims) expect(rule).toMatch(/^R-/);
      const credited = said
        .filter(({ say }) => say.startsWith('customer.credit'))
        .map(({ values }) => values['partner']);
      expect(credited).toEqual(expect.arrayContaining(credits.map(({ partner }) => partner)));
      for (const language of LANGUAGES) expect(accountText(account, language)).not.toMatch(/undefined|NaN|\[object|\{/);
    }
  });
});

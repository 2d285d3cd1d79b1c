import type { DataSource } from 'typeorm';
import { BillingDesk } from '@ledger/documents/billing/billing-desk';
import { IssuedDocuments } from '@ledger/documents/issued/issued-documents';
import { issuedDocuments } from '@ledger/documents/issued/migrations/0001-issued-documents';
import { keptDocuments } from '@ledger/documents/issued/migrations/0002-kept-documents';
import type { PayoutDocument } from '@ledger/documents/payout/payout-document';
import { migrate } from '@ledger/postgres/migrate';
import { Pool } from 'pg';
import type { LedgerEntry } from '../ledger-entry';
import { Projector } from '../postgres/projector';
import { readProgram, type ProgramSnapshot } from '../postgres/queries/program-snapshot';
import { calendarFor, withTerms } from '../testing/entries';
import { freshReadModels, type FreshReadModels } from '../testing/fresh-read-models';
import { recordedHistory } from '../testing/recorded-history';
import type { SettlementKind } from '../tables/payout-settlements';
import { settlementsOfPayout, settlementsOfYear } from './numbered-settlements';
import { readStandingDocument, type DocumentSources } from './read-payout-document';

/** Histories in which payouts are paid, fail and come back. */
const SEEDS = [0, 8, 14, 36];

interface Happened {
  readonly program: string;
  readonly kind: SettlementKind;
  readonly year: number;
  readonly payout: string;
}

/** What was paid and what came back, in the order in which it was decided. */
function happenedIn(entries: readonly LedgerEntry[]): readonly Happened[] {
  return entries.flatMap((entry): Happened[] => {
    if (!('decision' in entry)) return [];
    const { program, decision } = entry;
    const yearOf = (at: number) => new Date(at).getUTCFullYear();
    switch (decision.type) {
      case 'PayoutMade':
        if (!decision.paidAtOnce) return [];
        return [{ program, kind: 'paid', year: yearOf(decision.madeAt), payout: decision.payout }];
      case 'PayoutSettled':
        return [{ program, kind: 'paid', year: yearOf(decision.settledAt), payout: decision.payout }];
      case 'PayoutReturned':
        return [{ program, kind: 'returned', year: yearOf(decision.returnedAt), payout: decision.payout }];
      default:
        return [];
    }
  });
}

/** The payouts of each series, in the order of the log. */
function inSeries(happened: readonly Happened[]): ReadonlyMap<string, readonly string[]> {
  const series = new Map<string, string[]>();
  for (const { program, kind, year, payout } of happened) {
    const key = `${program} ${kind} ${year}`;
    series.set(key, [...(series.get(key) ?? []), payout]);
  }
  return series;
}

/** The last of each number is its place in its series. */
const placeOf = (number: string) => Number(/(\d+)$/.exec(number)?.[1]);

describe('the documents of payouts, over random histories', () => {
  let readModels: FreshReadModels;
  let dataSource: DataSource;
  const seen = { paid: 0, returned: 0 };

  beforeAll(async () => {
    readModels = await freshReadModels();
    ({ dataSource } = readModels);
    const pool = new Pool({ connectionString: readModels.connectionString, max: 1 });
    await migrate(pool, [issuedDocuments, keptDocuments]);
    await pool.end();
  });
  afterAll(() => readModels.remove());

  async function project(entries: readonly LedgerEntry[], size: number): Promise<void> {
    await readModels.empty();
    const projector = new Projector(dataSource);
    for (let start = 0; start < entries.length; start += size) {
      const end = Math.min(entries.length, start + size);
      const [fromCheckpoint, toCheckpoint] = [BigInt(start), BigInt(end)];
      await projector.project({ fromCheckpoint, toCheckpoint, entries: withTerms(entries, start, end) });
    }
  }

  async function numbersOf(happened: readonly Happened[]) {
    const numbers: { readonly series: string; readonly number: string; readonly payout: string }[] = [];
    for (const series of inSeries(happened).keys()) {
      const [program = '', kind, year] = series.split(' ');
      const all = await readProgram(dataSource, program, (snapshot) =>
        settlementsOfYear(snapshot, kind as SettlementKind, Number(year)),
      );
      numbers.push(...all.map(({ number, payout }) => ({ series, number, payout })));
    }
    return numbers;
  }

  function sourcesOf(snapshot: ProgramSnapshot): DocumentSources {
    const query = (text: string, values: readonly unknown[]) => dataSource.query<unknown[]>(text, [...values]);
    return {
      snapshot,
      calendar: calendarFor(snapshot.about.program),
      textsOf: () => Promise.resolve((ref) => ref),
      billing: new BillingDesk(query),
      issued: new IssuedDocuments(query),
    };
  }

  async function documentsOf(happened: readonly Happened[]): Promise<readonly PayoutDocument[]> {
    const documents: PayoutDocument[] = [];
    for (const { program, kind, payout } of happened) {
      await readProgram(dataSource, program, async (snapshot) => {
        const own = await settlementsOfPayout(snapshot, payout);
        const settlement = own.find((each) => each.kind === kind);
        documents.push((await readStandingDocument(sourcesOf(snapshot), settlement!)).document);
      });
    }
    return documents;
  }

  it.each(SEEDS)(
    'have one number each, without gaps, in the order of the log, the same after a rebuild, and say what was posted (seed %d)',
    async (seed) => {
      const { entries } = await recordedHistory(seed);
      const happened = happenedIn(entries);
      expect(happened.length).toBeGreaterThan(5);
      await project(entries, 7);
      const numbers = await numbersOf(happened);
      const told = [...inSeries(happened)].flatMap(([series, payouts]) =>
        payouts.map((payout, index) => [series, index + 1, payout]),
      );
      expect(numbers.map(({ series, number, payout }) => [series, placeOf(number), payout])).toEqual(told);
      await project(entries, 1_000);
      expect(await numbersOf(happened)).toEqual(numbers);

      const documents = await documentsOf(happened);
      for (const { number, lines, grossMinor, feeMinor, withheldMinor, netMinor } of documents) {
        const sum = lines.reduce((total, { amountMinor }) => total + amountMinor, 0n);
        expect([number, sum, grossMinor - feeMinor - withheldMinor]).toEqual([number, grossMinor, netMinor]);
      }
      expect(sums(documents)).toEqual(await postedToCash());
      for (const { kind } of happened) seen[kind] += 1;
    },
    60_000,
  );

  it('were of both kinds', () => {
    expect([seen.paid > 30, seen.returned > 2]).toEqual([true, true]);
  });

  /** What documents say by program, rail and currency: net, fee, withheld. */
  function sums(documents: readonly PayoutDocument[]): Readonly<Record<string, readonly string[]>> {
    const totals = new Map<string, [bigint, bigint, bigint]>();
    for (const { program, rail, currency, netMinor, feeMinor, withheldMinor } of documents) {
      const key = `${program} ${rail} ${currency}`;
      const [net, fee, withheld] = totals.get(key) ?? [0n, 0n, 0n];
      totals.set(key, [net + netMinor, fee + feeMinor, withheld + withheldMinor]);
    }
    return Object.fromEntries([...totals].map(([key, amounts]) => [key, amounts.map(String)]));
  }

  /** The same by the journal: what left transit, less what came back to what is payable. */
  async function postedToCash(): Promise<Readonly<Record<string, readonly string[]>>> {
    const legs = `
      SELECT program, payout, currency, sum(CASE WHEN other LIKE 'cash:%' THEN amount ELSE 0 END) AS net,
             sum(CASE WHEN other LIKE 'rail_fee%' THEN amount ELSE 0 END) AS fee,
             sum(CASE WHEN other = 'tax_withheld' THEN amount ELSE 0 END) AS withheld
        FROM (
          SELECT program, about::json ->> 0 AS payout, currency, credited AS other, amount_minor AS amount
            FROM ops.postings WHERE kind = 'settlement' AND debited LIKE 'in_transit:%'
          UNION ALL
          SELECT program, about::json ->> 0, currency, debited, -amount_minor
            FROM ops.postings WHERE kind = 'settlement' AND credited LIKE 'in_transit:%'
          UNION ALL
          SELECT program, about::json ->> 0, currency, debited, -amount_minor FROM ops.postings WHERE kind = 'return'
            AND credited LIKE 'partner_payable:%'
          UNION ALL
          SELECT program, about::json ->> 0, currency, credited, amount_minor FROM ops.postings WHERE kind = 'return'
            AND debited LIKE 'partner_payable:%'
        ) moved GROUP BY program, payout, currency`;
    const rows = await dataSource.query<{ key: string; net: string; fee: string; withheld: string }[]>(
      `SELECT program || ' ' || rail || ' ' || currency AS key, sum(coalesce(net, 0))::text AS net,
              sum(coalesce(fee, 0))::text AS fee, sum(coalesce(withheld, 0))::text AS withheld
         FROM ops.payouts LEFT JOIN (${legs}) legs USING (program, payout, currency)
        WHERE settled_at IS NOT NULL GROUP BY 1`,
    );
    return Object.fromEntries(rows.map(({ key, net, fee, withheld }) => [key, [net, fee, withheld]]));
  }
});

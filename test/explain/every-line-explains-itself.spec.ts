import { join } from 'node:path';
import { accountJson, accountText } from '@ledger/explain/account';
import { LANGUAGES } from '@ledger/explain/language';
import { acceptanceCase, acceptanceCaseNames } from '../cases/acceptance-cases';
import { replayOf } from '../properties/replay-in-process';
import { eventsOf, recordedLedger, type RecordedLedger } from './ledger-in-memory';
import { recomputeLine, recomputePayout, type PrintedAccount } from './recompute';

jest.setTimeout(300_000);

const ROOT = join(__dirname, '..', '..');
const SAMPLES = ['plixo', 'reseller', 'three-tier', 'plaidcloud', 'odoopbx'];

interface PrintedLine {
  readonly partner: string;
  readonly invoice: string | null;
  readonly line: string;
  readonly seq: number;
  readonly base: number | null;
  readonly rate: string | null;
  readonly amount: number;
}

interface PrintedProgram {
  readonly program: string;
  readonly lines: readonly PrintedLine[];
  readonly payouts: readonly { readonly payout: string; readonly net: number; readonly state: string }[];
}

/** The programs of the ledger that follows from events, as the replay prints it. */
async function printedLedger(events: readonly unknown[]): Promise<readonly PrintedProgram[]> {
  return (JSON.parse(await replayOf(events)) as { programs: readonly PrintedProgram[] }).programs;
}

/** The lines of each (invoice line, partner) in the order of their numbers. */
function byLine(lines: readonly PrintedLine[]): readonly (readonly PrintedLine[])[] {
  const groups = new Map<string, PrintedLine[]>();
  for (const line of lines) {
    const key = JSON.stringify([line.partner, line.invoice, line.line]);
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  return [...groups.values()].map((group) => group.toSorted((a, b) => a.seq - b.seq));
}

/** The account of a line as the command prints it, in every language; its arithmetic comes out. */
async function explained(ledger: RecordedLedger, program: string, { partner, invoice, line }: PrintedLine) {
  const question =
    invoice === null
      ? ({ of: 'own-line', partner, line } as const)
      : ({ of: 'line', partner, invoice, line, seq: null } as const);
  const account = await ledger.explain(program, question);
  if (account === null) throw new Error(`${program} ${partner} ${invoice} ${line} has no account`);
  for (const language of LANGUAGES) expect(accountText(account, language)).not.toMatch(/undefined|NaN|\[object|\{/);
  return recomputeLine(JSON.parse(JSON.stringify(accountJson(account, 'en'))) as PrintedAccount);
}

async function expectAllExplained(events: readonly unknown[]): Promise<void> {
  const ledger = await recordedLedger(events);
  for (const { program, lines, payouts } of await printedLedger(events)) {
    if (program === '') continue;
    for (const group of byLine(lines)) {
      const postings = await explained(ledger, program, group[0] as PrintedLine);
      expect(postings.map(({ seq, amount }) => [seq, Number(amount)])).toEqual(
        group.map(({ seq, amount }) => [seq, amount]),
      );
      for (const [index, { base, rate }] of postings.entries()) {
        if (base === null) continue;
        expect([Number(base), rate]).toEqual([group[index]?.base, group[index]?.rate]);
      }
    }
    for (const { payout, net, state } of payouts) {
      if (state === 'proposed' || state === 'declined') continue;
      const account = await ledger.explain(program, { of: 'payout', payout });
      if (account === null) throw new Error(`${program} ${payout} has no account`);
      expect(Number(recomputePayout(accountJson(account, 'de')))).toBe(net);
    }
  }
}

describe('the arithmetic of every account comes out from what it prints alone', () => {
  it.each(acceptanceCaseNames().cases)('of every line and payout of the case %s', async (name) => {
    const lines = acceptanceCase(name)
      .events.split('\n')
      .filter((line) => line.trim() !== '');
    await expectAllExplained(lines.map((line): unknown => JSON.parse(line)));
  });

  it.each(SAMPLES)('of every line and payout of the samples: %s', async (name) => {
    await expectAllExplained(eventsOf(join(ROOT, 'samples', `${name}.ndjson`)));
  });
});

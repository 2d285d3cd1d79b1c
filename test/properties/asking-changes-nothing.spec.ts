import { DAY_MS, instant } from '@ledger/kernel/instant';
import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { NumberingGate } from '@ledger/runner/pipeline/numbering-gate';
import { StageSlice } from '@ledger/runner/pipeline/stage-slice';
import { readOffer } from '@ledger/runner/read-offer';
import type { Decisions } from '@ledger/stages/stage';
import { acceptanceCase } from '../cases/acceptance-cases';

const presets = loadTerms(presetPaths());
const DAYS_AHEAD = [0, 40, 150];
/** To ask before each fact would take minutes. */
const EVERY = 9;

/** What the stages decide on each fact of a history, where `asks` may ask them before each. */
function decided(
  program: ProgramTerms,
  events: readonly { readonly program?: string }[],
  asks: (stages: StageSlice, clock: number) => void,
): Decisions[] {
  const stages = new StageSlice(program);
  const gate = new NumberingGate(program, stages.answers);
  return events.flatMap((event, index) => {
    if (event.program !== program.name) return [];
    const { fact } = gate.judge(readOffer(event));
    if (fact === null) return [];
    if (index % EVERY === 0) asks(stages, fact.clock);
    return [stages.decide(fact)];
  });
}

/** Everything that the gate may ask, as of now and of moments far ahead. */
function askAll({ answers: { payouts } }: StageSlice, clock: number): void {
  for (const days of DAYS_AHEAD) {
    const at = instant(clock + days * DAY_MS);
    for (const payout of ['po-1', 'po-7', 'po-400']) {
      if (payouts.stateOf(payout, at) === null) continue;
      payouts.wouldPayProposed(payout, at, at);
      payouts.setOrPostedBy(payout, at);
    }
    for (const partner of ['p1', 'p2', 'p3']) payouts.owedMinor(partner, 'USD', at);
  }
}

it.each(['odoopbx-902', 'three-tier-902'])(
  'the stages decide the same on %s, whatever the gate asks them of moments ahead',
  (name) => {
    const events = acceptanceCase(`histories/${name}`)
      .events.trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { program?: string });
    for (const program of presets) {
      const undisturbed = decided(program, events, () => undefined);
      expect(decided(program, events, askAll)).toEqual(undisturbed);
    }
  },
  120_000,
);

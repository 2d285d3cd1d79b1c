import { STAGES } from '@ledger/stages/stage';
import { generateHistory } from '@tools/histories/generate-history';
import { preset } from './programs';
import { decidedAfter, stagesOf, stepsOf } from './run-stages-alone';

describe.each(['plixo', 'reseller', 'three-tier', 'plaidcloud', 'odoopbx'] as const)('%s', (name) => {
  const program = preset(name);
  const steps = stepsOf(program, generateHistory({ program: name, seed: 7, events: 600, shape: 'adversarial' }));

  it.each([0, 0.25, 0.5, 0.9])('each stage, resumed at %d of the log, decides as if it had never stopped', (part) => {
    const restart = Math.floor(steps.length * part);
    for (const stage of stagesOf(program)) {
      const expected = steps.slice(restart).map(({ decisions }) => decisions[stage.name]);
      expect(decidedAfter(stage, steps, restart)).toEqual(expected);
    }
  });

  it('every stage has something to decide', () => {
    for (const stage of STAGES) {
      expect(steps.reduce((sum, { decisions }) => sum + decisions[stage].length, 0)).toBeGreaterThan(5);
    }
  });
});

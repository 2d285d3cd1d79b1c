import type { Profiler } from 'node:inspector';
import { whereTimeGoes } from './where-time-goes';

function node(id: number, functionName: string, url: string, children: number[] = []): Profiler.ProfileNode {
  return { id, callFrame: { functionName, url, scriptId: '0', lineNumber: 0, columnNumber: 0 }, children };
}

describe('where the time goes', () => {
  it('is summed up by the innermost frame that tells of a phase, without idle time', () => {
    const nodes = [
      node(1, '(root)', '', [2, 6, 7]),
      node(2, 'judge', '/libs/runner/decided-batch.ts', [3]),
      node(3, 'decide', '/libs/stages/commission/commission.stage.ts', [4, 5]),
      node(4, 'add', '/libs/kernel/money.ts'),
      node(5, 'record', '/libs/stages/payout/payout.stage.ts'),
      node(6, '(garbage collector)', ''),
      node(7, '(idle)', ''),
    ];
    const samples = [2, 4, 4, 5, 6, 7];
    const timeDeltas = [1000, 2000, 3000, 4000, 7000, 90_000];
    expect(whereTimeGoes({ nodes, samples, timeDeltas, startTime: 0, endTime: 0 })).toEqual([
      { phase: 'collect garbage', ms: 7 },
      { phase: 'decide: commission', ms: 5 },
      { phase: 'decide: payout', ms: 4 },
      { phase: 'other work of the runner', ms: 1 },
    ]);
  });
});

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const brokenTree = join(__dirname, 'fixtures', 'tree');

interface Cruise {
  readonly modules: number;
  readonly unread: string[];
  readonly violations: { rule: string; from: string; to: string }[];
}

type Scripts = Readonly<Record<'boundaries' | 'check', string>>;

/** Runs `npm run boundaries` on a tree. */
function cruise(tree: string): Cruise & { status: number | null } {
  const script = join(__dirname, 'cruise.mjs');
  const run = spawnSync(process.execPath, [script, '--json', '--tree', tree], { encoding: 'utf8', timeout: 120_000 });
  if (run.stdout === '') throw new Error(`the cruise gave no answer: ${run.stderr}`);
  return { ...(JSON.parse(run.stdout) as Cruise), status: run.status };
}

function rulesInForce(): string[] {
  const config = createRequire(__filename)(join(root, '.dependency-cruiser.cjs')) as { forbidden: { name: string }[] };
  return config.forbidden.map((rule) => rule.name);
}

/** For each rule the files of the broken tree that break it, and nothing else in that tree does. */
const offenders: Record<string, string[]> = {
  'kernel-imports-no-other-lib': ['libs/kernel/imports-an-app.ts', 'libs/kernel/imports-contracts.ts'],
  'contracts-import-only-kernel': ['libs/contracts/imports-program.ts'],
  'program-imports-only-what-is-below': ['libs/program/imports-stages.ts'],
  'stages-import-only-the-domain': ['libs/stages/payout/imports-runner.ts'],
  'explain-imports-only-the-domain': ['libs/explain/imports-runner.ts'],
  'machine-imports-no-other-lib': ['libs/machine/imports-kernel.ts'],
  'postgres-imports-only-the-domain': ['libs/postgres/imports-event-store.ts'],
  'adapters-import-no-service-kit-and-no-app': [
    'libs/event-store/imports-service-kit.ts',
    'libs/messaging/imports-service-kit.ts',
    'libs/rails/imports-an-app.ts',
    'libs/rails/imports-service-kit.ts',
    'libs/read-models/imports-service-kit.ts',
    'libs/runner/imports-proof.ts',
    'libs/runner/imports-service-kit.ts',
    'libs/webhooks/imports-service-kit.ts',
  ],
  'proof-imports-no-service-kit-and-no-app': ['libs/proof/imports-service-kit.ts'],
  'service-kit-imports-no-hosting-and-no-app': [
    'libs/service-kit/imports-an-app.ts',
    'libs/service-kit/imports-hosting.ts',
  ],
  'sending-imports-only-the-kernel': ['libs/rails/sending/imports-a-rail.ts'],
  'hosting-imports-no-app': ['libs/hosting/imports-an-app.ts'],
  'stage-intake-knows-no-later-stage': ['libs/stages/intake/imports-attribution.ts'],
  'stage-attribution-knows-no-later-stage': ['libs/stages/attribution/imports-partner-status.ts'],
  'stage-partner-status-knows-no-later-stage': ['libs/stages/partner-status/imports-commission.ts'],
  'stage-commission-knows-no-later-stage': ['libs/stages/commission/imports-payout.ts'],
  'apps-import-no-other-app': ['apps/payout/imports-commission.ts'],
  'pure-libs-use-no-node-core': [
    'libs/contracts/hashes.ts',
    'libs/kernel/reads-a-file.ts',
    'libs/program/knows-the-machine.ts',
    'libs/stages/payout/waits.ts',
  ],
  'kernel-and-stages-use-no-package': ['libs/kernel/uses-zod.ts', 'libs/stages/payout/uses-zod.ts'],
  'contracts-use-only-zod': ['libs/contracts/uses-yaml.ts'],
  'program-uses-only-zod-and-yaml': ['libs/program/uses-kafkajs.ts'],
  'no-circular': ['libs/rails/circle-a.ts'],
  'no-unresolvable': ['libs/rails/imports-what-is-not-there.ts'],
  'production-imports-no-test': [
    'libs/rails/imports-a-spec.ts',
    'libs/rails/imports-a-tool.ts',
    'libs/rails/imports-what-tests-it.ts',
  ],
  'production-imports-only-dependencies': [
    'libs/rails/uses-a-test-package.ts',
    'libs/rails/uses-an-undeclared-package.ts',
  ],
};

describe('the rules for imports', () => {
  let broken: ReturnType<typeof cruise>;
  beforeAll(() => (broken = cruise(brokenTree)), 120_000);

  it.each(rulesInForce())('%s fires on its fixture, and on nothing else', (rule) => {
    const from = broken.violations.filter((violation) => violation.rule === rule).map((violation) => violation.from);
    expect(from.sort()).toEqual(offenders[rule]);
  });

  it('end in a failure when one is broken', () => {
    expect(broken.status).toBe(1);
    expect(broken.violations.map((violation) => violation.rule)).toEqual(
      expect.arrayContaining(Object.keys(offenders)),
    );
  });

  // Here a second time it would take seconds of a processor, and it ends in a failure by what is asserted of it here.
  it('are asked of the real tree by a step of its own, in CI and in npm run check', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Scripts };
    expect(scripts.boundaries).toBe('node test/boundaries/cruise.mjs');
    expect(scripts.check.split(' && ')).toContain('npm run boundaries');
    expect(readFileSync(join(root, '.ci', 'run'), 'utf8')).toMatch(/^ +step_if_there boundaries$/m);
  });

  it('fail where there is nothing to read', () => {
    const nothing = cruise(join(__dirname, 'fixtures', 'empty-tree'));
    expect(nothing).toMatchObject({ modules: 0, status: 1 });
  }, 120_000);
});

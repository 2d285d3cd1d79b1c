import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The specs of the pure libs, or of those folders that AREA names, as one file: what mutation testing runs. A mutant is
 * tried on the tests that reach it, and libraries and terms are then loaded once for all of them, not once a spec.
 * What is proven from outside comes last (unless WITH_CASES is 0), for it takes longer: the acceptance cases notice what
 * a stage computes anew too rarely, and the accounts of recorded ledgers are what libs/explain is proven by.
 */
const libs = join(__dirname, '..', '..', 'libs');
const areas = (process.env['AREA'] ?? '').split(',');

/** One test that notices a mutant is enough: what comes after the first that fails is passed by. */
let isNoticed = false;

function watched<Arguments extends unknown[]>(run: (...given: Arguments) => unknown) {
  return async (...given: Arguments): Promise<void> => {
    if (isNoticed) return;
    try {
      await run(...given);
    } catch (error) {
      isNoticed = true;
      throw error;
    }
  };
}

type Run = (...given: unknown[]) => unknown;
const every = globalThis.it;
const one = (name: string, run: Run, timeoutMs?: number) => every(name, watched(run), timeoutMs);
const each = (table: readonly unknown[]) => {
  const eachOf = every.each(table);
  return (name: string, run: Run, timeoutMs?: number) => eachOf(name, watched(run), timeoutMs);
};
globalThis.it = Object.assign(one, every, { each });

const FROM_OUTSIDE = {
  cases: ['cases/acceptance.spec'],
  accounts: ['logs-of-earlier-releases', 'every-line-explains-itself', 'invoices-and-customers'].map(
    (spec) => `explain/${spec}.spec`,
  ),
};

for (const area of areas) {
  const files = readdirSync(join(libs, area), { recursive: true, encoding: 'utf8' });
  for (const spec of files.filter((file) => /(?<!\.pg)\.spec\.ts$/.test(file)).sort()) {
    describe(join(area, spec), () => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- which specs there are is known only now
      require(join(libs, area, spec));
    });
  }
}

if (process.env['WITH_CASES'] !== '0') {
  const isOfAccounts = (area: string) => area === 'explain';
  const specs = [
    ...(areas.every(isOfAccounts) ? [] : FROM_OUTSIDE.cases),
    ...(areas.some(isOfAccounts) ? FROM_OUTSIDE.accounts : []),
  ];
  for (const spec of specs) {
    describe(spec, () => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- after the specs, which take less time
      require(join(__dirname, '..', spec));
    });
  }
}

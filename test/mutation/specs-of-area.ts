import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The specs of the pure libs, or of those folders that AREA names, as one file: what mutation testing runs. A mutant is
 * tried on the tests that reach it, and libraries and terms are then loaded once for all of them, not once a spec.
 * The acceptance cases come last (unless WITH_CASES is 0): they notice what a stage computes anew too rarely.
 */
const libs = join(__dirname, '..', '..', 'libs');
const areas = (process.env['AREA'] ?? 'kernel,contracts,program,stages').split(',');

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
  describe('acceptance cases', () => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- after the specs, which take less time
    require(join(__dirname, '..', 'cases', 'acceptance.spec'));
  });
}

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { breaches, tidyRules, type TidyRule } from './tidy-rules';

const root = join(__dirname, '..', '..');
const maxFileBytes = 1_000_000;
/** Written by `npm run docs:api`, and read by machines: every route says how it refuses. */
const generated = 'docs/openapi.json';

/** Every file of the project, by path from its root: what git tracks, so that what a reader leaves in a checkout is not of it. */
function projectFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  return listed.split('\0').filter((file) => file !== '' && existsSync(join(root, file)));
}

const examplePath = (rule: TidyRule): string =>
  rule.path
    ? rule.broken
    : rule.files.test('libs/kernel/money.ts')
      ? 'libs/kernel/money.ts'
      : 'libs/kernel/money.spec.ts';

describe('the project', () => {
  const files = projectFiles();
  const texts = new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]));

  it.each(tidyRules.map((rule) => [rule.name, rule] as const))('keeps the rule that %s', (_name, rule) => {
    expect(files.flatMap((file) => breaches(rule, file, texts.get(file) ?? ''))).toEqual([]);
  });

  it.each(tidyRules.map((rule) => [rule.name, rule] as const))('would be told where it breaks: %s', (_name, rule) => {
    expect(breaches(rule, examplePath(rule), rule.broken)).toHaveLength(1);
  });

  it('was read', () => {
    expect(files).toContain('libs/kernel/money.ts');
  });

  it('holds no big file', () => {
    expect(
      files.filter((file) => file !== generated).filter((file) => statSync(join(root, file)).size > maxFileBytes),
    ).toEqual([]);
  });
});

import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import ts from 'typescript';

const root = join(__dirname, '..', '..');
const folder = join(__dirname, 'fixtures', 'pure');
const names = readdirSync(folder).map((file) => basename(file, '.ts'));

/** What each fixture does, and who stops it in a pure lib. */
const stoppedBy: Record<string, ('compiler' | 'lint')[]> = {
  pure: [],
  'reads-the-clock': ['lint'],
  'makes-a-date-of-now': ['lint'],
  'calls-date': ['lint'],
  'throws-dice': ['lint'],
  'reads-the-environment': ['compiler', 'lint'],
  'calls-the-network': ['compiler', 'lint'],
  'sets-a-timer': ['compiler', 'lint'],
  prints: ['compiler', 'lint'],
  'reads-a-file': ['compiler', 'lint'],
  hashes: ['compiler', 'lint'],
  'uses-a-buffer': ['compiler', 'lint'],
  'reaches-through-global-this': ['lint'],
  'is-async': ['lint'],
  awaits: ['lint'],
  'makes-a-promise': ['lint'],
  'loads-code-late': ['lint'],
  'sorts-by-locale': ['lint'],
  'reads-local-time': ['lint'],
};

function pureConfig(): ts.ParsedCommandLine {
  const file = join(root, 'tsconfig.pure.json');
  const { config } = ts.readConfigFile(file, (path) => ts.sys.readFile(path)) as { config: unknown };
  return ts.parseJsonConfigFileContent(config, ts.sys, root);
}

/** The fixtures that do not compile under the options of the pure libs. */
function refusedByCompiler(): Set<string> {
  const files = names.map((name) => join(folder, `${name}.ts`));
  const program = ts.createProgram(files, pureConfig().options);
  const withErrors = files.filter((file) => program.getSemanticDiagnostics(program.getSourceFile(file)).length > 0);
  return new Set(withErrors.map((file) => basename(file, '.ts')));
}

interface LintResult {
  readonly filePath: string;
  readonly messages: { ruleId: string | null; severity: number }[];
}

/** The fixtures that a ban of eslint.config.mjs for pure libs refuses; a style rule does not count. */
function refusedByLint(): Set<string> {
  const eslint = join(root, 'node_modules', 'eslint', 'bin', 'eslint.js');
  const run = spawnSync(process.execPath, [eslint, '--no-ignore', '--format', 'json', folder], {
    cwd: root,
    encoding: 'utf8',
    timeout: 120_000,
  });
  const results = JSON.parse(run.stdout) as LintResult[];
  const banned = results.filter(({ messages }) => messages.some(({ ruleId }) => ruleId?.startsWith('no-restricted-')));
  return new Set(banned.map(({ filePath }) => basename(filePath, '.ts')));
}

describe('a pure lib', () => {
  let compiler: Set<string>;
  let lint: Set<string>;
  beforeAll(() => {
    compiler = refusedByCompiler();
    lint = refusedByLint();
  }, 180_000);

  it.each(names)('that %s is stopped, or is pure', (name) => {
    const by = [...(compiler.has(name) ? ['compiler'] : []), ...(lint.has(name) ? ['lint'] : [])];
    expect(by).toEqual(stoppedBy[name]);
  });

  it('is every file of kernel, contracts, program, stages and explain and the senders’ machine, but the specs and the one that reads terms files', () => {
    const { fileNames } = pureConfig();
    const libs = new Set(fileNames.map((file) => /\/libs\/([^/]+)\//.exec(file)?.[1]));
    expect([...libs].sort()).toEqual(['contracts', 'explain', 'kernel', 'program', 'rails', 'stages']);
    expect(fileNames.filter((file) => /\/libs\/rails\/(?!sending\/)/.test(file))).toEqual([]);
    expect(fileNames.filter((file) => /\.spec\.ts$|load-terms-file/.test(file))).toEqual([]);
  });
});

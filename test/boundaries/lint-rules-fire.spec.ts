import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parse } from 'jsonc-parser';

const root = join(__dirname, '..', '..');
const lines = (count: number, line: string) => Array<string>(count).fill(line).join('\n');

/** By rule of .oxlintrc.json: code that it is there to stop. */
const STOPPED: Record<string, string> = {
  'for-direction': 'for (let at = 0; at < 3; at--) void at;',
  'no-async-promise-executor': 'void new Promise(async () => { await f(); });',
  'no-case-declarations': 'switch (n) { case 1: let a = n; void a; }',
  'no-compare-neg-zero': 'void (n === -0);',
  'no-cond-assign': 'let a: number; if (a = n) void a;',
  'no-constant-binary-expression': 'void ((n + 1) ?? 2);',
  'no-constant-condition': 'if (true) void n;',
  'no-control-regex': 'void /\\x1f/;',
  'no-debugger': 'debugger;',
  'no-dupe-else-if': 'if (n > 1) void 1; else if (n > 1) void 2;',
  'no-duplicate-case': 'switch (n) { case 1: break; case 1: break; }',
  'no-empty': 'if (n) {}',
  'no-empty-character-class': 'void /a[]/;',
  'no-empty-pattern': 'const {} = o;',
  'no-empty-static-block': 'export class C { static {} }',
  'no-ex-assign': 'try { void n; } catch (e) { e = 1; }',
  'no-extra-boolean-cast': 'if (!!n) void n;',
  'no-fallthrough': 'switch (n) { case 1: void n; case 2: break; }',
  'no-global-assign': 'Object = o as never;',
  'no-invalid-regexp': "void new RegExp('[');",
  'no-irregular-whitespace': 'void\u00a0n;',
  'no-loss-of-precision': 'void 9007199254740993;',
  'no-misleading-character-class': 'void /[👍]/;',
  'no-prototype-builtins': "void o.hasOwnProperty('a');",
  'no-regex-spaces': 'void /a   b/;',
  'no-self-assign': 'let a = n; a = a; void a;',
  'no-shadow-restricted-names': 'export function g(undefined: number) { return undefined; }',
  'no-sparse-arrays': 'void [1, , 2];',
  'no-unexpected-multiline': 'const a = f\n(n); void a;',
  'no-unsafe-finally': 'export function g() { try { return 1; } finally { return 2; } }',
  'no-unsafe-optional-chaining': 'void (o?.a as { b: number }).b;',
  'no-unused-labels': 'a: for (;;) break;',
  'no-unused-private-class-members': 'export class C { #a = 1; }',
  'no-useless-backreference': 'void /(?:\\1)(a)/;',
  'no-useless-catch': 'try { void n; } catch (e) { throw e; }',
  'no-useless-escape': "void '\\d';",
  'require-yield': 'export function* g() { void n; }',
  'use-isnan': 'void (n === NaN);',
  'valid-typeof': "void (typeof n === 'nunber');",
  'no-var': 'var a = n; void a;',
  'prefer-const': 'let a = n; void a;',
  'prefer-rest-params': 'export function g() { return arguments; }',
  'prefer-spread': 'const a = [n]; void Math.max.apply(Math, a);',
  'typescript/await-thenable': 'await n;',
  'typescript/ban-ts-comment': `// ${'@ts'}-ignore\nvoid n;`,
  'no-array-constructor': 'void new Array(1, 2);',
  'typescript/no-array-delete': 'const a = [n]; delete a[0];',
  'typescript/no-base-to-string': 'void String({ a: n });',
  'typescript/no-duplicate-enum-values': 'export enum E { A = 1, B = 1 }',
  'typescript/no-duplicate-type-constituents': 'export type T = string | string;',
  'typescript/no-empty-object-type': 'export type T = {};',
  'typescript/no-explicit-any': 'export type T = any;',
  'typescript/no-extra-non-null-assertion': 'void o.a!!;',
  'typescript/no-floating-promises': 'f();',
  'typescript/no-for-in-array': 'for (const a in [n]) void a;',
  'typescript/no-implied-eval': "setTimeout('void 1', n);",
  'typescript/no-misused-new': 'export interface I { new (): I }',
  'typescript/no-misused-promises': 'if (f()) void n;',
  'typescript/no-namespace': 'export namespace N { export const a = 1; }',
  'typescript/no-non-null-asserted-optional-chain': 'void o?.a!;',
  'typescript/no-redundant-type-constituents': 'export type T = unknown | string;',
  'typescript/no-require-imports': "import fs = require('node:fs'); void fs;",
  'typescript/no-this-alias': 'export function g(this: object) { const self = this; return self; }',
  'typescript/no-unnecessary-type-assertion': 'void (n as number);',
  'typescript/no-unnecessary-type-constraint': 'export type T<A extends unknown> = A;',
  'typescript/no-unsafe-argument': "Math.abs(JSON.parse('1'));",
  'typescript/no-unsafe-assignment': "const a = JSON.parse('1'); void a;",
  'typescript/no-unsafe-call': "JSON.parse('1')();",
  'typescript/no-unsafe-declaration-merging': 'export interface C { a: 1 }\nexport class C {}',
  'typescript/no-unsafe-enum-comparison': 'enum E { A } void ((n as unknown as E) === 0);',
  'typescript/no-unsafe-function-type': 'export type T = Function;',
  'typescript/no-unsafe-member-access': "void JSON.parse('1').a;",
  'typescript/no-unsafe-return': "export const g = (): number => JSON.parse('1');",
  'no-unused-expressions': 'n;',
  'no-unused-vars': 'const a = n;',
  'typescript/no-wrapper-object-types': 'export type T = String;',
  'typescript/only-throw-error': "throw 'a';",
  'typescript/prefer-as-const': "export const a: 'a' = 'a';",
  'typescript/prefer-namespace-keyword': 'declare module N { const a: 1; }',
  'typescript/prefer-promise-reject-errors': "void Promise.reject('a');",
  'typescript/restrict-plus-operands': 'void (n + (o as never as string[]));',
  'typescript/restrict-template-expressions': 'void `${o}`;',
  'typescript/triple-slash-reference': '/// <reference path="./x.ts" />',
  'typescript/unbound-method': 'class C { g() { return this; } } const { g } = new C(); void g;',
  'typescript/switch-exhaustiveness-check': "switch ('a' as 'a' | 'b') { case 'a': break; }",
  'typescript/consistent-type-imports': "import { Stats } from 'node:fs'; export type T = Stats;",
  'typescript/no-non-null-assertion': 'void o.a!;',
  eqeqeq: 'void (n == 1);',
  'max-lines': lines(301, 'void n;'),
  'max-lines-per-function': `export function g() {\n${lines(61, 'void n;')}\n}`,
  complexity: `export function g() {\n${lines(12, 'if (n) void n;')}\n}`,
  'max-depth': 'if (n) { if (n) { if (n) { if (n) { if (n) { void n; } } } } }',
  'no-console': 'console.log(n);',
};

const KNOWN =
  'export declare const n: number; export declare const o: { a?: { b: number } }; export declare function f(): Promise<number>;';

/** What oxlint finds in each of these, by rule. */
function found(): Map<string, Set<string>> {
  const folder = mkdtempSync(join(tmpdir(), 'lint-rules-'));
  try {
    writeFileSync(join(folder, 'known.ts'), KNOWN);
    const compilerOptions = {
      strict: true,
      target: 'ES2022',
      module: 'preserve',
      lib: ['ES2022', 'DOM'],
      typeRoots: [join(root, 'node_modules', '@types')],
      types: ['node'],
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
    for (const [rule, code] of Object.entries(STOPPED)) {
      const file = join(folder, `${rule.replace('/', '--')}.ts`);
      writeFileSync(file, `${code}\nimport { n, o, f } from './known';\nexport const used = [n, o, f];\n`);
    }
    const program = join(root, 'node_modules', 'oxlint', 'bin', 'oxlint');
    const args = [program, '--config', join(root, '.oxlintrc.json'), '--format', 'unix', '.'];
    // From a folder outside of the project it does not find by itself what knows types.
    const env = { ...process.env, OXLINT_TSGOLINT_PATH: join(root, 'node_modules', '.bin', 'tsgolint') };
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: folder,
      env,
      encoding: 'utf8',
      timeout: 120_000,
    });
    if (status !== 1 || stdout === '') throw new Error(`oxlint ended with ${status}: ${stdout}${stderr}`);
    const rules = new Map<string, Set<string>>();
    for (const [, file, rule, plain] of stdout.matchAll(
      /^([^:\n]+):.* \[\w+\/(?:eslint\(([^)]+)\)|(typescript\([^)]+)\))\]$/gm,
    )) {
      const of = basename(file ?? '', '.ts').replace('--', '/');
      rules.set(of, (rules.get(of) ?? new Set()).add(rule ?? (plain ?? '').replace('(', '/')));
    }
    return rules;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('lint', () => {
  let rules: Map<string, Set<string>>;
  beforeAll(() => {
    rules = found();
  }, 180_000);

  it.each(Object.keys(STOPPED))('finds what %s is there to stop', (rule) => {
    expect([...(rules.get(rule) ?? [])]).toContain(rule);
  });

  it('has no rule but these', () => {
    const config = parse(readFileSync(join(root, '.oxlintrc.json'), 'utf8')) as { rules: object };
    expect(Object.keys(config.rules).sort()).toEqual(Object.keys(STOPPED).sort());
  });
});

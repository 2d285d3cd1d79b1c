/** A rule for the text or the name of a file: what breaks it, and an example that does. */
export interface TidyRule {
  readonly name: string;
  /** The files that it is for, by path from the project's root. */
  readonly files: RegExp;
  /** What must not occur in a line. */
  readonly line?: RegExp;
  /** What must not occur in the path. */
  readonly path?: RegExp;
  /** More lines than this are too many. */
  readonly maxLines?: number;
  /** A line or, for a rule on paths, a path that breaks the rule. */
  readonly broken: string;
}

/** Joins the pieces of a word that this file itself must not contain. */
const word = (...pieces: string[]): string => pieces.join('');

const sources = /^(apps|libs|tools|test|samples)\/.*\.(ts|mjs|cjs)$/;
const productionSources = /^(apps|libs)\/.*(?<!\.(spec|contract))\.(ts|mjs|cjs)$/;
const specs = /\.(spec|contract)\.ts$/;
const everything = /./;

const later = [word('TO', 'DO'), word('FIX', 'ME'), word('XX', 'X')];
const notRun = [word('sk', 'ip'), word('on', 'ly'), word('to', 'do'), word('fail', 'ing')];
const renamed = [word('x', 'it'), word('x', 'describe'), word('f', 'it'), word('f', 'describe'), word('x', 'test')];
const bags = [word('ut', 'ils?'), word('help', 'ers?'), word('com', 'mon'), word('mi', 'sc')];
const machineFolders = [word('wo', 'rk'), word('ro', 'ot'), word('home/', '[a-z]+'), word('tmp/', 'team')];
const registryHosts = [word('registry', '\\.npmjs'), word('registry', '\\.yarnpkg'), word('repo1?\\.', 'maven')];
const workplace = [word('\\.lib', 'rary/'), word('before-', 'stop')];

export const tidyRules: readonly TidyRule[] = [
  {
    name: 'nothing is left for later',
    files: sources,
    line: new RegExp(`\\b(${later.join('|')})\\b`),
    broken: `// ${later[0]}: round`,
  },
  {
    name: 'every test runs',
    files: specs,
    line: new RegExp(`\\b(it|test|describe)(\\.\\w+)*\\.(${notRun.join('|')})\\b|^\\s*(${renamed.join('|')})\\(`),
    broken: `it.${notRun[0]}('rounds', () => {`,
  },
  { name: 'no file has more than 300 lines', files: productionSources, maxLines: 300, broken: '\n'.repeat(301) },
  { name: 'no spec has more than 500 lines', files: specs, maxLines: 500, broken: '\n'.repeat(501) },
  {
    name: 'a file is named after what happens in it',
    files: everything,
    path: new RegExp(`(^|[/.-])(${bags.join('|')})(?=[/.-])`),
    broken: `libs/kernel/money-${word('ut', 'ils')}.ts`,
  },
  { name: 'files are imported, not barrels', files: sources, path: /(^|\/)index\.ts$/, broken: 'libs/kernel/index.ts' },
  {
    name: 'a rule is switched off with a reason',
    files: sources,
    line: /\/[/*] *(eslint-disable(?!.* -- \S)|@ts-(ignore|nocheck)|@ts-expect-error\s*$)/,
    broken: `// ${word('eslint-', 'disable')}-next-line no-console`,
  },
  {
    name: 'no folder of one machine is named',
    files: everything,
    line: new RegExp(`(?<![\\w./*-])/(${machineFolders.join('|')})/`),
    broken: `cd /${word('wo', 'rk')}/main`,
  },
  {
    name: 'no registry is named',
    files: everything,
    line: new RegExp([...registryHosts, word('_auth', 'Token')].join('|')),
    broken: `"resolved": "https://${word('registry', '.npmjs')}.org/zod"`,
  },
  {
    name: 'nothing of the workplace is named',
    files: everything,
    line: new RegExp(workplace.join('|')),
    broken: `see ${word('.lib', 'rary')}/search`,
  },
];

/** Where a file breaks a rule, as `path:line`, or `path` alone; empty where it keeps it. */
export function breaches(rule: TidyRule, path: string, text: string): string[] {
  if (!rule.files.test(path)) return [];
  if (rule.path?.test(path)) return [path];
  const lines = text.split('\n');
  if (rule.maxLines !== undefined && lines.length - 1 > rule.maxLines) return [`${path}: ${lines.length - 1} lines`];
  const { line } = rule;
  if (line === undefined) return [];
  return lines.flatMap((each, index) => (line.test(each) ? [`${path}:${index + 1}: ${each.trim()}`] : []));
}

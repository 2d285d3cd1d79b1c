// Checks the imports of a tree against the rules of .dependency-cruiser.cjs: `npm run boundaries`.
//   node test/boundaries/cruise.mjs [--tree FOLDER] [--json]
// Prints each violation with its rule, and how many files were read; exits 1 on a violation, and also when a source
// file was not read: a tool that finds nothing to check passes everything.
import { existsSync, readdirSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { cruise } from 'dependency-cruiser';
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';

const root = resolve(fileURLToPath(import.meta.url), '../../..');
const { values } = parseArgs({ options: { tree: { type: 'string' }, json: { type: 'boolean' } } });
const tree = resolve(values.tree ?? root);

/** The TypeScript files on disk, as paths inside the tree. */
function sourceFiles() {
  return ['apps', 'libs']
    .filter((folder) => existsSync(join(tree, folder)))
    .flatMap((folder) => readdirSync(join(tree, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) =>
      relative(tree, join(entry.parentPath ?? entry.path, entry.name))
        .split(sep)
        .join('/'),
    );
}

async function cruiseTree() {
  process.chdir(tree);
  const fileName = join(tree, 'tsconfig.json');
  const options = await extractOptions(join(root, '.dependency-cruiser.cjs'));
  const { output } = await cruise(
    ['apps', 'libs'].filter((folder) => existsSync(folder)),
    { ...options, tsConfig: { fileName }, outputType: 'json' },
    undefined,
    { tsConfig: extractTsConfig(fileName) },
  );
  return JSON.parse(output);
}

const { modules, summary } = await cruiseTree();
const read = new Set(modules.map(({ source }) => source));
const unread = sourceFiles().filter((file) => !read.has(file));
const violations = summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }));
const result = { modules: sourceFiles().length - unread.length, unread, violations };

if (values.json) {
  process.stdout.write(`${JSON.stringify(result)}\n`);
} else {
  for (const { rule, from, to } of violations) process.stdout.write(`${rule}: ${from} → ${to}\n`);
  for (const file of unread) process.stdout.write(`not read: ${file}\n`);
  process.stdout.write(`${result.modules} files read, ${violations.length} imports against the rules\n`);
}
process.exitCode = violations.length > 0 || unread.length > 0 || result.modules === 0 ? 1 : 0;

import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const SPECIFICATION = join(ROOT, 'docs/specification');
/** A page that a comment names: `contract.md`, `docs/upgrading.md`. */
const PAGE = /(?:[\w-]+\/)*[\w-]+\.md\b/g;
/** `(programs.md 0, Money; contract.md 2)` behind a rule. */
const OF_RULE = /^- \*\*(R-[A-Z]+-\d\d)\*\* .+ \(((?:programs|contract|payouts|people)\.md .+)\)$/gm;

const specification = new Map(
  readdirSync(SPECIFICATION).map((name) => [name, readFileSync(join(SPECIFICATION, name), 'utf8')]),
);

/** The pages that sources cite and that are not in the repository. */
function missingPages(file: string): string[] {
  const comments = readFileSync(join(ROOT, file), 'utf8').match(/\/\*\*?[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm) ?? [];
  return comments
    .flatMap((comment) => comment.match(PAGE) ?? [])
    .filter((page) => !existsSync(join(ROOT, page)) && !specification.has(basename(page)))
    .map((page) => `${file}: ${page}`);
}

/** The section of a document with a number; undefined: it has none. */
function sectionOf(document: string, number: string): string | undefined {
  return specification
    .get(document)
    ?.split(/^## /m)
    .find((section) => section.startsWith(`${number}. `));
}

/** Each `document section` that a rule cites, with the words that are to be found there. */
function citedBy(sources: string): { document: string; numbers: string[]; words: string[] }[] {
  let document = '';
  return sources.split('; ').map((source) => {
    const [, page, numbers = '', words = ''] =
      /^(?:(\w+\.md) )?(\d(?:(?: and | to )\d)?)(?:, (.+?))?(?: \(.+)?$/.exec(source) ?? [];
    document = page ?? document;
    return { document, numbers: numbers.split(/ and | to /), words: words.split(' and ').filter(Boolean) };
  });
}

describe('what is cited', () => {
  it('in comments is a page of the repository', () => {
    const sources = execFileSync('git', ['ls-files', '*.ts', '*.mjs', '*.cjs'], { cwd: ROOT, encoding: 'utf8' });
    expect(
      sources
        .trim()
        .split('\n')
        .filter((file) => existsSync(join(ROOT, file)))
        .flatMap(missingPages),
    ).toEqual([]);
  });

  it('by a rule is a section of the specification that has those words', () => {
    const rules = [...readFileSync(join(ROOT, 'docs/rules.md'), 'utf8').matchAll(OF_RULE)];
    expect(rules.length).toBeGreaterThan(300);
    const dangling = rules.flatMap(([, rule = '', sources = '']) =>
      citedBy(sources).flatMap(({ document, numbers, words }) => {
        const sections = numbers.map((number) => sectionOf(document, number));
        const missing = words.filter((word) => {
          const plain = word.replaceAll('`', '').toLowerCase();
          return !sections.some((section) => section?.toLowerCase().includes(plain));
        });
        const there = sections.every((section) => section !== undefined) && missing.length === 0;
        return there ? [] : [`${rule}: ${document} ${numbers.join(', ')} ${missing.join(', ')}`];
      }),
    );
    expect(dangling).toEqual([]);
  });
});

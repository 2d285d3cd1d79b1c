import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const LINK = /\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)/g;

function markdownFiles(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return markdownFiles(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

/** The links of a page that lead nowhere. */
function brokenLinks(file: string): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const targets = [...text.matchAll(LINK)].map((match) => match[1] ?? '');
  const local = targets.filter((target) => !/^[a-z]+:/.test(target));
  return local.filter((target) => !existsSync(resolve(ROOT, dirname(file), target)));
}

describe('the documents', () => {
  const pages = ['README.md', 'CHANGELOG.md', ...['deploy', 'docs', 'samples'].flatMap(markdownFiles)];

  it.each(pages)('%s has no link that leads nowhere', (page) => {
    expect(brokenLinks(page)).toEqual([]);
  });

  it('follow an event through at least thirty files', () => {
    const text = readFileSync(join(ROOT, 'docs/follow-one-event.md'), 'utf8');
    expect([...text.matchAll(LINK)].length).toBeGreaterThan(30);
  });
});

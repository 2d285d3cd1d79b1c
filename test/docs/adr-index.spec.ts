import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const FOLDER = resolve(__dirname, '../../docs/adr');

it('docs/adr/README.md lists every decision by number and title, in their order', () => {
  const files = readdirSync(FOLDER).filter((name) => /^\d{4}-.*\.md$/.test(name));
  const rows = files.sort().map((file) => {
    const [, number = '', title = ''] = /^# (\d+)\. (.+)$/m.exec(readFileSync(resolve(FOLDER, file), 'utf8')) ?? [];
    expect(Number(number)).toBe(Number(file.slice(0, 4)));
    return `${number} [${title}](${file})`;
  });
  const index = readFileSync(resolve(FOLDER, 'README.md'), 'utf8');
  const listed = [...index.matchAll(/^\| (\d+) +\| (\[.*?\]\(.*?\)) +\|/gm)].map(
    ([, number, link]) => `${number} ${link}`,
  );
  expect(listed).toEqual(rows);
});

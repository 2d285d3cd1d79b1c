import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A section of docs/terms.md about one program. */
export interface ProgramSection {
  readonly program: string;
  /** Pieces of its YAML, as quoted. */
  readonly excerpts: readonly string[];
  /** The history of its worked example, as NDJSON. */
  readonly events: string;
  readonly tables: readonly ExpectedTable[];
}

/** A table of the worked example: rows of one array of the replay's output, some of their fields. */
export interface ExpectedTable {
  readonly name: string;
  readonly rows: readonly Readonly<Record<string, string>>[];
}

const DOC = join(__dirname, '..', '..', 'docs', 'terms.md');

/** The text of docs/terms.md. */
export function termsDoc(): string {
  return readFileSync(DOC, 'utf8');
}

/** Its sections that have a worked example, by the program of that example's events. */
export function programSections(): ProgramSection[] {
  return termsDoc()
    .split(/^#{2,3} /m)
    .flatMap((section): ProgramSection[] => {
      const [events] = fences(section, 'ndjson');
      if (events === undefined) return [];
      const { program } = JSON.parse(events.split('\n')[0] ?? '') as { program: string };
      return [{ program, excerpts: fences(section, 'yaml'), events, tables: tablesOf(section) }];
    });
}

/** The contents of all fenced blocks of a language. */
export function fences(text: string, language: string): string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm'))].map(([, body]) => body ?? '');
}

/** Tables that stand below a line with nothing but a name: `lines` in backquotes. */
function tablesOf(section: string): ExpectedTable[] {
  return [...section.matchAll(/^`(\w+)`\n\n((?:\|.*\n)+)/gm)].map(([, name = '', table = '']) => {
    const [header = [], , ...rows] = table.trimEnd().split('\n').map(cells);
    return { name, rows: rows.map((row) => Object.fromEntries(header.map((field, at) => [field, row[at] ?? '']))) };
  });
}

function cells(line: string): string[] {
  return line
    .slice(1, -1)
    .split('|')
    .map((cell) => cell.trim());
}

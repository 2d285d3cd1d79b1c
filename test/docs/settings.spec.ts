import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const VARIABLE = /\b(?:LEDGER|KAFKA|OTEL|STRIPE|PAYPAL)_[A-Z_]*[A-Z]\b/g;
const SOURCE = /\.(ts|mjs|cjs)$/;

function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && SOURCE.test(entry.name) && !entry.name.includes('.spec.'))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}

/** The names in texts that are read from an environment: all of that form but those that the code gives to its constants. */
function variablesIn(texts: readonly string[]): string[] {
  const named = new Set(texts.flatMap((text) => text.match(VARIABLE) ?? []));
  const constants = texts.flatMap((text) => [...text.matchAll(/\bconst ([A-Z_]+)\b/g)].map(([, name]) => name));
  return [...named].filter((name) => !constants.includes(name)).sort();
}

const page = readFileSync(join(ROOT, 'docs/settings.md'), 'utf8');
const documented = [...page.matchAll(/^\| `([A-Z_]+)`/gm)].map(([, name]) => name);
const read = variablesIn([...sources('apps'), ...sources('libs')]);

describe('docs/settings.md', () => {
  it('has a row for every variable that the sources read', () => {
    expect(read.length).toBeGreaterThan(25);
    expect(read.filter((name) => !documented.includes(name) && !page.includes(`\`${name}\``))).toEqual([]);
  });

  it('has no row for a variable that no source reads, and none twice', () => {
    expect(documented.filter((name) => !read.includes(name ?? ''))).toEqual([]);
    expect(new Set(documented).size).toBe(documented.length);
  });

  it('would be told of a new variable, and takes no constant for one', () => {
    const source = `export const LEDGER_TOPICS = []; const { LEDGER_NEW: value } = environment; environment['KAFKA_X'];`;
    expect(variablesIn([source])).toEqual(['KAFKA_X', 'LEDGER_NEW']);
  });
});

describe('docs/event-stores.md', () => {
  it('names every variable of EventStoreDB that the sources read', () => {
    const text = readFileSync(join(ROOT, 'docs/event-stores.md'), 'utf8').replace(
      '`…_PASSWORD`',
      '`EVENTSTORE_PASSWORD`',
    );
    const names = new Set(
      [...sources('apps'), ...sources('libs')].flatMap((each) => each.match(/\bEVENTSTORE_[A-Z_]*[A-Z]\b/g) ?? []),
    );
    expect([...names].filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });
});

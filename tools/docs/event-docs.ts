import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderEventCatalogue } from '@ledger/contracts/event-catalogue';
import type { EventType } from '@ledger/contracts/event-types';

/** The generated page, relative to the project's folder. */
export const EVENT_DOCS = join('docs', 'events.md');

/** The text that docs/events.md must have, formatted as the project's other files are. */
export function eventDocs(projectFolder: string): string {
  const text = renderEventCatalogue((type) => fullSample(projectFolder, type));
  const prettier = join(projectFolder, 'node_modules', 'prettier', 'bin', 'prettier.cjs');
  return execFileSync(process.execPath, [prettier, '--stdin-filepath', join(projectFolder, EVENT_DOCS)], {
    input: text,
    encoding: 'utf8',
    timeout: 60_000,
  });
}

/** Whether docs/events.md is what the schemas say; a page that is not there is not. */
export function eventDocsAreCurrent(projectFolder: string): boolean {
  return readIfThere(join(projectFolder, EVENT_DOCS)) === eventDocs(projectFolder);
}

function fullSample(projectFolder: string, type: EventType): unknown {
  const file = join(projectFolder, 'libs', 'contracts', 'samples', `${type}.v1.json`);
  const { full } = JSON.parse(readFileSync(file, 'utf8')) as { full: unknown };
  return full;
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

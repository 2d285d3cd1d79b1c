import { say } from '@ledger/hosting/process/print';
import { withProgram } from '../with-program';
import type { DocumentFlags } from './hold-document';
import { idText, judgedDocuments, shelfOf } from './shelf';

/** Deletes what is past its retention and that nobody holds; what it was, and its hash, stay. */
export async function purgeDocuments(flags: DocumentFlags & { readonly dryRun?: boolean }): Promise<void> {
  const { data, program, by, reason, dryRun = false } = flags;
  await withProgram(data, program, async (ledger, terms) => {
    const shelf = shelfOf(ledger);
    const due = (await judgedDocuments(shelf, terms)).filter(({ fate }) => fate === 'due');
    if (due.length === 0) return say('no document is past its retention');
    const ids = due.map(({ document }) => document.id);
    // What somebody held meanwhile stays.
    const gone = new Set(dryRun ? ids : await shelf.purge(ids, { by, reason }));
    for (const { document, keptThrough } of due) {
      const { id, about, partner, language, sha256 } = document;
      if (!gone.has(id)) continue;
      const named = `${idText(id)} (${about}, ${partner}, ${language}), kept through ${keptThrough}`;
      say(`${named}: ${dryRun ? 'would be deleted' : 'deleted'}, sha256 ${sha256}`);
    }
  });
}

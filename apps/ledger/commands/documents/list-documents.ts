import { textTable } from '@ledger/documents/text-table';
import { say } from '@ledger/hosting/process/print';
import { withProgram } from '../with-program';
import { idText, judgedDocuments, shelfOf, type JudgedDocument } from './shelf';

export interface ListDocumentsFlags {
  readonly data: string;
  readonly program: string;
  readonly partner?: string;
  readonly format: 'table' | 'json';
}

/** Lists what was issued; as JSON, one per line, with all that persons did to it. */
export async function listDocuments({ data, program, partner, format }: ListDocumentsFlags): Promise<void> {
  await withProgram(data, program, async (ledger, terms) => {
    const shelf = shelfOf(ledger);
    const judged = await judgedDocuments(shelf, terms, partner);
    if (format === 'json') {
      for (const each of judged) say(JSON.stringify({ ...fieldsOf(each), acts: await shelf.acts(each.document.id) }));
    } else if (judged.length === 0) say('no document was issued');
    else say(textTable(HEAD, judged.map(cellsOf)));
  });
}

function fieldsOf({ document, issuedOn, keptThrough, fate }: JudgedDocument) {
  const { id, program, kind, about, partner, language, version, sha256, issuedAt, purgedAt } = document;
  const named = { id: idText(id), program, kind, about, partner, language, version };
  return { ...named, sha256, issuedAt, issuedOn, keptThrough, state: fate, purgedAt };
}

const HEAD = ['id', 'document', 'about', 'partner', 'language', 'version', 'issued', 'kept through', 'state', 'sha256'];

function cellsOf(judged: JudgedDocument): string[] {
  const { id, kind, about, partner, language, version, issuedOn, keptThrough, state, sha256 } = fieldsOf(judged);
  return [id, kind, about, partner, language, String(version), issuedOn, keptThrough, state, sha256.slice(0, 12)];
}

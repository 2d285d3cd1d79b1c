import { Option, type Command } from 'commander';
import { dataDirOption } from './data-dir-option';
import { holdDocument, releaseDocument } from './documents/hold-document';
import { listDocuments } from './documents/list-documents';
import { purgeDocuments } from './documents/purge-documents';
import { reissueDocument } from './documents/reissue-document';
import { personArgument } from './person-argument';

const DOCUMENT =
  'its id in the list, or a number such as PLIXO-2026-0007, of which all versions and languages go together';

/** `ledger documents`: what was issued, and for how long it is kept. */
export function addDocumentsCommand(program: Command): void {
  const documents = program.command('documents').description('what was issued, and for how long it is kept');
  documents
    .command('list')
    .description('Each document that was issued: its hash, until when it is kept, who holds it.')
    .requiredOption('--program <name>', 'the program')
    .option('--partner <id>', 'of this partner only')
    .addOption(new Option('--format <format>', 'how to print them').choices(['table', 'json']).default('table'))
    .addOption(dataDirOption())
    .action(listDocuments);
  for (const [name, action, description] of [
    ['hold', holdDocument, 'Keep a document beyond its retention, until it is released.'],
    ['release', releaseDocument, 'Let go of a document that was held: its retention counts again.'],
    ['reissue', reissueDocument, 'Issue a document anew, where it would say something else now; the old one stays.'],
  ] as const) {
    documents
      .command(name)
      .description(description)
      .argument('<document>', DOCUMENT)
      .requiredOption('--program <name>', 'the program')
      .requiredOption('--by <name>', 'who decided so', personArgument)
      .requiredOption('--reason <text>', 'why')
      .addOption(dataDirOption())
      .action(action);
  }
  documents
    .command('purge')
    .description('Delete the documents whose retention is over and that nobody holds; their hashes stay.')
    .requiredOption('--program <name>', 'the program')
    .option('--dry-run', 'delete nothing: say what would be')
    .requiredOption('--by <name>', 'who deletes them', personArgument)
    .requiredOption('--reason <text>', 'why')
    .addOption(dataDirOption())
    .action(purgeDocuments);
}

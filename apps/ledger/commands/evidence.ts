import { writeFileSync } from 'node:fs';
import { Option, type Command } from 'commander';
import { textTable } from '@ledger/documents/text-table';
import { Evidence, type KeptDecision } from '@ledger/documents/evidence/evidence';
import { say } from '@ledger/hosting/process/print';
import { UserError } from '@ledger/hosting/process/user-error';
import { withLedger } from '@ledger/hosting/storage/open-ledger';
import { SETTINGS } from '../settings';
import { dataDirOption } from './data-dir-option';

interface ListFlags {
  readonly data: string;
  readonly program: string;
  readonly partner?: string;
  readonly format: 'table' | 'json';
}

interface ShowFlags {
  readonly data: string;
  readonly out: string;
}

/** `ledger evidence`: what adjustments, write-offs and forfeits rest on, and who decided them. */
export function addEvidenceCommand(program: Command): void {
  const evidence = program
    .command('evidence')
    .description('What adjustments, write-offs and forfeits rest on, and who decided them.');
  evidence
    .command('list')
    .description('Each decision that was offered to the ledger on evidence, and what the ledger said.')
    .requiredOption('--program <name>', 'the program')
    .option('--partner <id>', 'about this partner')
    .addOption(new Option('--format <format>', 'how to print them').choices(['table', 'json']).default('table'))
    .addOption(dataDirOption())
    .action(list);
  evidence
    .command('save')
    .description('Write what was handed in to a file.')
    .argument('<hash>', 'its SHA-256, or the beginning of it')
    .requiredOption('--out <file>', 'where to')
    .addOption(dataDirOption())
    .action(save);
}

async function list({ data, program, partner, format }: ListFlags): Promise<void> {
  await withLedger({ dataDir: data, settings: SETTINGS }, async ({ pool }) => {
    const kept = await new Evidence(pool).list(program, partner ?? null);
    if (format === 'json') for (const each of kept) say(JSON.stringify(each));
    else if (kept.length === 0) say(`nothing was decided on evidence in ${program}`);
    else say(textTable(HEAD, kept.map(cellsOf)));
  });
}

async function save(hash: string, { data, out }: ShowFlags): Promise<void> {
  await withLedger({ dataDir: data, settings: SETTINGS }, async ({ pool }) => {
    const bytes = await new Evidence(pool).find(hash);
    if (bytes === null) throw new UserError(`there is no evidence of the hash ${hash}, or more than one begins so`);
    writeFileSync(out, bytes);
    say(`${out}: ${bytes.length} bytes`);
  });
}

const HEAD = ['at', 'by', 'decided', 'partner', 'event', 'the ledger said', 'evidence', 'file'];
const SHOWN_HASH = 16;

function cellsOf({ at, by, type, partner, event, answer, sha256, name }: KeptDecision): string[] {
  return [at.toISOString(), by, type, partner, event, answer ?? '?', sha256.slice(0, SHOWN_HASH), name ?? 'a text'];
}

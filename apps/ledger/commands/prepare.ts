import type { Command } from 'commander';
import { prepareFromEnvironment } from '@ledger/hosting/preparation/prepare-from-environment';
import { say, sayBeside } from '@ledger/hosting/process/print';

/** `ledger prepare`: topics, tables and terms of a cluster; what a deployment runs once before its services. */
export function addPrepareCommand(program: Command): void {
  program
    .command('prepare')
    .description('Make the topics, tables and published terms that the services need; doing it again changes nothing.')
    .action(async () => {
      const { topics, terms } = await prepareFromEnvironment(process.env, { warn: sayBeside });
      say(`${topics.length} topic(s) created; terms published: ${terms.join(', ') || 'none, all were there'}`);
    });
}

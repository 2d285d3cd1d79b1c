import type { Command } from 'commander';
import { prepareWithServers } from '@ledger/hosting/preparation/prepare-with-servers';
import { readServiceSettings } from '@ledger/hosting/settings/service-settings';
import { say, sayBeside } from '@ledger/hosting/process/print';
import { SETTINGS } from '../settings';

/** `ledger prepare`: topics, tables and terms of a cluster; what a deployment runs once before its services. */
export function addPrepareCommand(program: Command): void {
  program
    .command('prepare')
    .description('Make the topics, tables and published terms that the services need; doing it again changes nothing.')
    .action(async () => {
      const { topics, terms } = await prepareWithServers(readServiceSettings(SETTINGS.environment), {
        warn: sayBeside,
      });
      say(`${topics.length} topic(s) created; terms published: ${terms.join(', ') || 'none, all were there'}`);
    });
}

import type { Command } from 'commander';
import { prepareFromEnvironment } from '../cluster/prepare-from-environment';

/** `ledger prepare`: topics, tables and terms of a cluster; what a deployment runs once before its services. */
export function addPrepareCommand(program: Command): void {
  program
    .command('prepare')
    .description('Make the topics, tables and published terms that the services need; doing it again changes nothing.')
    .action(async () => {
      const warn = (line: string) => process.stderr.write(`${line}\n`);
      const { topics, terms } = await prepareFromEnvironment(process.env, { warn });
      process.stdout.write(
        `${topics.length} topic(s) created; terms published: ${terms.join(', ') || 'none, all were there'}\n`,
      );
    });
}

import type { Command } from 'commander';
import { checkTopics, formatTopicProblem } from '@ledger/messaging/check-topics';
import { createTopics } from '@ledger/messaging/create-topics';
import { LEDGER_TOPICS } from '@ledger/messaging/topics';
import { dataDirOption } from './data-dir-option';
import { withKafka } from './topics-connection';
import { sayBeside } from '@ledger/hosting/process/print';
import { SETTINGS } from '../settings';

/** `ledger topics create` and `ledger topics check`, on the cluster that KAFKA_BROKERS names, or that runs on `--data`. */
export function addTopicsCommand(program: Command): void {
  const topics = program.command('topics').description('the Kafka topics of the cluster runtime');

  topics
    .command('create')
    .description('create the topics that are missing; those that exist are left as they are')
    .addOption(dataDirOption())
    .action(async (_options: unknown, command: Command) => {
      await withKafka(command, async ({ kafka }) => {
        const { created, existing, problems } = await createTopics(kafka, SETTINGS.topics);
        for (const name of created) process.stdout.write(`created ${name}\n`);
        process.stdout.write(`${created.length} topic(s) created, ${existing.length} were there before\n`);
        reportProblems(problems.map(formatTopicProblem));
      });
    });

  topics
    .command('check')
    .description('say which topics are missing or set up differently, and what to do; exit status 1 if there are any')
    .addOption(dataDirOption())
    .action(async (_options: unknown, command: Command) => {
      await withKafka(command, async ({ kafka }) => {
        const problems = await checkTopics(kafka, SETTINGS.topics);
        if (problems.length === 0) process.stdout.write(`all ${LEDGER_TOPICS.length} topics are as they must be\n`);
        reportProblems(problems.map(formatTopicProblem));
      });
    });
}

function reportProblems(lines: readonly string[]): void {
  if (lines.length === 0) return;
  for (const line of lines) sayBeside(line);
  process.exitCode = 1;
}

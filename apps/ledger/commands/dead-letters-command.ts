import { InvalidArgumentError, Option, type Command } from 'commander';
import { textTable } from '@ledger/documents/text-table';
import {
  findDeadLetter,
  listDeadLetters,
  redriveDeadLetter,
  type ListedDeadLetter,
} from '@ledger/messaging/dead-letter-box';
import { IdempotentProducer } from '@ledger/messaging/idempotent-producer';
import { silentKafkaLog } from '@ledger/messaging/kafka-log';
import { recordName } from '@ledger/messaging/received-record';
import { dataDirOption } from './data-dir-option';
import { withKafka, type KafkaConnection } from './topics-connection';
import { say } from '@ledger/hosting/process/print';

/** `ledger dead-letters list|show|redrive`, on the cluster that KAFKA_BROKERS names, or that runs on `--data`. */
export function addDeadLettersCommand(program: Command): void {
  const deadLetters = program
    .command('dead-letters')
    .description('records that could not even be parsed: what they are, why, and sending them back');

  deadLetters
    .command('list')
    .description('one line for each, oldest first')
    .addOption(new Option('--format <format>', 'how to print them').choices(['table', 'json']).default('table'))
    .addOption(dataDirOption())
    .action(async (options: { format: 'table' | 'json' }, command: Command) => {
      await withKafka(command, async ({ kafka }) => {
        const letters = await listDeadLetters(kafka);
        process.stdout.write(options.format === 'json' ? asJsonLines(letters) : asTable(letters));
      });
    });

  deadLetters
    .command('show')
    .description('why it was put aside, its headers, and its original bytes')
    .argument('<number>', 'its number in the list', deadLetterNumber)
    .option('--raw', 'write nothing but the original bytes')
    .addOption(dataDirOption())
    .action(async (number: bigint, options: { raw?: true }, command: Command) => {
      await withKafka(command, async ({ kafka }) => {
        const listed = await findDeadLetter(kafka, number);
        if (options.raw) process.stdout.write(listed.letter.original.value ?? '');
        else say(asText(listed));
      });
    });

  deadLetters
    .command('redrive')
    .description('send it back to the topic it came from, once the cause has been dealt with')
    .argument('<number>', 'its number in the list', deadLetterNumber)
    .option('--again', 'also if it was sent back before')
    .addOption(dataDirOption())
    .action(async (number: bigint, options: { again?: true }, command: Command) => {
      await withKafka(command, (connection) => redrive(connection, number, options.again === true));
    });
}

async function redrive({ kafka, settings }: KafkaConnection, number: bigint, again: boolean): Promise<void> {
  const producer = new IdempotentProducer({ kafka, settings, log: silentKafkaLog });
  await producer.connect();
  try {
    const { origin } = await redriveDeadLetter(kafka, producer, number, again);
    say(`dead letter ${number} was sent back to ${origin.topic}, partition ${origin.partition}`);
  } finally {
    await producer.close();
  }
}

function deadLetterNumber(text: string): bigint {
  if (!/^\d{1,19}$/.test(text)) throw new InvalidArgumentError('a whole number from "ledger dead-letters list"');
  return BigInt(text);
}

function asTable(letters: readonly ListedDeadLetter[]): string {
  if (letters.length === 0) return 'no dead letters\n';
  const rows = letters.map(({ letter, redrivenAt }) => {
    const { code, reason } = letter.cause;
    const redriven = redrivenAt.length === 0 ? '' : `${redrivenAt.length} ×, last ${redrivenAt.at(-1)}`;
    return [String(letter.number), letter.at, recordName(letter.origin), code, reason, redriven];
  });
  return `${textTable(['number', 'at', 'origin', 'code', 'reason', 'redriven'], rows)}\n`;
}

/** One JSON object per line; bytes as base64, because they need not be text. */
function asJsonLines(letters: readonly ListedDeadLetter[]): string {
  return letters
    .map(({ letter, redrivenAt }) => {
      const { number, at, cause, origin, original } = letter;
      const place = { ...origin, offset: String(origin.offset) };
      const bytes = {
        key: original.key?.toString('base64') ?? null,
        value: original.value?.toString('base64') ?? null,
      };
      return `${JSON.stringify({ number: String(number), at, ...cause, origin: place, ...bytes, redrivenAt })}\n`;
    })
    .join('');
}

function asText({ letter, redrivenAt }: ListedDeadLetter): string {
  const { cause, origin, original } = letter;
  const headers = Object.entries(original.headers).flatMap(([name, values]) =>
    values.map((value) => `  ${name}: ${value?.toString('utf8') ?? ''}`),
  );
  return [
    `number    ${letter.number}`,
    `at        ${letter.at}, by ${cause.service}`,
    `origin    ${recordName(origin)}`,
    `reason    ${cause.code}: ${cause.reason}`,
    `redriven  ${redrivenAt.length === 0 ? 'never' : redrivenAt.join(', ')}`,
    `key       ${original.key?.toString('utf8') ?? '(none)'}`,
    `headers   ${headers.length === 0 ? '(none)' : ''}`.trimEnd(),
    ...headers,
    `value     ${original.value === null ? '(none)' : `${original.value.length} bytes, shown as UTF-8`}`,
    original.value?.toString('utf8') ?? '',
  ].join('\n');
}

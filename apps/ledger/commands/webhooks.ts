import { InvalidArgumentError, Option, type Command } from 'commander';
import { DELIVERY_STATES } from '@ledger/webhooks/desk/delivery-list';
import { namesAType, whyNoEndpoint } from '@ledger/webhooks/webhook-endpoint';
import { dataDirOption } from './data-dir-option';
import { addEndpoint, listEndpoints, removeEndpoint } from './webhooks/endpoints';
import { redeliverOutputs, showDeliveries } from './webhooks/deliveries';

const SHOWN = 50;
const format = () => new Option('--format <format>', 'how to print them').choices(['table', 'json']).default('table');

/** `ledger webhooks`: where what the ledger decides is posted to, and what became of it. */
export function addWebhooksCommand(program: Command): void {
  const webhooks = program.command('webhooks').description('where what the ledger decides is posted to');
  webhooks
    .command('add')
    .description('post outputs to an address; the secret that signs them is printed on standard output, this once')
    .argument('<url>', 'https, or http on this machine', urlArgument)
    .option('--types <types>', 'such as payout.*,commission.accrued', typesArgument, ['*'])
    .option('--program <name>', 'of this program only (default: all)')
    .option('--from-start', 'all that the log has, not only what comes from now on')
    .addOption(dataDirOption())
    .action(addEndpoint);
  webhooks
    .command('list')
    .description('the addresses, without their secrets')
    .addOption(format())
    .addOption(dataDirOption())
    .action(listEndpoints);
  webhooks
    .command('remove')
    .description('post nothing more to an address')
    .argument('<id>', 'its id in the list')
    .addOption(dataDirOption())
    .action(removeEndpoint);
  webhooks
    .command('deliveries')
    .description('what became of the outputs, the latest first; those that ended are kept for 30 days')
    .option('--endpoint <id>', 'of this address only')
    .addOption(new Option('--state <state>', 'in this state only').choices(DELIVERY_STATES))
    .option('--limit <n>', 'so many at most', limitArgument, SHOWN)
    .addOption(format())
    .addOption(dataDirOption())
    .action(showDeliveries);
  webhooks
    .command('redeliver')
    .description('post again: one output, or all that were given up')
    .argument('<id>', 'the id of the address')
    .option('--event <id>', 'this output (webhook-id)')
    .addOption(dataDirOption())
    .action(redeliverOutputs);
}

function urlArgument(text: string): string {
  const why = whyNoEndpoint(text);
  if (why !== null) throw new InvalidArgumentError(`it ${why}.`);
  return text;
}

function typesArgument(text: string): readonly string[] {
  const types = text.split(',').map((type) => type.trim());
  const unknown = types.filter((type) => !namesAType(type));
  if (unknown.length === 0) return types;
  throw new InvalidArgumentError(`no output has the type ${unknown.join(', ')}: docs/schemas/outputs has them all.`);
}

function limitArgument(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('a whole number from 1 to 999999');
  return Number(text);
}

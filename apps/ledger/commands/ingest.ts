import { createHash } from 'node:crypto';
import { Argument, type Command } from 'commander';
import { inputSize, readJsonLines } from '../input/read-json-lines';
import { showProgress } from '../input/show-progress';
import { cliToken } from '../storage/cli-token';
import { dataDirOption } from '../storage/data-dir-option';
import { urlOfRunning } from '../storage/running-file';
import { UserError } from '../user-error';

const EVENTS_PER_REQUEST = 500;
const SHOWN_REJECTIONS = 20;

interface EventAnswer {
  readonly id: string;
  readonly verdict: 'accepted' | 'ignored' | 'rejected';
  readonly code?: string;
  readonly detail?: string;
  readonly repeated: boolean;
}

/** `ledger ingest`: a file of any length into the running ledger; sent again, it changes nothing. */
export function addIngestCommand(program: Command): void {
  program
    .command('ingest')
    .description('Send a file of events to the running ledger, in requests of 500; safe to repeat.')
    .addArgument(new Argument('<file>', 'NDJSON file of CloudEvents, or - for standard input'))
    .addOption(dataDirOption())
    .action(ingest);
}

async function ingest(file: string, { data }: { data: string }): Promise<void> {
  const url = process.env['LEDGER_URL'] ?? (await urlOfRunning(data));
  const token = await cliToken(data, process.env);
  const progress = showProgress(await inputSize(file), 'ingest');
  const tally = new Tally();
  try {
    let chunk: unknown[] = [];
    let number = 0;
    for await (const { value, bytes } of readJsonLines(file)) {
      chunk.push(value);
      progress.advance(bytes);
      if (chunk.length < EVENTS_PER_REQUEST) continue;
      tally.count(await send(url, token, chunk, (number += 1)), chunk);
      chunk = [];
    }
    if (chunk.length > 0) tally.count(await send(url, token, chunk, number + 1), chunk);
  } finally {
    progress.stop();
  }
  process.stdout.write(tally.summary());
}

/** The key follows from what is sent and its place in the file, so that a repetition gets the first answers. */
async function send(
  url: string,
  token: string,
  events: readonly unknown[],
  number: number,
): Promise<readonly EventAnswer[]> {
  const body = events.map((event) => JSON.stringify(event)).join('\n');
  const key = `ingest-${number}-${createHash('sha256').update(body).digest('hex')}`;
  const response = await fetch(`${url}/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson', 'idempotency-key': key },
    body,
  }).catch((error: unknown) => {
    throw new UserError(`${url} cannot be reached: ${error instanceof Error ? error.message : String(error)}`);
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new UserError(`${url} refused request ${number}: ${problemText(answer, response.status)}`);
  return answer as readonly EventAnswer[];
}

function problemText(answer: unknown, status: number): string {
  const { title = `status ${status}`, detail = '' } = answer as { title?: string; detail?: string };
  return detail === '' ? title : `${title}: ${detail}`;
}

/** Counts answers, and keeps the first rejections to show them. */
class Tally {
  private readonly counts = { accepted: 0, ignored: 0, rejected: 0, repeated: 0 };
  private readonly rejections: string[] = [];

  count(answers: readonly EventAnswer[], sent: readonly unknown[]): void {
    if (answers.length !== sent.length)
      throw new UserError(`${sent.length} events were sent and ${answers.length} answered`);
    for (const { id, verdict, code, detail, repeated } of answers) {
      this.counts[repeated ? 'repeated' : verdict] += 1;
      if (verdict === 'rejected' && !repeated) this.rejections.push(`  ${id}: ${code} (${detail})`);
    }
  }

  summary(): string {
    const { accepted, ignored, rejected, repeated } = this.counts;
    const shown = this.rejections.slice(0, SHOWN_REJECTIONS);
    const more = this.rejections.length - shown.length;
    const lines = [`${accepted} accepted, ${ignored} ignored, ${rejected} rejected, ${repeated} sent before`, ...shown];
    return `${lines.join('\n')}${more > 0 ? `\n  … and ${more} more (GET /v1/programs/{program}/rejected)` : ''}\n`;
  }
}

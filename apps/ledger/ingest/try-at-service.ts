import type { TrialAnswerDto } from '@apps/referral-intake/trial/trial-answer.dto';
import { withoutExcess } from '@ledger/contracts/event-limits';
import { jsonText } from '@ledger/contracts/json-text';
import { inputName, readJsonLines } from '@ledger/hosting/input/read-json-lines';
import { UserError } from '@ledger/hosting/process/user-error';
import { problemText, sendRequest, TOO_LARGE, type Receiver } from './send-request';

/** No service takes so much in a request, however it is set. */
const MOST_BYTES = 256 * 1024 * 1024;

/**
 * Tries a file of events at a running ledger, in one request: each event is judged with those before it.
 * @throws UserError one line: a line that is no JSON, more than the service takes at once, what it refuses
 */
export async function tryAtService(receiver: Receiver, file: string): Promise<TrialAnswerDto> {
  const events: string[] = [];
  let bytes = 0;
  for await (const { value } of readJsonLines(file)) {
    const text = jsonText(withoutExcess(value));
    bytes += Buffer.byteLength(text) + 1;
    if (bytes > MOST_BYTES) throw tooLarge(receiver, file, `more than ${MOST_BYTES} bytes`);
    events.push(text);
  }
  if (events.length === 0) throw new UserError(`${inputName(file)}: has no events to try`);
  return tryLinesAtService(receiver, events, file);
}

/** The same for events at hand; `file`: where they come from. */
export async function tryLinesAtService(
  receiver: Receiver,
  events: readonly string[],
  file = '-',
): Promise<TrialAnswerDto> {
  const { status, answer } = await sendRequest(receiver, { path: '/v1/events?dryRun=true', body: events.join('\n') });
  if (status === TOO_LARGE) throw tooLarge(receiver, file, problemText(answer, status));
  if (status !== 200) throw new UserError(`${receiver.url} tried nothing: ${problemText(answer, status)}`);
  if (isTrial(answer, events.length)) return answer;
  throw new UserError(
    `${receiver.url} answered something else than a trial: is it the ledger’s address, and does it know trials? ` +
      'One that does not has recorded the events',
  );
}

function isTrial(answer: unknown, events: number): answer is TrialAnswerDto {
  const { dryRun, events: tried } = (answer ?? {}) as Partial<TrialAnswerDto>;
  return dryRun === true && Array.isArray(tried) && tried.length === events;
}

function tooLarge({ url }: Receiver, file: string, why: string): UserError {
  return new UserError(
    `${inputName(file)}: a trial is one request, and this is too large for ${url} (${why}): try fewer events, or end the ` +
      'ledger and try the file on its data folder, where there is no such limit',
  );
}

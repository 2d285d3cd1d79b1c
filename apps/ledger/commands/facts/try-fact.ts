import type { TriedEventDto } from '@apps/referral-intake/trial/trial-answer.dto';
import { jsonText } from '@ledger/contracts/json-text';
import { wallClockOf } from '@ledger/hosting/clock/wall-clock-of';
import { cliToken } from '@ledger/hosting/data-folder/cli-token';
import { urlOfLedger } from '@ledger/hosting/data-folder/running-file';
import type { OpenLedger } from '@ledger/hosting/storage/open-ledger';
import { checkPersonalKey } from '@ledger/runner/personal/check-key';
import { recordedPrograms } from '@ledger/runner/recorded-programs';
import { tryLinesAtService } from '../../ingest/try-at-service';
import { SETTINGS } from '../../settings';

/** What would become of an event, by the ledger that runs, or on the folder where none does; nothing is recorded. */
export async function tryFact(ledger: OpenLedger, event: object): Promise<TriedEventDto> {
  const url = await urlOfLedger(ledger.dataDir, SETTINGS);
  const { events } =
    url === null
      ? await tryHere(ledger, event)
      : await tryLinesAtService({ url, token: await cliToken(ledger.dataDir, SETTINGS, ledger) }, [jsonText(event)]);
  const [tried] = events;
  if (tried === undefined) throw new TypeError('one event was tried and none was answered');
  return tried;
}

/** What judges and stages events is loaded only where no ledger runs that does it. */
async function tryHere(ledger: OpenLedger, event: object) {
  const { makeTrial } = await import('@ledger/runner/trial/make-trial');
  const { trialAnswer } = await import('@apps/referral-intake/trial/trial-answer.dto');
  await checkPersonalKey(ledger);
  const { store, concealer } = ledger;
  const ground = { store, concealer, programs: await recordedPrograms(store), wallClock: await wallClockOf(ledger) };
  return trialAnswer(await makeTrial(ground, [event], new AbortController().signal));
}

import { trialAnswer, type TrialAnswerDto } from '@apps/referral-intake/trial/trial-answer.dto';
import { withoutExcess } from '@ledger/contracts/event-limits';
import { reservedClaim } from '@ledger/contracts/reserved-sources';
import { instant } from '@ledger/kernel/instant';
import { checkEdition } from '@ledger/runner/edition';
import { checkPersonalKey } from '@ledger/runner/personal/check-key';
import { recordedPrograms } from '@ledger/runner/recorded-programs';
import { makeTrial } from '@ledger/runner/trial/make-trial';
import { inputName, readJsonLines } from '@ledger/hosting/input/read-json-lines';
import { withLedger } from '@ledger/hosting/storage/open-ledger';
import { wallClockOf } from '@ledger/hosting/clock/wall-clock-of';
import type { Settings } from '@ledger/hosting/settings/settings';
import { UserError } from '@ledger/hosting/process/user-error';

export interface FolderTrial {
  readonly dataDir: string;
  readonly settings: Settings;
  /** NDJSON; `-` is standard input. */
  readonly file: string;
  /** The file is a log that would be restored, ticks of its clock included. */
  readonly restores: boolean;
}

/**
 * Tries a file of events, of any length, on a data folder whose ledger does not run.
 * @throws UserError one line: a line that is no JSON or that no door takes, a clock that is wrong
 */
export async function tryOnFolder(trial: FolderTrial): Promise<TrialAnswerDto> {
  return withLedger(trial, async (ledger) => {
    const { store, concealer } = ledger;
    await checkEdition(store);
    await checkPersonalKey(ledger);
    const programs = await recordedPrograms(store);
    const wallClock = await wallClockOf(ledger);
    const ground = { store, concealer, programs, wallClock };
    return trialAnswer(await makeTrial(ground, valuesOf(trial), new AbortController().signal));
  });
}

async function* valuesOf({ file, restores }: FolderTrial): AsyncGenerator<unknown> {
  for await (const { value, lineNumber } of readJsonLines(file)) {
    const claim = restores ? null : reservedClaim(value, instant(Date.now()));
    if (claim !== null) {
      throw new UserError(`${inputName(file)}:${lineNumber}: ${claim.says} (a log that is restored: --restore)`);
    }
    yield withoutExcess(value);
  }
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { jsonText } from '@ledger/contracts/json-text';
import { Projector } from '@ledger/read-models/postgres/projector';
import { EmbeddedLedger } from '@ledger/runner/embedded-ledger';
import { checkPersonalKey } from '@ledger/runner/personal/check-key';
import { programBeginnings } from '@ledger/runner/program-beginnings';
import { catchUpProjection } from '@ledger/runner/project-log';
import { NO_METRICS } from '@ledger/runner/runner-metrics';
import { postEvents, type EventAnswer } from '../ingest/post-events';
import { cliToken } from '@ledger/hosting/data-folder/cli-token';
import type { OpenLedger } from '@ledger/hosting/storage/open-ledger';
import { onDataFolderAlone, urlOfLedger } from '@ledger/hosting/data-folder/running-file';
import { wallClockOf } from '@ledger/hosting/clock/wall-clock-of';
import { UserError } from '@ledger/hosting/process/user-error';
import { SETTINGS } from '../settings';

/** Where a fact of a command is recorded. */
export interface RecordingGround {
  /** As it was named. */
  readonly dataDir: string;
  readonly ledger: OpenLedger;
  /** The programs that the log has terms of. */
  readonly programs: Iterable<string>;
  /** What the command's facts are about, such as `terms`: the place that they come from begins with it. */
  readonly about: string;
}

/** Sends an event to the ledger that runs on a data folder, or records it where none runs. */
export async function recordFact(ground: RecordingGround, event: object): Promise<EventAnswer> {
  const url = await urlOfLedger(ground.dataDir, SETTINGS);
  if (url !== null) return send(ground, url, event);
  refuseUnlessStarted(ground);
  return onDataFolderAlone(ground.dataDir, () => recordStopped(ground, event));
}

async function send({ dataDir, ledger }: RecordingGround, url: string, event: object): Promise<EventAnswer> {
  const token = await cliToken(dataDir, SETTINGS, ledger);
  const outcome = await postEvents({ url, token }, [{ text: jsonText(event), lineNumber: 1 }]);
  if (outcome.type === 'too-large') throw new UserError(`this event is too large for ${url}: ${outcome.problem}`);
  const [answer] = outcome.answers;
  if (answer === undefined) throw new TypeError('one event was sent and none was answered');
  return answer;
}

/** A ledger that `ledger start` began: its log and what follows from it are written here, as it would. */
async function recordStopped({ ledger, programs, about }: RecordingGround, event: object): Promise<EventAnswer> {
  await checkPersonalKey(ledger);
  const { store, personalData, concealer, readModels } = ledger;
  const runtime = await EmbeddedLedger.open({
    store,
    personalData,
    concealer,
    programs: await programBeginnings(store, programs),
    wallClock: await wallClockOf(ledger),
    metrics: NO_METRICS,
  });
  const origin = { place: `${about}:${(event as { readonly id: string }).id}`, index: 0 };
  const [answer] = await runtime.offer([{ value: event, origin }]);
  if (answer === undefined) throw new TypeError('one event was offered and none was answered');
  await catchUpProjection(store, new Projector(readModels));
  const { id, verdict, repeated } = answer;
  if (verdict.type !== 'rejected') return { id, verdict: verdict.type, repeated };
  return { id, verdict: verdict.type, code: verdict.code, detail: verdict.detail, repeated };
}

/** What a cluster left may be with its services; what no start noted is no folder of this command. */
function refuseUnlessStarted({ dataDir, ledger: { dataDir: folder } }: RecordingGround): void {
  if (existsSync(join(folder, 'begun.json')) && !existsSync(join(folder, 'logs'))) return;
  throw new UserError(
    `no ledger runs on ${dataDir}, and it is a cluster’s, or none: start it, or name its address in LEDGER_URL`,
  );
}

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { jsonText } from '@ledger/contracts/json-text';
import { instant } from '@ledger/kernel/instant';
import { Projector } from '@ledger/read-models/postgres/projector';
import { EmbeddedLedger } from '@ledger/runner/embedded-ledger';
import { programBeginnings } from '@ledger/runner/program-beginnings';
import { catchUpProjection } from '@ledger/runner/project-log';
import { postEvents, type EventAnswer } from '../ingest/post-events';
import { cliToken } from '../storage/cli-token';
import type { HowBegun } from '../storage/how-begun';
import { openStorage } from '../storage/open-storage';
import { urlOfLedger } from '../storage/running-file';
import { UserError } from '../user-error';
import { termsInStorage } from './terms-of-ledger';

/** Sends the event that publishes terms to the ledger that runs on a data folder, or records it where none runs. */
export async function recordPublication(dataDir: string, event: object): Promise<EventAnswer> {
  const url = await urlOfLedger(dataDir, process.env);
  return url === null ? recordStopped(dataDir, event) : send(dataDir, url, event);
}

async function send(dataDir: string, url: string, event: object): Promise<EventAnswer> {
  const token = await cliToken(dataDir, process.env);
  const outcome = await postEvents({ url, token }, [{ text: jsonText(event), lineNumber: 1 }]);
  if (outcome.type === 'too-large') throw new UserError(`these terms are too large for ${url}: ${outcome.problem}`);
  const [answer] = outcome.answers;
  if (answer === undefined) throw new TypeError('one event was sent and none was answered');
  return answer;
}

/** A ledger that `ledger start` began: its log and what follows from it are written here, as it would. */
async function recordStopped(dataDir: string, event: object): Promise<EventAnswer> {
  const clock = await clockOf(dataDir);
  const storage = await openStorage({ dataDir, environment: process.env });
  const { store, personalData, concealer, readModels } = storage;
  try {
    const { programs } = await termsInStorage(storage);
    const nothing = () => undefined;
    const ledger = await EmbeddedLedger.open({
      ...{ store, personalData, concealer, programs: await programBeginnings(store, programs.keys()) },
      wallClock: clock === 'wall' ? () => instant(Date.now()) : null,
      metrics: { recorded: nothing, decided: nothing, appended: nothing, stopped: nothing },
    });
    const origin = { place: `terms:${(event as { readonly id: string }).id}`, index: 0 };
    const [answer] = await ledger.offer([{ value: event, origin }]);
    if (answer === undefined) throw new TypeError('one event was offered and none was answered');
    await catchUpProjection(store, new Projector(readModels));
    const { id, verdict, repeated } = answer;
    if (verdict.type !== 'rejected') return { id, verdict: verdict.type, repeated };
    return { id, verdict: verdict.type, code: verdict.code, detail: verdict.detail, repeated };
  } finally {
    await storage.close();
  }
}

async function clockOf(dataDir: string): Promise<HowBegun['clock']> {
  const folder = resolve(dataDir);
  const text = await readFile(join(folder, 'begun.json'), 'utf8').catch(() => null);
  if (text === null || existsSync(join(folder, 'logs'))) {
    throw new UserError(
      `no ledger runs on ${dataDir}, and it is a cluster’s, or none: start it, or name its address in LEDGER_URL`,
    );
  }
  return (JSON.parse(text) as HowBegun).clock;
}

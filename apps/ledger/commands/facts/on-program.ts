import { formatInstant, instant, type Instant } from '@ledger/kernel/instant';
import { howBegun } from '@ledger/hosting/data-folder/how-begun';
import type { OpenLedger } from '@ledger/hosting/storage/open-ledger';
import type { ProgramTerms } from '@ledger/program/program-terms';
import type { EventAnswer } from '../../ingest/post-events';
import { noSuchProgram } from '../../no-such-program';
import { recordFact } from '../record-fact';
import { termsShown } from '../terms/terms-of-ledger';
import { withReadModels } from '../with-read-models';

/** What a fact of a command says, and about what: the source and the place that it comes from begin with `about`. */
export interface CommandFact {
  readonly about: string;
  readonly id: string;
  readonly type: string;
  readonly data: object;
}

/** An open ledger, and the program that a command is about. */
export interface OnProgram {
  readonly ledger: OpenLedger;
  readonly terms: ProgramTerms;
  /** What time it is for the program: by its own clock, or by this machine's where programs run by that. */
  readonly now: Instant;
  /** The event of a fact, at that time. */
  event(fact: CommandFact): object;
  /** Offers a fact to the ledger that runs, or records it where none runs. */
  offer(fact: CommandFact): Promise<EventAnswer>;
}

/** Lends the ledger of a folder whose read models show all that is recorded. Throws UserError where it has no such program. */
export async function onProgram<T>(
  { data, program }: { readonly data: string; readonly program: string },
  use: (on: OnProgram) => Promise<T>,
): Promise<T> {
  return withReadModels(data, async (ledger) => {
    const { programs, clocks } = await termsShown(ledger);
    const terms = programs.get(program);
    if (terms === undefined) throw noSuchProgram(program, programs.keys());
    const now = await timeFor(ledger, clocks.get(program) ?? null);
    const event = ({ about, id, type, data: body }: CommandFact) => {
      const envelope = { specversion: '1.0', id, source: `ledger/${about}`, type, time: formatInstant(now) };
      return { ...envelope, program, data: body };
    };
    const offer = (fact: CommandFact) =>
      recordFact({ dataDir: data, ledger, programs: programs.keys(), about: fact.about }, event(fact));
    return use({ ledger, terms, now, event, offer });
  });
}

async function timeFor({ dataDir, store }: OpenLedger, clock: Instant | null): Promise<Instant> {
  const begun = await howBegun(dataDir, store);
  return begun?.clock !== 'wall' && clock !== null ? clock : instant(Date.now());
}

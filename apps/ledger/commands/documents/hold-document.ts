import { say } from '@ledger/hosting/process/print';
import { UserError } from '@ledger/hosting/process/user-error';
import { withProgram } from '../with-program';
import { documentsNamed, idText, shelfOf } from './shelf';

export interface DocumentFlags {
  readonly data: string;
  readonly program: string;
  readonly by: string;
  readonly reason: string;
}

/** Holds a document: no purge takes it. */
export function holdDocument(named: string, flags: DocumentFlags): Promise<void> {
  return turn(named, flags, 'hold');
}

/** Lets go of it. */
export function releaseDocument(named: string, flags: DocumentFlags): Promise<void> {
  return turn(named, flags, 'release');
}

async function turn(
  named: string,
  { data, program, by, reason }: DocumentFlags,
  to: 'hold' | 'release',
): Promise<void> {
  await withProgram(data, program, async (ledger) => {
    const shelf = shelfOf(ledger);
    const documents = await documentsNamed(shelf, program, named);
    const ids = documents.map(({ id }) => id);
    const changed = await shelf.turn(ids, to, { by, reason });
    if (changed.length === 0) {
      if (documents.every(({ purgedAt }) => purgedAt !== null)) throw new UserError(`${named} was deleted already`);
      throw new UserError(`${named} is ${to === 'hold' ? 'held already' : 'not held'}`);
    }
    const word = to === 'hold' ? 'held: kept until it is released' : 'released: kept as long as its retention lasts';
    for (const id of changed) say(`${idText(id)} is ${word}`);
  });
}

import { COMMAND_LINE, noteCommand } from '@ledger/desk/audit/note-command';
import { withLedger } from '@ledger/hosting/storage/open-ledger';
import type { EntityManager } from 'typeorm';
import { SETTINGS } from '../../settings';
import { refuseUnknownProgram } from '../refuse-unknown-program';

/** Who acts when somebody acts by a command. */
export const BY = COMMAND_LINE;

/** Acts on the people of the ledger in a data folder, all or nothing; `program`, where one is named, has to be there. */
export async function actOnPeople(
  data: string,
  act: (manager: EntityManager) => Promise<void>,
  program?: string,
): Promise<void> {
  await withLedger({ dataDir: data, settings: SETTINGS }, async (ledger) => {
    if (program !== undefined) await refuseUnknownProgram(program, ledger);
    await ledger.api.transaction(async (manager) => {
      await act(manager);
      await noteCommand(manager, { right: 'manage-people', program });
    });
  });
}

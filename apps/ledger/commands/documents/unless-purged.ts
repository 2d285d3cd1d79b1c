import { DocumentPurged } from '@ledger/documents/issued/document-purged';
import { sayBeside } from '@ledger/hosting/process/print';

/** What `make` makes of a document; null, and said beside, where it was deleted: others come after it. */
export async function unlessPurged<T>(make: () => Promise<T>, isTheOnly: boolean): Promise<T | null> {
  try {
    return await make();
  } catch (error) {
    if (isTheOnly || !(error instanceof DocumentPurged)) throw error;
    sayBeside(error.message);
    return null;
  }
}

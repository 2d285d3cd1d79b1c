import { UserError } from '@ledger/hosting/process/user-error';

/** What is done with a file that an option names; what the system says against it is one line that names the file. */
export async function withNamedFile<T>(file: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw new UserError(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

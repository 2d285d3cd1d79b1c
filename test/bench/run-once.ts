import { measureApart } from './measure-apart';
import type { Figures } from './measuring-process';
import type { RunOptions } from './run-options';

/** All figures of one run of one shape. */
export type RunFigures = Omit<Figures<'embedded'> & Figures<'replay'> & Figures<'http'>, 'reportHash'>;

/** Measures one history everywhere. Error: the running system and the replay do not print the same ledger. */
export async function runOnce(options: RunOptions): Promise<RunFigures> {
  const { reportHash, ...replay } = await measureApart('replay', options);
  const { reportHash: embeddedHash, ...embedded } = await measureApart('embedded', options);
  const { reportHash: httpHash, ...http } = await measureApart('http', options);
  if (embeddedHash !== reportHash) throw new Error(`no figure: the embedded ledger and the replay differ`);
  if (httpHash !== reportHash) throw new Error(`no figure: the ledger fed through HTTP and the replay differ`);
  return { ...replay, ...embedded, ...http };
}

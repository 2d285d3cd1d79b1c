import { linesForTerminal } from '@ledger/documents/for-terminal';
import { destination, type DestinationStream } from 'pino';

/** Where lines of a log go, standard output by default: JSON that a terminal shows and does not obey, of the same value. */
export function shownLines(stream: DestinationStream = destination(1)): DestinationStream {
  return { write: (line) => stream.write(linesForTerminal(line)) };
}

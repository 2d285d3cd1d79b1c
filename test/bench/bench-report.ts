import { cpus, loadavg } from 'node:os';
import { textTable } from '@ledger/documents/text-table';
import type { SummaryRow } from './summary';

/** Prints what a shape came to. */
export function showSummary(title: string, rows: readonly SummaryRow[]): void {
  showTable(
    [title, 'by the clock', 'by processor time', 'aim'],
    rows.map(({ what, wall, processor, aim }) => [what, wall, processor, aim]),
  );
}

/** Prints a table without lines between the rows, to be pasted into a document. */
export function showTable(head: string[], rows: readonly (readonly (string | number)[])[]): void {
  say(
    textTable(
      head,
      rows.map((row) => row.map(String)),
    ),
  );
}

/** Where this was measured. */
export function machine(): string {
  const [first] = cpus();
  return `${cpus().length} × ${first?.model ?? 'processor'}, Node ${process.version}, load ${load()}`;
}

/** How busy the machine was in the last minute. */
export function load(): string {
  return loadavg()[0]?.toFixed(1) ?? '';
}

/** Prints a line. */
export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

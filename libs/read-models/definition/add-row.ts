import { ZERO } from '@ledger/kernel/money';
import type { SummedTable } from './table';

type Add = (before: unknown, added: unknown) => unknown;

/** How a row is added to the one with its key: in place, field by field; what is not added up is as the later one has it. */
export function adderOf<Row extends object>({ key, columns, adds }: SummedTable<Row>): (to: Row, row: Row) => void {
  const added = Object.entries(adds) as [string, Add][];
  const replaced = Object.keys(columns).filter((field) => !(field in adds) && !key.some((part) => part === field));
  return (to, row) => {
    const [sums, more] = [to as Record<string, unknown>, row as Readonly<Record<string, unknown>>];
    for (const [field, add] of added) {
      // Nothing added would only be another number of the same value.
      if (more[field] !== ZERO) sums[field] = add(sums[field], more[field]);
    }
    for (const field of replaced) sums[field] = more[field];
  };
}

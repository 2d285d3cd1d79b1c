import type { SqlParameter } from '../sql';
import { encodeText } from '../text-codec';

export type KeyPart = string | number;

/** The key of the last row of a page: what follows it is the next page. */
export type Key = readonly KeyPart[];

/** The conditions of a query and their parameters, `$1` being the program. */
export class Where {
  private readonly values: SqlParameter[];
  private readonly conditions: string[];

  constructor(program: string, column = 'program') {
    this.values = [encodeText(program)];
    this.conditions = [`${column} = $1`];
  }

  /** Keeps rows whose `column` compares so with a value; nothing where the value is not given. */
  compare(column: string, operator: '=' | '>=' | '<', value: KeyPart | undefined): this {
    if (value !== undefined) this.conditions.push(`${column} ${operator} ${this.parameter(value)}`);
    return this;
  }

  /** Keeps rows that meet a condition without parameters. */
  that(condition: string): this {
    this.conditions.push(condition);
    return this;
  }

  /** Keeps the rows after a key; the columns are those of the order. */
  after(columns: readonly string[], key: Key | null): this {
    if (key === null) return this;
    const parameters = key.map((part) => this.parameter(part));
    this.conditions.push(`(${columns.join(', ')}) > (${parameters.join(', ')})`);
    return this;
  }

  get text(): string {
    return `WHERE ${this.conditions.join(' AND ')}`;
  }

  get parameters(): readonly SqlParameter[] {
    return this.values;
  }

  private parameter(value: KeyPart): string {
    this.values.push(typeof value === 'string' ? encodeText(value) : value);
    return `$${this.values.length}`;
  }
}

import { Inject, Injectable } from '@nestjs/common';
import type { Bank } from '@ledger/rails/manual/bank';
import { BankRefusal } from '@ledger/rails/manual/bank-refusal';
import { BANK } from '@ledger/service-kit/injection-tokens';
import { Problem } from '@ledger/service-kit/problems/problem';
import { ProgramReader } from '@ledger/service-kit/reads/program-reader';

/** Lends what payouts by hand take, for a program that there is; what is refused becomes a problem with its reason. */
@Injectable()
export class BankDeskService {
  constructor(
    @Inject(BANK) private readonly bank: Bank | null,
    private readonly reader: ProgramReader,
  ) {}

  async of<T>(program: string, use: (bank: Bank) => Promise<T>): Promise<T> {
    const { bank } = this;
    if (bank === null) throw new Problem('unavailable', 'This process pays nothing out: ask the payout service.');
    await this.reader.program(program, () => Promise.resolve(null));
    try {
      return await use(bank);
    } catch (error) {
      if (!(error instanceof BankRefusal)) throw error;
      const kind = error.because === 'not_found' ? 'not-found' : 'invalid-request';
      throw new Problem(kind, `${error.message}.`, { extensions: { because: error.because } });
    }
  }
}

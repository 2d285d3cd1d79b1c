import { Injectable } from '@nestjs/common';
import { firstCodes } from '@ledger/desk/applications/first-code';
import type { Instant } from '@ledger/kernel/instant';
import { termsAt } from '@ledger/program/program-terms';
import { usesEventType } from '@ledger/program/uses';
import { DeskFacts } from '@ledger/service-kit/facts/desk-facts';
import { Problem } from '@ledger/service-kit/problems/problem';
import { ProgramReader } from '@ledger/service-kit/reads/program-reader';

/** A partner that has no code yet. */
export interface CodelessPartner {
  readonly program: string;
  readonly partner: string;
  /** Of what made it a partner; the last resort of its code, and by what a second try is known. */
  readonly id: string;
  readonly company: string | null;
  readonly at: Instant;
}

const ID_SIGNS = 8;

/** Gives new partners their first code, where the program has sign-ups. */
@Injectable()
export class FirstCodes {
  constructor(
    private readonly facts: DeskFacts,
    private readonly reader: ProgramReader,
  ) {}

  /** The first code that the gate gives to nobody else; null: the program has no codes. A second try gets the same. */
  async assign({ program, partner, id, company, at }: CodelessPartner): Promise<string | null> {
    const hasCodes = await this.reader.program(program, ({ terms }) =>
      Promise.resolve(usesEventType(termsAt(terms, at), 'link.created')),
    );
    if (!hasCodes) return null;
    const fallback = `P${id.slice(-ID_SIGNS).toUpperCase()}`;
    for (const code of firstCodes(company, fallback)) {
      if (await this.isTaken({ program, key: `first-code-${id}-${code}`, data: { partner, code }, time: at })) continue;
      return code;
    }
    return null;
  }

  private async isTaken(link: { program: string; key: string; data: object; time: Instant }): Promise<boolean> {
    try {
      await this.facts.record({ ...link, type: 'link.created' });
      return false;
    } catch (error) {
      if (error instanceof Problem && error.more.extensions?.['code'] === 'code_taken') return true;
      throw error;
    }
  }
}

import { Inject, Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { accountJson, type JsonAccount } from '@ledger/explain/account';
import { readLiveTermsOf } from '@ledger/read-models/postgres/queries/read-terms';
import { languageOf } from '@ledger/explain/language';
import { explain, type Question } from '@ledger/runner/explain/explain';
import type { ExplainedLog } from '@ledger/runner/explain/log-reader';
import { EXPLAINED_LOG, READ_MODELS } from '../injection-tokens';
import { noSuchProgram } from '../problems/no-such-program';
import { Problem } from '../problems/problem';

/** Somebody's question about a program, and where the answer goes. */
export interface Asked {
  readonly program: string;
  readonly acceptLanguage: string | undefined;
  readonly response: Response;
}

/** Gives controllers accounts of what the log records, in the language that is asked for. */
@Injectable()
export class Explanations {
  constructor(
    @Inject(EXPLAINED_LOG) private readonly log: ExplainedLog,
    @Inject(READ_MODELS) private readonly readModels: DataSource,
  ) {}

  /** Throws the problem `not-found` for a program that is not published, and `nothing` for what is not recorded. */
  async answer(
    { program, acceptLanguage, response }: Asked,
    question: Question,
    nothing: string,
  ): Promise<JsonAccount> {
    const terms = await readLiveTermsOf(this.readModels, program);
    if (terms === null) throw noSuchProgram(program);
    const account = await explain(this.log, terms, question);
    if (account === null) throw new Problem('not-found', nothing);
    const language = languageOf(acceptLanguage);
    response.setHeader('Content-Language', language);
    response.setHeader('Vary', 'Accept-Language');
    return accountJson(account, language);
  }
}

import { Inject, Injectable } from '@nestjs/common';
import {
  issuePartnerToken,
  revokePartnerToken,
  rotatePartnerToken,
  tokensOfPartner,
  type IssuedPartnerToken,
  type ListedPartnerToken,
  type NewPartnerToken,
} from '@ledger/desk/partner-tokens/partner-tokens';
import type { PartnerOfProgram } from '@ledger/desk/people/memberships';
import { API_DATA_SOURCE } from '@ledger/service-kit/injection-tokens';
import { DataSource } from 'typeorm';
import { orProblem } from '../people/or-problem';

/** The tokens of partners' machines, each action whole or not at all. */
@Injectable()
export class PartnerTokens {
  constructor(@Inject(API_DATA_SOURCE) private readonly dataSource: DataSource) {}

  list({ program, partner }: PartnerOfProgram): Promise<readonly ListedPartnerToken[]> {
    return tokensOfPartner(this.dataSource.manager, { program, partner });
  }

  issue(token: NewPartnerToken): Promise<IssuedPartnerToken> {
    return orProblem(this.dataSource.transaction((manager) => issuePartnerToken(manager, token)));
  }

  rotate(rotation: Parameters<typeof rotatePartnerToken>[1]): Promise<IssuedPartnerToken> {
    return orProblem(this.dataSource.transaction((manager) => rotatePartnerToken(manager, rotation)));
  }

  revoke({ program, partner, id }: PartnerOfProgram & { readonly id: string }): Promise<ListedPartnerToken> {
    return orProblem(this.dataSource.transaction((manager) => revokePartnerToken(manager, { program, partner, id })));
  }
}

import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import {
  stateOfToken,
  type IssuedPartnerToken,
  type ListedPartnerToken,
} from '@ledger/desk/partner-tokens/partner-tokens';
import { TOKEN_SCOPES } from '@ledger/desk/people/roles';
import { ApiTime, ApiTimeOrNull } from '@ledger/service-kit/openapi/described-fields';
import { IdParam, PartnerParams } from '@ledger/service-kit/reads/program-params.dto';

export class OwnTokenParams {
  @IdParam({ example: 'plk_4f9Zk2mQ81xW', description: "The token's id." })
  token!: string;
}

export class PartnerTokenParams extends PartnerParams {
  @IdParam({ example: 'plk_4f9Zk2mQ81xW', description: "The token's id." })
  token!: string;
}

/** A token of a partner's machine, without what would let somebody in. */
@ApiSchema({ name: 'PartnerToken' })
export class PartnerTokenDto {
  @ApiProperty({ example: 'plk_4f9Zk2mQ81xW' })
  id!: string;

  @ApiProperty({ example: 'CRM' })
  name!: string;

  @ApiProperty({ enum: TOKEN_SCOPES, isArray: true })
  scopes!: readonly string[];

  @ApiProperty({
    enum: ['valid', 'rotated', 'revoked', 'expired'],
    description: 'rotated: it holds until it expires, beside the one that replaces it.',
  })
  state!: string;

  @ApiTime('When it was issued.')
  createdAt!: string;

  @ApiProperty({ description: 'Who asked for it.', example: 'per_0123456789abcdef' })
  createdBy!: string;

  @ApiTimeOrNull('When it becomes useless.')
  expiresAt!: string | null;

  @ApiTimeOrNull('When it was revoked.')
  revokedAt!: string | null;

  @ApiTimeOrNull('When it was last used, to the minute.')
  lastUsedAt!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'The token that was issued in its place.' })
  replacedBy!: string | null;
}

@ApiSchema({ name: 'PartnerTokens' })
export class PartnerTokensDto {
  @ApiProperty({ type: [PartnerTokenDto], description: 'The oldest first.' })
  items!: PartnerTokenDto[];
}

/** A token that was issued just now. */
@ApiSchema({ name: 'IssuedPartnerToken' })
export class IssuedPartnerTokenDto extends PartnerTokenDto {
  @ApiProperty({ description: 'What lets in: shown this once, only its hash is kept.', example: 'plk_…' })
  token!: string;
}

export function partnerTokenDto(token: ListedPartnerToken): PartnerTokenDto {
  const { id, name, scopes, createdBy, replacedBy } = token;
  return {
    ...{ id, name, scopes, state: stateOfToken(token), createdBy, replacedBy },
    createdAt: token.createdAt.toISOString(),
    expiresAt: token.expiresAt?.toISOString() ?? null,
    revokedAt: token.revokedAt?.toISOString() ?? null,
    lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
  };
}

export function issuedPartnerTokenDto({ token, text }: IssuedPartnerToken): IssuedPartnerTokenDto {
  return { ...partnerTokenDto(token), token: text };
}

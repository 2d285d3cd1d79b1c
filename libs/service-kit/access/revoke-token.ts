import { IsNull, type DataSource } from 'typeorm';
import { ApiToken } from './api-token.entity';
import { TokenRefused } from './token-refused';

/** Makes a token useless from now on. Throws TokenRefused when there is none of that id, or it was revoked before. */
export async function revokeToken(dataSource: DataSource, id: string): Promise<void> {
  const tokens = dataSource.getRepository(ApiToken);
  const { affected } = await tokens.update({ id, revokedAt: IsNull() }, { revokedAt: new Date() });
  if (affected === 1) return;
  const known = await tokens.existsBy({ id });
  throw new TokenRefused(known ? `token ${id} was revoked before` : `there is no token ${id}: see ledger tokens list`);
}

import type { EntityManager } from 'typeorm';

/** What has a domain: a lead, or a customer that signed up. */
export interface DomainOf {
  readonly kind: 'lead' | 'customer';
  readonly id: string;
  readonly domain: string;
  readonly atMs: number;
}

/** Keeps domains; what is kept stays. */
export async function keepDomains(manager: EntityManager, program: string, of: readonly DomainOf[]): Promise<void> {
  if (of.length === 0) return;
  await manager.query(
    `INSERT INTO desk.known_domains (program, domain, kind, id, at_ms)
     SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[], $5::bigint[]) ON CONFLICT DO NOTHING`,
    [program, of.map((o) => o.domain), of.map((o) => o.kind), of.map((o) => o.id), of.map((o) => o.atMs)],
  );
}

/** Up to which of a program's facts the domains of a kind are kept. */
export async function domainsKeptUntil(manager: EntityManager, program: string, kind: string): Promise<number> {
  const rows: { seq: string }[] = await manager.query(
    'SELECT seq FROM desk.known_domains_until WHERE program = $1 AND kind = $2',
    [program, kind],
  );
  return Number(rows[0]?.seq ?? 0);
}

export async function noteDomainsKept(
  manager: EntityManager,
  program: string,
  kind: string,
  seq: number,
): Promise<void> {
  await manager.query(
    `INSERT INTO desk.known_domains_until (program, kind, seq) VALUES ($1, $2, $3)
     ON CONFLICT (program, kind) DO UPDATE SET seq = greatest(known_domains_until.seq, excluded.seq)`,
    [program, kind, seq],
  );
}

/** Since when a domain is known, in milliseconds; null: it is not. */
export async function domainKnownSince(
  manager: EntityManager,
  program: string,
  domain: string,
): Promise<number | null> {
  const rows: { at: string | null }[] = await manager.query(
    'SELECT min(at_ms) AS at FROM desk.known_domains WHERE program = $1 AND domain = $2',
    [program, domain],
  );
  const at = rows[0]?.at ?? null;
  return at === null ? null : Number(at);
}

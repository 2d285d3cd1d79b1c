import { plusDays, type Instant } from '@ledger/kernel/instant';
import type { Terms } from '@ledger/program/terms';

/** The last moment at which a deal can be registered, counted from the first contact; null: the terms set none. */
export function registrationDeadline(firstContactAt: Instant, { claims }: Terms): Instant | null {
  const days = claims.registrations?.deadlineDays ?? null;
  return days === null ? null : plusDays(firstContactAt, days);
}

/** The first moment at which a registration is valid no more; null: it has no end. */
export function registrationEnd(registeredAt: Instant, { claims }: Terms): Instant | null {
  const days = claims.registrations?.validDays ?? null;
  return days === null ? null : plusDays(registeredAt, days);
}

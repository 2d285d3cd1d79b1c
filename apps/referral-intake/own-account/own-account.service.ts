import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { EventType } from '@ledger/contracts/event-types';
import type { PartnerOfCaller } from '@ledger/service-kit/access/caller';
import { DeskFacts } from '@ledger/service-kit/facts/desk-facts';
import { idempotencyKey } from '../events/idempotency-key';
import type { RecordedActionDto } from './own-account.dto';

/** Records what owners of a partner do about it. The rules are the gate's: what it rejects is a problem with its code. */
@Injectable()
export class OwnAccount {
  constructor(private readonly facts: DeskFacts) {}

  /** `idempotency`: the header; the same key again for the same kind of action gets the first answer. */
  async record(
    { program, partner, principal }: PartnerOfCaller,
    type: EventType,
    data: object,
    idempotency: string | undefined,
  ): Promise<RecordedActionDto> {
    const { key } = idempotencyKey(idempotency);
    const named = JSON.stringify([program, partner, principal.id, type, key]);
    const id = `partner-${createHash('sha256').update(named).digest('hex').slice(0, 32)}`;
    const recorded = await this.facts.record({ program, type, data: { partner, ...data }, key: id });
    return { verdict: recorded.verdict, position: recorded.position };
  }
}

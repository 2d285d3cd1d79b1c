import { BaseRpcContext } from '@nestjs/microservices';
import type { RecordBatch } from './received-record';

/** What a handler gets beside its batch (`@Ctx()`). */
export class BatchContext extends BaseRpcContext<[RecordBatch, AbortSignal]> {
  /** Aborts when the effects of the handler must not become durable any more: its partition is another member's now. */
  get signal(): AbortSignal {
    return this.getArgs()[1];
  }
}

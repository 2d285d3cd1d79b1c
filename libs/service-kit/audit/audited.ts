import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { IncomingMessage } from 'node:http';

/** What was so before an action and after it; plain JSON, without personal values. */
export interface AuditedChange {
  readonly before?: unknown;
  readonly after?: unknown;
}

/** The note of an action of the staff, which is kept when it ends. */
export class AuditNote {
  private noted: AuditedChange = {};

  /** Says what the action changed; what was said before is kept where this says nothing. */
  change(change: AuditedChange): void {
    this.noted = { ...this.noted, ...change };
  }

  get changed(): AuditedChange {
    return this.noted;
  }
}

const notes = new WeakMap<IncomingMessage, AuditNote>();

/** The note of a request. */
export function auditNoteOf(request: IncomingMessage): AuditNote {
  const note = notes.get(request) ?? new AuditNote();
  notes.set(request, note);
  return note;
}

/** Parameter decorator: where an action of the staff says what it changed. */
export const Audited = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  auditNoteOf(context.switchToHttp().getRequest<IncomingMessage>()),
);

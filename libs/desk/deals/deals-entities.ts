import { Conflict } from './conflict.entity';
import { ConflictEntry } from './conflict-entry.entity';
import { Handover } from './handover.entity';
import { HandoverStep } from './handover-step.entity';

/** The entities of conflicts and hand-overs. */
export const DEALS_ENTITIES = [Conflict, ConflictEntry, Handover, HandoverStep] as const;

import type { RailNotice } from '../rail-notice';

/** What rails told, each notice once, until it was heeded. */
export interface NoticeInbox {
  /** Durable when it resolves; one that is known already changes nothing. */
  keep(rail: string, notice: RailNotice): Promise<void>;
  /** The earliest that are to be heeded and that nobody is about to heed; they are this process's for a while. */
  claim(rail: string, most: number): Promise<readonly RailNotice[]>;
  heeded(rail: string, notice: RailNotice, outcome: string): Promise<void>;
}

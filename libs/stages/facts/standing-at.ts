import type { Instant } from '@ledger/kernel/instant';
import { termsFor, type ProgramTerms } from '@ledger/program/program-terms';
import type { ViolationLadder } from '@ledger/program/terms';
import { compareKeys } from './fact-key';
import { approvedSince } from './partner-at';
import type { ApplicationStep, Entry, PartnerRecord, StandingStep } from './partner-record';

export interface Standing {
  readonly suspended: boolean;
  readonly terminated: boolean;
  readonly violationHold: boolean;
}

/**
 * Suspension, termination and violation hold of a partner at a time (programs.md, section 0, From hold to paid): a
 * termination ends a suspension; a reinstatement ends either, and so does an approval after an application that is later
 * than it. A violation terminates by the version in force at its time and holds by the one in force now (section 3).
 */
export function standingAt(record: PartnerRecord, at: Instant, program: ProgramTerms): Standing {
  if (record.standing.length === 0) return GOOD_STANDING;
  const course = new StandingCourse(ladderAt(program, record, at));
  for (const entry of stepsUntil(record, at)) {
    if (entry.value === 'violation') course.violate(ladderAt(program, record, entry.at));
    else course.follow(entry.value);
  }
  return course.standing;
}

function ladderAt(program: ProgramTerms, record: PartnerRecord, at: Instant): ViolationLadder | null {
  return termsFor(program, at, { partnerApprovedAt: approvedSince(record) }).violations;
}

/** Of a partner of whom nothing else was ever said, as of most. */
const GOOD_STANDING: Standing = { suspended: false, terminated: false, violationHold: false };

type Step = StandingStep | ApplicationStep;

/** Standing and applications until a time, in one order. */
function stepsUntil({ standing, applications }: PartnerRecord, at: Instant): readonly Entry<Step>[] {
  const steps: readonly Entry<Step>[] = [...standing, ...applications];
  return steps.filter((step) => step.at <= at).sort(compareKeys);
}

/** What the steps come to, one after the other. */
class StandingCourse {
  private suspended = false;
  private terminated = false;
  private violationHold = false;
  private violations = 0;
  private reappliedSinceSuspension = false;
  private reappliedSinceTermination = false;

  constructor(private readonly ladderNow: ViolationLadder | null) {}

  get standing(): Standing {
    const { suspended, terminated, violationHold } = this;
    return { suspended, terminated, violationHold };
  }

  follow(step: Exclude<Step, 'violation'>): void {
    switch (step) {
      case 'suspended':
        this.suspended = true;
        this.reappliedSinceSuspension = false;
        return;
      case 'terminated':
        return this.terminate();
      case 'reinstated':
        this.suspended = false;
        this.terminated = false;
        return;
      case 'violation_hold_lifted':
        this.violationHold = false;
        return;
      case 'applied':
        this.reappliedSinceSuspension = true;
        this.reappliedSinceTermination = true;
        return;
      case 'approved':
        if (this.reappliedSinceSuspension) this.suspended = false;
        if (this.reappliedSinceTermination) this.terminated = false;
        return;
      case 'enrolled':
      case 'rejected':
      case 'info_requested':
    }
  }

  violate(ladderThen: ViolationLadder | null): void {
    this.violations += 1;
    const { ladderNow } = this;
    if (ladderThen !== null && this.violations >= ladderThen.terminateAt) this.terminate();
    if (ladderNow === null || this.violations !== ladderNow.holdAt) return;
    if (this.violations < ladderNow.terminateAt) this.violationHold = true;
  }

  private terminate(): void {
    this.suspended = false;
    this.terminated = true;
    this.reappliedSinceTermination = false;
  }
}

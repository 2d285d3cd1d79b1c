/** Where a step of the cluster stood at a moment. */
export interface StepSample {
  readonly step: string;
  /** So many records it was given so far. */
  readonly records: number;
  /** So many of them it has not done yet. */
  readonly lag: number;
}

/** Where all steps stood. */
export interface Sample {
  readonly atMs: number;
  readonly steps: readonly StepSample[];
}

/** What the samples say of a step. */
export interface StepFigures {
  readonly step: string;
  readonly records: number;
  /** Between the sample before its first record and the first one at which all were done. */
  readonly perSecond: number;
  readonly largestLag: number;
  /** How long a record waited and was worked on, on average: what lay there, over time, divided by how many came by. */
  readonly waitMs: number;
}

/** Sums up each step, in the order of the first sample. The first sample is taken before anything is offered. */
export function stepFigures(samples: readonly Sample[]): StepFigures[] {
  const steps = samples[0]?.steps.map(({ step }) => step) ?? [];
  return steps.map((step) => {
    const course = samples.flatMap(({ atMs, steps: all }) =>
      all.filter((each) => each.step === step).map((each) => ({ ...each, atMs })),
    );
    const records = course.at(-1)?.records ?? 0;
    const began = course.findLast((each) => each.records === 0)?.atMs ?? 0;
    const ended = course.find((each) => each.records === records && each.lag === 0)?.atMs ?? Infinity;
    return {
      step,
      records,
      perSecond: (records * 1000) / (ended - began),
      largestLag: Math.max(...course.map(({ lag }) => lag)),
      waitMs: records === 0 ? 0 : recordMs(course) / records,
    };
  });
}

/** The area under the lag: between two samples it is taken to change evenly. */
function recordMs(course: readonly { readonly atMs: number; readonly lag: number }[]): number {
  return course.slice(1).reduce((sum, { atMs, lag }, index) => {
    const before = course[index] ?? { atMs, lag };
    return sum + ((before.lag + lag) / 2) * (atMs - before.atMs);
  }, 0);
}

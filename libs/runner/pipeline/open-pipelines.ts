import { unpublishedProgram, type ProgramTerms } from '@ledger/program/program-terms';
import type { Offered } from '@ledger/stages/intake/gate';
import type { Verdict } from '@ledger/stages/intake/log-entry';
import { Pipeline, type PipelineStep } from './pipeline';

/** What became of an offer: a step of its program's pipeline, or that there is no such program. */
export type JudgedOffer =
  | { readonly pipeline: Pipeline; readonly step: PipelineStep }
  /** `refusal`: why terms that would have made the program known were refused; null: nothing would have. */
  | { readonly pipeline: null; readonly refusal: Verdict | null };

/** The pipelines of the programs that are known: the first terms that are published for another one open its own. */
export class OpenPipelines {
  private readonly pipelines = new Map<string, Pipeline>();

  constructor(private readonly makePipeline = (program: ProgramTerms) => new Pipeline(program)) {}

  /** Opens the pipeline of a program, which begins with these terms. */
  open(program: ProgramTerms): Pipeline {
    const pipeline = this.makePipeline(program);
    this.pipelines.set(program.name, pipeline);
    return pipeline;
  }

  get(program: string): Pipeline | undefined {
    return this.pipelines.get(program);
  }

  [Symbol.iterator](): IterableIterator<[string, Pipeline]> {
    return this.pipelines.entries();
  }

  /** Judges an offer in the pipeline of its program. */
  judge(offered: Offered): JudgedOffer {
    const { program, type } = offered.envelope;
    const known = this.pipelines.get(program);
    if (known !== undefined) return { pipeline: known, step: known.judge(offered) };
    if (type !== 'terms.published') return { pipeline: null, refusal: null };
    const pipeline = this.makePipeline(unpublishedProgram(program));
    const step = pipeline.judge(offered);
    if (step.fact === null) return { pipeline: null, refusal: step.arrival.verdict };
    this.pipelines.set(program, pipeline);
    return { pipeline, step };
  }
}

import { Inject, Injectable } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { archivedAmong } from '@ledger/desk/referrals/archived-links';
import { allowedTarget, homeOf } from '@ledger/desk/referrals/link-targets';
import { instant } from '@ledger/kernel/instant';
import { termsAt, type ProgramTerms } from '@ledger/program/program-terms';
import type { LinkTerms } from '@ledger/program/terms';
import { programOfCode } from '@ledger/read-models/postgres/queries/program-of-code';
import { readLiveTerms } from '@ledger/read-models/postgres/queries/read-terms';
import { findLink, type LinkRow } from '@ledger/read-models/tables/links';
import { API_DATA_SOURCE, READ_MODELS } from '@ledger/service-kit/injection-tokens';
import { Problem } from '@ledger/service-kit/problems/problem';
import { ProgramReader } from '@ledger/service-kit/reads/program-reader';
import { normalisedCode } from '@ledger/stages/facts/normalised-code';
import { DataSource } from 'typeorm';

/** A code as it stands in an address; without a program, that of whoever had the code first. */
export interface AskedCode {
  readonly program: string | null;
  readonly code: string;
}

/** Where a link leads. */
export interface Destination {
  readonly program: string;
  /** As its partner entered it, or as it was asked for where nobody owns it. */
  readonly code: string;
  readonly address: string;
  /** The program's clock. */
  readonly clockMs: number | null;
}

/** A visitor waits so long for the tables; then what was read last has to do. */
const TABLES_MAY_TAKE_MS = 1_000;
const MOST_REMEMBERED = 1_000;

/** Says where links lead: to pages that the terms name, and to no other, whatever is recorded. */
@Injectable()
export class LinkDestinations {
  private readonly remembered = new Map<string, Destination>();

  constructor(
    private readonly reader: ProgramReader,
    @Inject(READ_MODELS) private readonly readModels: DataSource,
    @Inject(API_DATA_SOURCE) private readonly desk: DataSource,
  ) {}

  /** Throws the problem `not-found` where neither the link nor the program's home leads anywhere; `unavailable`. */
  async find(asked: AskedCode): Promise<Destination> {
    const key = JSON.stringify([asked.program, normalisedCode(asked.code)]);
    const reading = this.read(asked).then((found) => this.remember(key, found));
    reading.catch(() => undefined);
    try {
      const found = await Promise.race([reading, sleep(TABLES_MAY_TAKE_MS, null, { ref: false })]);
      if (found !== null) return found;
    } catch (error) {
      if (error instanceof Problem) throw error;
    }
    const known = this.remembered.get(key);
    if (known !== undefined) return known;
    throw new Problem('unavailable', 'Where this link leads cannot be read now. Try again in a moment.', {
      headers: { 'Retry-After': '1' },
    });
  }

  private remember(key: string, found: Destination): Destination {
    this.remembered.delete(key);
    const [oldest] = this.remembered.keys();
    if (this.remembered.size >= MOST_REMEMBERED && oldest !== undefined) this.remembered.delete(oldest);
    this.remembered.set(key, found);
    return found;
  }

  private async read({ program: named, code }: AskedCode): Promise<Destination> {
    const program = named ?? (await programOfCode(this.readModels, code)) ?? (await this.onlyProgramWithHome());
    if (program === null) throw nowhere(code);
    const { link, terms, clock } = await this.reader.program(program, async ({ snapshot, terms, clock }) => ({
      link: await findLink(snapshot, code),
      terms,
      clock,
    }));
    const pages = pagesOf(terms, clock ?? Date.now());
    const address = (await this.pageOf(program, link, pages)) ?? homeOf(pages);
    if (address === null) throw nowhere(code);
    return { program, code: link?.code ?? code.trim(), address, clockMs: clock };
  }

  /** The link's own page; null: it has none, is archived, or the terms do not name it (any more). */
  private async pageOf(program: string, link: LinkRow | null, pages: LinkTerms | null): Promise<string | null> {
    if (link === null || link.target === null) return null;
    const archived = await archivedAmong(this.desk.manager, program, [link.codeKey]);
    return archived.has(link.codeKey) ? null : allowedTarget(pages, link.target);
  }

  /** Where nobody has the code, there is one home to go to, or none. */
  private async onlyProgramWithHome(): Promise<string | null> {
    const all = await readLiveTerms(this.readModels);
    const homes = [...all.values()].filter((terms) => homeOf(pagesOf(terms, Date.now())) !== null);
    return homes.length === 1 ? (homes[0]?.name ?? null) : null;
  }
}

/** Where a program's links may lead, by the terms in force. */
function pagesOf(terms: ProgramTerms, atMs: number) {
  return termsAt(terms, instant(atMs)).links;
}

function nowhere(code: string): Problem {
  const name = code.slice(0, 64);
  return new Problem('not-found', `No link ${name} leads anywhere: its address is /r/PROGRAM/CODE.`);
}

import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { archivedAmong, archiveLink, restoreLink } from '@ledger/desk/referrals/archived-links';
import { makeCode } from '@ledger/desk/referrals/link-codes';
import { allowedTarget, targetRefusal } from '@ledger/desk/referrals/link-targets';
import { termsAt } from '@ledger/program/program-terms';
import { takesClaim } from '@ledger/program/uses';
import { readRows } from '@ledger/read-models/postgres/queries/list-query';
import { clicksByDay, type LinkClicksRow } from '@ledger/read-models/tables/link-clicks';
import { linkList, type CountedLink } from '@ledger/read-models/tables/links';
import type { PartnerOfCaller } from '@ledger/service-kit/access/caller';
import { DeskFacts } from '@ledger/service-kit/facts/desk-facts';
import { API_DATA_SOURCE } from '@ledger/service-kit/injection-tokens';
import { PartnerReader } from '@ledger/service-kit/partners/partner-reader';
import { Problem } from '@ledger/service-kit/problems/problem';
import { normalisedCode } from '@ledger/stages/facts/normalised-code';
import { DataSource } from 'typeorm';
import type { LinkBody } from './link-bodies';

/** A link that was made, or was there as it is asked for. */
export interface MadeLink {
  readonly code: string;
  readonly campaign: string | null;
  readonly target: string | null;
  readonly position: string;
}

/** A partner's links: what makes one is a fact, that it is archived is a note of the desk. */
@Injectable()
export class LinksService {
  constructor(
    private readonly facts: DeskFacts,
    private readonly reader: PartnerReader,
    @Inject(API_DATA_SOURCE) private readonly desk: DataSource,
  ) {}

  /** Throws the problems `invalid-request` (the page), `conflict` (an own code), `rejected` (the gate). */
  async make({ program, partner }: PartnerOfCaller, { code, campaign, target }: LinkBody): Promise<MadeLink> {
    const chosen = code ?? makeCode();
    const page = await this.reader.own({ program, partner }, async ({ snapshot, terms, clock }) => {
      const [own] = await readRows(snapshot, linkList(snapshot, { code: chosen }));
      if (own !== undefined) throw new Problem('conflict', `You have a link with the code ${own.code} already.`);
      const inForce = termsAt(terms, clock);
      // A program without links says so itself.
      if (target === undefined || !takesClaim(inForce, 'signup')) return target ?? null;
      const allowed = allowedTarget(inForce.links, target);
      if (allowed !== null) return allowed;
      const detail = targetRefusal(program, inForce.links);
      throw new Problem('invalid-request', `target: ${detail}.`, { errors: [{ field: 'target', detail }] });
    });
    const named = { ...(campaign === undefined ? {} : { campaign }), ...(page === null ? {} : { target: page }) };
    const data = { partner, code: chosen, ...named };
    const { position } = await this.facts.record({ program, type: 'link.created', data, key: `link-${randomUUID()}` });
    return { code: chosen, campaign: campaign ?? null, target: page, position };
  }

  /** A link of the partner with its clicks; throws the problem `not-found`. */
  async find(
    { program, partner }: PartnerOfCaller,
    code: string,
  ): Promise<{ readonly link: CountedLink; readonly days: readonly LinkClicksRow[] }> {
    return this.reader.own({ program, partner }, async ({ snapshot }) => {
      const [link] = await readRows(snapshot, linkList(snapshot, { code, partner }));
      if (link === undefined) throw new Problem('not-found', `You have no link with the code ${code}.`);
      return { link, days: await clicksByDay(snapshot, code) };
    });
  }

  async archive(caller: PartnerOfCaller, code: string): Promise<CountedLink> {
    const { link } = await this.find(caller, code);
    const { program, principal } = caller;
    await archiveLink(this.desk.manager, { program, codeKey: link.codeKey }, principal.id);
    return link;
  }

  async restore(caller: PartnerOfCaller, code: string): Promise<CountedLink> {
    const { link } = await this.find(caller, code);
    await restoreLink(this.desk.manager, { program: caller.program, codeKey: link.codeKey });
    return link;
  }

  /** The same links, each with when it was archived; null: it is not. */
  async withArchived<L extends Pick<CountedLink, 'code'>>(
    program: string,
    links: readonly L[],
  ): Promise<readonly (L & { readonly archivedAt: Date | null })[]> {
    const keys = links.map(({ code }) => normalisedCode(code));
    const archived = await archivedAmong(this.desk.manager, program, keys);
    return links.map((link, index) => ({ ...link, archivedAt: archived.get(keys[index] ?? '') ?? null }));
  }
}

import { Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { readAll } from '@ledger/read-models/postgres/queries/list-query';
import { attributionList } from '@ledger/read-models/tables/attributions';
import { conflictId } from '@ledger/desk/deals/conflict-desk';
import { PartnerCaller, type PartnerOfCaller } from '@ledger/service-kit/access/caller';
import { RequiresPartner } from '@ledger/service-kit/access/requires';
import { ApiFile, serveFile } from '@ledger/service-kit/documents/serve-file';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { ApiRequestContent } from '@ledger/service-kit/openapi/request-content';
import { PartnerReader, type ReadOwn } from '@ledger/service-kit/partners/partner-reader';
import { Problem } from '@ledger/service-kit/problems/problem';
import { ownDisputeBody, ownMessageBody } from './conflict-bodies';
import { clocksOf } from './conflict-notes.service';
import { OwnConflictFileParams, OwnConflictParams } from './conflict-params.dto';
import {
  conflictOfPartnerDto,
  ConflictOfPartnerWithLogDto,
  ConflictsOfPartnerDto,
  entriesForPartner,
} from './conflict.dto';
import { ConflictsService } from './conflicts.service';
import { EvidenceReader, evidenceContent } from './evidence-reader';

const EVIDENCE = 'We introduced them on 3 March; the e-mail is attached.';

/** A partner's own conflicts and disputes: nothing of the other partners in them. */
@ApiTags('partners: conflicts')
@RequiresPartner('own-deals')
@ApiResponse(problemResponse(404, 'The partner is not in the program, or has no such conflict, customer or file.'))
@Controller('api/partner')
export class PartnerConflictsController {
  constructor(
    private readonly conflicts: ConflictsService,
    private readonly reader: PartnerReader,
    private readonly evidence: EvidenceReader,
  ) {}

  @Get('conflicts')
  @ApiOperation({ summary: 'Its conflicts, the latest first' })
  @ApiOkResponse({ type: ConflictsOfPartnerDto })
  async list(@PartnerCaller() caller: PartnerOfCaller): Promise<ConflictsOfPartnerDto> {
    const found = await this.conflicts.listOf(caller.program, caller.partner);
    return this.reader.own(caller, ({ terms, clock, sight }) =>
      Promise.resolve({
        items: found.map((one) => conflictOfPartnerDto(one, clocksOf(one, terms, clock), sight.shown)),
      }),
    );
  }

  @Get('conflicts/:conflict')
  @ApiOperation({ summary: 'A conflict, with what it said and what was said to it' })
  @ApiOkResponse({ type: ConflictOfPartnerWithLogDto })
  find(
    @PartnerCaller() caller: PartnerOfCaller,
    @Param() { conflict }: OwnConflictParams,
  ): Promise<ConflictOfPartnerWithLogDto> {
    return this.shown(caller, conflict);
  }

  @Get('conflicts/:conflict/files/:hash')
  @ApiOperation({ summary: 'A file that it sent, or was given' })
  @ApiFile('The file, as an attachment.')
  async file(
    @PartnerCaller() { program, partner }: PartnerOfCaller,
    @Param() { conflict, hash }: OwnConflictFileParams,
    @Res() response: Response,
  ): Promise<void> {
    serveFile(response, await this.conflicts.file(program, conflict, hash, partner));
  }

  @Post('conflicts/:conflict/messages')
  @HttpCode(200)
  @ApiOperation({ summary: 'Say something in a conflict, to staff alone' })
  @ApiRequestContent(evidenceContent(ownMessageBody, { words: EVIDENCE }))
  @ApiOkResponse({ type: ConflictOfPartnerWithLogDto })
  say(
    @Req() request: Request,
    @PartnerCaller() caller: PartnerOfCaller,
    @Param() { conflict }: OwnConflictParams,
  ): Promise<ConflictOfPartnerWithLogDto> {
    const { program, partner, principal } = caller;
    return this.evidence.read(request, ownMessageBody, async ({ words }, files) => {
      const said = { by: principal.id, byPartner: partner, forPartner: null, words, files };
      await this.conflicts.say(program, conflict, said);
      return this.shown(caller, conflict);
    });
  }

  @Post('attribution/disputes')
  @ApiOperation({ summary: 'Dispute the attribution of a customer, with evidence' })
  @ApiRequestContent(evidenceContent(ownDisputeBody, { customer: 'cus-1001', evidence: EVIDENCE }))
  @ApiCreatedResponse({ type: ConflictOfPartnerWithLogDto })
  dispute(@Req() request: Request, @PartnerCaller() caller: PartnerOfCaller): Promise<ConflictOfPartnerWithLogDto> {
    const { program, partner, principal } = caller;
    return this.evidence.read(request, ownDisputeBody, async ({ customer: named, evidence: words }, files) => {
      const customer = await this.reader.own(caller, (read) => customerNamed(read, named));
      const said = { by: principal.id, words, files };
      const { number } = await this.conflicts.dispute(program, partner, customer, said);
      return this.shown(caller, conflictId(number));
    });
  }

  private async shown(caller: PartnerOfCaller, id: string): Promise<ConflictOfPartnerWithLogDto> {
    const { program, partner } = caller;
    const { conflict, entries, files } = await this.conflicts.find(program, id, partner);
    return this.reader.own(caller, ({ terms, clock, sight }) =>
      Promise.resolve({
        ...conflictOfPartnerDto(conflict, clocksOf(conflict, terms, clock), sight.shown),
        log: entriesForPartner(entries, files, partner),
      }),
    );
  }
}

/** The customer that a partner names: as it knows it, or by the pseudonym that it is shown. */
async function customerNamed({ snapshot, sight }: ReadOwn, named: string): Promise<string> {
  if (sight.seesNames) return named;
  for await (const { customer } of readAll(snapshot, attributionList(snapshot))) {
    if (sight.shown(customer) === named) return customer;
  }
  throw new Problem('not-found', `${named} is no customer that is shown to the partner.`);
}

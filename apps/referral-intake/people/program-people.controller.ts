import { Controller, Delete, Get, Param, Put, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Caller, type StaffCaller } from '@ledger/service-kit/access/caller';
import { Requires } from '@ledger/service-kit/access/requires';
import { Audited, type AuditNote } from '@ledger/service-kit/audit/audited';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { ApiRequestContent } from '@ledger/service-kit/openapi/request-content';
import { PartnerParams } from '@ledger/service-kit/reads/program-params.dto';
import { ProgramReader } from '@ledger/service-kit/reads/program-reader';
import { BodyReader } from '@ledger/service-kit/requests/body-reader';
import { jsonContent, withJson } from '@ledger/service-kit/requests/json-body';
import { memberBody } from './people-bodies';
import { PeopleService } from './people.service';
import { MemberParams, PeopleDto, personDto, PersonDto, ProgramRoleParams } from './person.dto';
import { rolesOf } from './roles-of';

/** Who is what in one program: among its staff, and of its partners. */
@ApiTags('people')
@Requires('manage-people')
@ApiResponse(problemResponse(404, 'There is no such program, person, partner or role.'))
@ApiResponse(problemResponse(409, 'It cannot be done with what is there: `detail` says why.'))
@Controller('v1/programs/:program')
export class ProgramPeopleController {
  constructor(
    private readonly people: PeopleService,
    private readonly reader: ProgramReader,
    private readonly bodies: BodyReader,
  ) {}

  @Put('staff/:person/roles/:role')
  @ApiOperation({ summary: 'Give a role in a program' })
  @ApiOkResponse({ type: PersonDto })
  async giveProgramRole(
    @Param() role: ProgramRoleParams,
    @Caller() { id: by }: StaffCaller,
    @Audited() audit: AuditNote,
  ): Promise<PersonDto> {
    await this.reader.program(role.program, () => Promise.resolve(null));
    audit.change({ before: rolesOf(await this.people.find(role.person)) });
    const after = await this.people.giveRole({ ...role }, by);
    audit.change({ after: rolesOf(after) });
    return personDto(after);
  }

  @Delete('staff/:person/roles/:role')
  @ApiOperation({ summary: 'Take a role in a program back' })
  @ApiOkResponse({ type: PersonDto })
  async takeProgramRole(@Param() role: ProgramRoleParams, @Audited() audit: AuditNote): Promise<PersonDto> {
    audit.change({ before: rolesOf(await this.people.find(role.person)) });
    const after = await this.people.takeRole({ ...role });
    audit.change({ after: rolesOf(after) });
    return personDto(after);
  }

  @Get('partners/:partner/members')
  @ApiOperation({ summary: 'Who belongs to a partner' })
  @ApiOkResponse({ type: PeopleDto })
  async listMembers(@Param() { program, partner }: PartnerParams): Promise<PeopleDto> {
    return { items: (await this.people.members({ program, partner })).map(personDto), next: null };
  }

  @Put('partners/:partner/members/:person')
  @ApiOperation({ summary: 'Make a person an owner or a member of a partner' })
  @ApiRequestContent(jsonContent(memberBody, { role: 'owner' }))
  @ApiOkResponse({ type: PersonDto })
  addMember(
    @Req() request: Request,
    @Param() { program, partner, person }: MemberParams,
    @Caller() { id: by }: StaffCaller,
    @Audited() audit: AuditNote,
  ): Promise<PersonDto> {
    return withJson(this.bodies, request, memberBody, async ({ role }) => {
      await this.refuseUnknownPartner(program, partner);
      audit.change({ before: rolesOf(await this.people.find(person)) });
      const after = await this.people.addMember({ program, partner, person, role }, by);
      audit.change({ after: rolesOf(after) });
      return personDto(after);
    });
  }

  @Delete('partners/:partner/members/:person')
  @ApiOperation({ summary: 'End a membership' })
  @ApiOkResponse({ type: PersonDto })
  async removeMember(@Param() member: MemberParams, @Audited() audit: AuditNote): Promise<PersonDto> {
    audit.change({ before: rolesOf(await this.people.find(member.person)) });
    const after = await this.people.removeMember({ ...member });
    audit.change({ after: rolesOf(after) });
    return personDto(after);
  }

  private async refuseUnknownPartner(program: string, partner: string): Promise<void> {
    await this.reader.partner(program, partner, () => Promise.resolve(null));
  }
}

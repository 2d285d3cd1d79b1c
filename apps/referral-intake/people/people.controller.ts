import { Controller, Delete, Get, HttpCode, Param, Post, Put, Query, Req } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { Request } from 'express';
import { Caller, type StaffCaller } from '@ledger/service-kit/access/caller';
import { OfCallersProgram } from '@ledger/service-kit/access/of-callers-program';
import { Requires } from '@ledger/service-kit/access/requires';
import { Audited, type AuditNote } from '@ledger/service-kit/audit/audited';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { ApiRequestContent } from '@ledger/service-kit/openapi/request-content';
import { cursorOf } from '@ledger/service-kit/pages/cursor';
import { PageQuery, pageRequest } from '@ledger/service-kit/pages/page-query.dto';
import { Problem } from '@ledger/service-kit/problems/problem';
import { BodyReader } from '@ledger/service-kit/requests/body-reader';
import { jsonContent, withJson } from '@ledger/service-kit/requests/json-body';
import { addPersonBody, findPersonBody, issueTokenBody } from './people-bodies';
import { PeopleService } from './people.service';
import {
  IssuedPersonTokenDto,
  PeopleDto,
  personDto,
  PersonDto,
  PersonParams,
  personTokenDto,
  PersonTokenParams,
  PersonTokensDto,
  StaffRoleParams,
} from './person.dto';
import { rolesOf } from './roles-of';

/** Persons of staff and partners: who they are, and what lets them in. */
@ApiTags('people')
@Requires('manage-people')
@ApiResponse(problemResponse(404, 'There is no such person, role or token.'))
@ApiResponse(problemResponse(409, 'It cannot be done with what is there: `detail` says why.'))
@Controller('v1/people')
export class PeopleController {
  constructor(
    private readonly people: PeopleService,
    private readonly bodies: BodyReader,
  ) {}

  @Get()
  @ApiOperation({ summary: 'All persons, by id' })
  @ApiOkResponse({ type: PeopleDto })
  async listPeople(@Query() query: PageQuery): Promise<PeopleDto> {
    const { limit, after } = pageRequest(query, ['text']);
    const found = await this.people.list({ after: after === null ? null : String(after[0]), limit: limit + 1 });
    const items = found.slice(0, limit).map(personDto);
    const last = items.at(-1);
    return { items, next: found.length > limit && last !== undefined ? cursorOf([last.id]) : null };
  }

  @Post()
  @OfCallersProgram()
  @HttpCode(201)
  @ApiOperation({ summary: 'Add a person; one who has that e-mail already is answered as it is' })
  @ApiRequestContent(jsonContent(addPersonBody, { email: 'anna@example.com', name: 'Anna Alder', locale: 'de' }))
  @ApiCreatedResponse({ type: PersonDto })
  addPerson(
    @Req() request: Request,
    @Caller() { id: by }: StaffCaller,
    @Audited() audit: AuditNote,
  ): Promise<PersonDto> {
    return withJson(this.bodies, request, addPersonBody, async ({ email, name = null, locale = null }) => {
      const person = await this.people.add({ email, name, locale, by });
      audit.change({ after: { person: person.person.id } });
      return personDto(person);
    });
  }

  @Post('by/email')
  @OfCallersProgram()
  @HttpCode(200)
  @ApiOperation({ summary: 'The person who has an e-mail' })
  @ApiRequestContent(jsonContent(findPersonBody, { email: 'anna@example.com' }))
  @ApiOkResponse({ type: PersonDto })
  findByEmail(@Req() request: Request): Promise<PersonDto> {
    return withJson(this.bodies, request, findPersonBody, async ({ email }) => {
      const person = await this.people.findByEmail(email);
      if (person === null) throw new Problem('not-found', 'Nobody has that e-mail.');
      return personDto(person);
    });
  }

  @Get(':person')
  @ApiOperation({ summary: 'A person' })
  @ApiOkResponse({ type: PersonDto })
  async findPerson(@Param() { person }: PersonParams): Promise<PersonDto> {
    return personDto(await this.people.find(person));
  }

  @Put(':person/roles/:role')
  @ApiOperation({ summary: 'Give a role in all programs' })
  @ApiOkResponse({ type: PersonDto })
  async giveRole(
    @Param() { person, role }: StaffRoleParams,
    @Caller() { id: by }: StaffCaller,
    @Audited() audit: AuditNote,
  ): Promise<PersonDto> {
    audit.change({ before: rolesOf(await this.people.find(person)) });
    const after = await this.people.giveRole({ person, role, program: null }, by);
    audit.change({ after: rolesOf(after) });
    return personDto(after);
  }

  @Delete(':person/roles/:role')
  @ApiOperation({ summary: 'Take a role in all programs back' })
  @ApiOkResponse({ type: PersonDto })
  async takeRole(@Param() { person, role }: StaffRoleParams, @Audited() audit: AuditNote): Promise<PersonDto> {
    audit.change({ before: rolesOf(await this.people.find(person)) });
    const after = await this.people.takeRole({ person, role, program: null });
    audit.change({ after: rolesOf(after) });
    return personDto(after);
  }

  @Post(':person/disable')
  @HttpCode(200)
  @ApiOperation({ summary: 'Let a person in no more' })
  @ApiOkResponse({ type: PersonDto })
  async disablePerson(@Param() { person }: PersonParams): Promise<PersonDto> {
    return personDto(await this.people.disable(person, true));
  }

  @Post(':person/enable')
  @HttpCode(200)
  @ApiOperation({ summary: 'Let a person in again' })
  @ApiOkResponse({ type: PersonDto })
  async enablePerson(@Param() { person }: PersonParams): Promise<PersonDto> {
    return personDto(await this.people.disable(person, false));
  }

  @Get(':person/tokens')
  @ApiOperation({ summary: 'Every token that a person was given, oldest first' })
  @ApiOkResponse({ type: PersonTokensDto })
  async listTokens(@Param() { person }: PersonParams): Promise<PersonTokensDto> {
    return { items: (await this.people.tokens(person)).map(personTokenDto) };
  }

  @Post(':person/tokens')
  @HttpCode(201)
  @ApiOperation({ summary: 'Issue a token for a person' })
  @ApiRequestContent(jsonContent(issueTokenBody, { name: 'laptop', expiresAt: '2027-12-31T00:00:00Z' }))
  @ApiCreatedResponse({ type: IssuedPersonTokenDto })
  issueToken(
    @Req() request: Request,
    @Param() { person }: PersonParams,
    @Caller() { id: by }: StaffCaller,
    @Audited() audit: AuditNote,
  ): Promise<IssuedPersonTokenDto> {
    return withJson(this.bodies, request, issueTokenBody, async ({ name, expiresAt }) => {
      const until = expiresAt === undefined ? null : new Date(expiresAt);
      const { id, text } = await this.people.issueToken({ person, name, expiresAt: until, by });
      audit.change({ after: { token: id } });
      return { id, token: text };
    });
  }

  @Delete(':person/tokens/:token')
  @HttpCode(204)
  @ApiOperation({ summary: 'Make a token of a person useless' })
  @ApiNoContentResponse({ description: 'It is useless from now on.' })
  revokeToken(@Param() { person, token }: PersonTokenParams): Promise<void> {
    return this.people.revokeToken(person, token);
  }
}

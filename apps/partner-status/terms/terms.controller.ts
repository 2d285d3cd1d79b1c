import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { ProgramTerms, PublishedTerms } from '@ledger/program/program-terms';
import { Requires } from '@ledger/service-kit/access/requires';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { Problem } from '@ledger/service-kit/problems/problem';
import { ProgramParams } from '@ledger/service-kit/reads/program-params.dto';
import { ProgramReader } from '@ledger/service-kit/reads/program-reader';
import {
  DifferenceQuery,
  termsDifferenceDto,
  TermsDifferenceDto,
  termsDto,
  TermsDto,
  termsVersionDto,
  TermsVersionsDto,
  VersionParams,
} from './terms.dto';

@ApiTags('terms')
@Requires('read')
@ApiResponse(problemResponse(404, 'There is no such program or version.'))
@Controller('v1/programs/:program/terms')
export class TermsController {
  constructor(private readonly reader: ProgramReader) {}

  @Get()
  @ApiOperation({ summary: 'The terms of a program: the version that was published last' })
  @ApiOkResponse({ type: TermsDto })
  async findTerms(@Param() { program }: ProgramParams): Promise<TermsDto> {
    return this.reader.program(program, ({ terms }) => Promise.resolve(termsDto(lastOf(terms))));
  }

  @Get('versions')
  @ApiOperation({ summary: 'The versions of the terms of a program' })
  @ApiOkResponse({ type: TermsVersionsDto })
  async listVersions(@Param() { program }: ProgramParams): Promise<TermsVersionsDto> {
    return this.reader.program(program, ({ terms }) =>
      Promise.resolve({ program, versions: terms.versions.map(termsVersionDto) }),
    );
  }

  @Get('versions/:version')
  @ApiOperation({ summary: 'A version of the terms of a program' })
  @ApiOkResponse({ type: TermsDto })
  async findVersion(@Param() { program, version }: VersionParams): Promise<TermsDto> {
    return this.reader.program(program, ({ terms }) => Promise.resolve(termsDto(versionOf(terms, version))));
  }

  @Get('diff')
  @ApiOperation({ summary: 'In what two versions of the terms of a program differ' })
  @ApiOkResponse({ type: TermsDifferenceDto })
  async compareVersions(
    @Param() { program }: ProgramParams,
    @Query() { from, to }: DifferenceQuery,
  ): Promise<TermsDifferenceDto> {
    return this.reader.program(program, ({ terms }) =>
      Promise.resolve(termsDifferenceDto(versionOf(terms, from), versionOf(terms, to))),
    );
  }
}

function lastOf({ name: program, versions }: ProgramTerms): PublishedTerms {
  const last = versions.at(-1);
  if (last === undefined) throw new RangeError(`program ${program} is known and has no terms`);
  return last;
}

function versionOf({ name: program, versions }: ProgramTerms, version: string): PublishedTerms {
  const found = versions.find((each) => each.version === Number(version));
  if (found !== undefined) return found;
  const known = versions.map((each) => each.version).join(', ');
  throw new Problem('not-found', `The terms of ${program} have no version ${version}; they have: ${known}.`);
}

import { DirectoryEntry } from '../directory/directory-entry.entity';
import { Enrolment } from '../enrolments/enrolment.entity';
import { Invitation } from '../invitations/invitation.entity';
import { Application } from './application.entity';

/** Entities of how partners join. */
export const APPLICATIONS_ENTITIES = [Application, Invitation, Enrolment, DirectoryEntry] as const;

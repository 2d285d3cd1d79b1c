import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Whose a file is, and what that one calls it. */
@Entity({ schema: 'desk', name: 'file_owners' })
export class DeskFileOwner {
  @PrimaryColumn({ type: 'text' })
  program!: string;

  /** What has the file, such as `application`. */
  @PrimaryColumn({ type: 'text' })
  kind!: string;

  /** Its id within the program and kind. */
  @PrimaryColumn({ name: 'owner', type: 'text' })
  id!: string;

  @PrimaryColumn({ type: 'text' })
  hash!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ name: 'added_at', type: 'timestamptz' })
  addedAt!: Date;
}

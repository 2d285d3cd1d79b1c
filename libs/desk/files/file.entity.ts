import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { FileType } from './file-type';

/** The bytes of a file, by their SHA-256 in hex: the same file is kept once, whoever sent it. */
@Entity({ schema: 'desk', name: 'files' })
export class DeskFile {
  @PrimaryColumn({ type: 'text' })
  hash!: string;

  @Column({ type: 'text' })
  type!: FileType;

  @Column({ name: 'size_bytes', type: 'integer' })
  size!: number;

  @Column({ type: 'bytea', select: false })
  bytes!: Buffer;
}

import type { TextRange } from '../problem.ts';
import type { NameKind, NameRole } from '../schema/shape.ts';

/** A name where it is defined or referred to. */
export interface NameUse extends TextRange {
  readonly of: readonly NameKind[];
  readonly role: NameRole;
  readonly name: string;
  /** The name as it is compared. */
  readonly key: string;
}

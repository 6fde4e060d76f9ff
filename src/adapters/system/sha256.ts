import { hash } from 'node:crypto';
import type { Digest } from '../../core/runs/ports.ts';

/** SHA-256 of the UTF-8 form, in lower-case hexadecimal. */
export const sha256: Digest = (text) => hash('sha256', text, 'hex');

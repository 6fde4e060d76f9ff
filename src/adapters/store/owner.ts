import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { LeaseClock } from './leaseClock.ts';

/** Who claims, at what time, and how it is told whether another owner can still be at it. */
export interface Claimant {
  readonly owner: string;
  now(): number;
  readonly leases: LeaseClock;
  mayBeAlive(owner: string): boolean;
}

/** Names this process as the owner of claims: host, process id and a random part, told apart by spaces. */
export function createOwner(): string {
  return `${hostname()} ${process.pid} ${randomUUID()}`;
}

/** False only where it is certain that the owner is gone: it ran on this host and its process is no more. */
export function mayBeAlive(owner: string): boolean {
  return !isOfThisHost(owner) || isRunning(Number(owner.split(' ')[1]));
}

export function isOfThisHost(owner: string): boolean {
  return owner.split(' ')[0] === hostname();
}

function isRunning(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: the process is there and belongs to someone else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

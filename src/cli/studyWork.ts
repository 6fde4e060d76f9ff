import { fileKey, storeAt, storeBeside } from '../adapters/files/storeLocation.ts';
import { openStore } from '../adapters/store/sqliteStore.ts';
import { sha256 } from '../adapters/system/sha256.ts';
import { systemClock } from '../adapters/system/systemClock.ts';
import { advanceJobs } from '../core/jobs/advanceJobs.ts';
import { readJobLog } from '../core/jobs/readJobLog.ts';
import type { TargetPort } from '../core/jobs/targetPort.ts';
import type { PriceOf } from '../core/runs/budget.ts';
import type { Skillset } from '../core/skillset/skillset.ts';
import { lookAtStudy } from '../core/study/lookAtStudy.ts';
import type { StudyFacts } from '../core/study/stages.ts';
import type { OnTargetFlags } from './evaluationOn.ts';
import { studentsNamed } from './models.ts';
import { endpointsOf } from './runFlags.ts';
import type { StudyFlags } from './runStudyPart.ts';
import { targetNamed } from './targetsFile.ts';
import { UsageError } from './terminal.ts';

export type WholeStudyFlags = StudyFlags & OnTargetFlags;

/** Looks how a study stands: asks the targets of its open jobs, and reads the rest from the store. */
export async function lookAtFile(
  file: string,
  skillset: Skillset,
  flags: WholeStudyFlags,
  { priceOf, signal }: { readonly priceOf: PriceOf; readonly signal: AbortSignal },
): Promise<StudyFacts> {
  const location = flags.store === undefined ? storeBeside(file) : storeAt(flags.store);
  const store = await openStore(location.path);
  const ports = new Map<string, TargetPort>();
  const target = (name: string): TargetPort => {
    const port = ports.get(name) ?? targetNamed(name, file, flags.targets);
    ports.set(name, port);
    return port;
  };
  try {
    const key = fileKey(location, file);
    const tools = { store, clock: systemClock, target, readProgress: readJobLog };
    await advanceJobs(tools, { file: key }, signal);
    const looked = await lookAtStudy(
      {
        ...{ store, clock: systemClock, digest: sha256, priceOf, file: key },
        ...(flags.on !== undefined && { on: flags.on }),
        overridesOf: () => (flags.grader === undefined ? {} : { graders: flags.grader }),
        studentsNamed: (names) =>
          names.length === 0 ? [] : studentsNamed(names, { ...endpointsOf(flags), sampling: {} }),
      },
      skillset,
    );
    if (looked.kind === 'problem') throw new UsageError(looked.message);
    return looked.facts;
  } finally {
    await Promise.all([...ports.values()].map((port) => port.close()));
    await store.close();
  }
}

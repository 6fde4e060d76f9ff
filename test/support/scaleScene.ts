import { onTestFinished } from 'vitest';
import { createWorkplace, type Ended, type Workplace } from './commandLine.ts';
import { type ProviderProcess, startProviderProcess } from './providerProcess.ts';
import { type ScaleStudy, scaleStudy } from './scaleStudy.ts';

/** The skillset file of a scene. */
export const FILE = 'a.skillset.yaml';

export interface Scene {
  readonly provider: ProviderProcess;
  readonly workplace: Workplace;
}

/** A folder with a study, and a fake of both providers in another process; both are gone after the test. */
export async function scene(study: ScaleStudy, ...server: string[]): Promise<Scene> {
  const provider = await startProviderProcess(...server);
  onTestFinished(() => provider.stop());
  const workplace = await createWorkplace(provider.url);
  onTestFinished(() => workplace.dispose());
  await workplace.write(FILE, scaleStudy(study));
  return { provider, workplace };
}

const calmReports = new Map<string, Promise<unknown>>();

/** The report of the evaluation of a study that nothing disturbed. It is made once for each study. */
export function calmReport(study: ScaleStudy): Promise<unknown> {
  const key = JSON.stringify(study);
  const known = calmReports.get(key) ?? evaluateCalmly(study);
  calmReports.set(key, known);
  return known;
}

async function evaluateCalmly(study: ScaleStudy): Promise<unknown> {
  const { workplace } = await scene(study);
  await workplace.run('evaluate', FILE);
  return workplace.report(FILE);
}

/** The progress that a command printed with `--format json`. */
export function progressOf({ out }: Ended) {
  return JSON.parse(out).progress;
}

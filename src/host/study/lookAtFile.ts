import { lookAtStudy } from '../../core/study/lookAtStudy.ts';
import type { StudyFacts } from '../../core/study/stages.ts';
import type { SkillsetFile } from '../runs/preparedRun.ts';
import { settingsOverrides } from '../runs/prepareStudy.ts';
import { pricesFor } from '../runs/prices.ts';
import type { RunTools } from '../runs/runTools.ts';
import { readSettings } from '../settings.ts';
import type { OpenStore } from '../stores.ts';
import { UserError } from '../userError.ts';

/** Looks how the study of a file stands: only its store is read. @throws UserError where it cannot be planned, saying why */
export async function lookAtFile(
  { engine, models }: Pick<RunTools, 'engine' | 'models'>,
  { uri, skillset }: SkillsetFile,
  { store, file }: OpenStore,
): Promise<StudyFacts> {
  const { clock, digest } = engine;
  const { priceOf } = await pricesFor(engine, uri);
  const settings = readSettings(uri);
  const looked = await lookAtStudy(
    {
      ...{ store, clock, digest, priceOf, file },
      overridesOf: (part) => settingsOverrides(skillset, part, settings),
      studentsNamed: (names) => models.studentsNamed(names, {}, uri, 'look'),
    },
    skillset,
  );
  if (looked.kind === 'problem') throw new UserError(looked.message);
  return looked.facts;
}

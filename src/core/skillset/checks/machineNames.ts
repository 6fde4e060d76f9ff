import { parseModelRef } from '../../runs/modelRef.ts';
import { nearestName, suggestion } from '../facts/didYouMean.ts';
import { machineNames } from '../surroundings.ts';
import type { ProjectCheck } from './projectCheck.ts';

/** Endpoints and targets that the settings do not know. Nothing is told where the settings are not known. */
export const checkMachineNames: ProjectCheck = ({ project, surroundings, acceptIn }) => {
  const { endpoints, targets } = surroundings;
  if (endpoints === undefined && targets === undefined) return;
  const accept = acceptIn(project.root.path);
  for (const { kind, name, range } of machineNames(project.root)) {
    if (kind === 'target') {
      if (targets === undefined || targets.includes(name)) continue;
      const better = nearestName(name, targets);
      const advice = suggestion(better) ?? 'Add it to the setting "skillmix.targets".';
      const message = `The settings know no target "${name}". ${advice}`;
      accept('warning', 'unknown-target', message, range, { ...(better !== undefined && { better }) });
      continue;
    }
    const ref = parseModelRef(name);
    if (ref === undefined || endpoints === undefined || endpoints.includes(ref.endpoint)) continue;
    const nearest = nearestName(ref.endpoint, endpoints);
    const advice = suggestion(nearest) ?? 'Add it to the setting "skillmix.endpoints".';
    const message = `The settings know no endpoint "${ref.endpoint}". ${advice}`;
    const better = nearest === undefined ? {} : { better: `${nearest}/${ref.model}` };
    accept('warning', 'unknown-endpoint', message, range, better);
  }
};

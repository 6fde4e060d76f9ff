import { parseModelRef } from '../../runs/modelRef.ts';
import { didYouMean } from '../facts/didYouMean.ts';
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
      const advice = didYouMean(name, targets) ?? 'Add it to the setting "skillmix.targets".';
      accept('warning', 'unknown-target', `The settings know no target "${name}". ${advice}`, range);
      continue;
    }
    const endpoint = parseModelRef(name)?.endpoint;
    if (endpoint === undefined || endpoints === undefined || endpoints.includes(endpoint)) continue;
    const advice = didYouMean(endpoint, endpoints) ?? 'Add it to the setting "skillmix.endpoints".';
    accept('warning', 'unknown-endpoint', `The settings know no endpoint "${endpoint}". ${advice}`, range);
  }
};

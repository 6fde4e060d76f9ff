import type * as vscode from 'vscode';
import type { Student } from '../../core/runs/generateSample.ts';
import type { Grader } from '../../core/runs/gradeSample.ts';
import { formatModelRef, type ModelRef, parseModelRef, RULE_GRADER } from '../../core/runs/modelRef.ts';
import type { ModelPort } from '../../core/runs/ports.ts';
import type { Sampling } from '../../core/runs/records.ts';
import type { Skillset } from '../../core/skillset/skillset.ts';
import type { Engine } from '../engine.ts';
import { type EndpointSettings, readSettings, type Settings } from '../settings.ts';
import { UserError } from '../userError.ts';
import { editorModels } from './editorModels.ts';
import type { Keys } from './keys.ts';

/** A model that is only looked at needs no key. */
export type ModelUse = 'ask' | 'look';

/** Turns the names of models in settings and studies into models that can be asked. */
export class Models {
  readonly #engine: Engine;
  readonly #keys: Keys;

  constructor(engine: Engine, keys: Keys) {
    this.#engine = engine;
    this.#keys = keys;
  }

  /** The student for a skillset; undefined where neither the settings nor the study name one. */
  async student(skillset: Skillset, scope: vscode.Uri): Promise<Student | undefined> {
    const settings = readSettings(scope);
    const name = settings.student ?? skillset.student;
    if (name === undefined) return undefined;
    const { temperature, maxTokens } = settings;
    const sampling = {
      ...(temperature === undefined ? {} : { temperature }),
      ...(maxTokens === undefined ? {} : { maxTokens }),
    };
    const [student] = await this.studentsNamed([name], sampling, scope);
    return student;
  }

  /** The graders for a skillset; none where neither the settings nor the study name any. */
  async graders(skillset: Skillset, scope: vscode.Uri): Promise<Grader[]> {
    return this.gradersNamed(graderNames(skillset, readSettings(scope)), scope);
  }

  /** @throws UserError where one of them cannot be asked, saying why */
  studentsNamed(
    names: readonly string[],
    sampling: Sampling,
    scope: vscode.Uri,
    use?: ModelUse,
  ): Promise<Student[]> {
    const settings = readSettings(scope);
    return Promise.all(
      names.map(async (name) => {
        const ref = refOf(name, 'skillmix.student');
        const port = await this.port(ref.endpoint, settings, use);
        return { name: formatModelRef(ref), model: ref.model, port, sampling };
      }),
    );
  }

  /** @throws UserError where one of them cannot be asked, saying why */
  gradersNamed(names: readonly string[], scope: vscode.Uri, use?: ModelUse): Promise<Grader[]> {
    const settings = readSettings(scope);
    return Promise.all(
      names.map(async (name): Promise<Grader> => {
        if (name === RULE_GRADER) return { kind: 'rule' };
        const ref = refOf(name, 'skillmix.graders');
        const port = await this.port(ref.endpoint, settings, use);
        return { kind: 'model', name: formatModelRef(ref), model: ref.model, port };
      }),
    );
  }

  /** @throws UserError where the endpoint is unknown or lacks its key */
  async port(name: string, settings: Settings, use: ModelUse = 'ask'): Promise<ModelPort> {
    const endpoint = settings.endpoints.get(name);
    if (endpoint === undefined) throw unknownEndpoint(name, settings);
    if (endpoint.kind === 'vscode') return editorModels(name);
    const key = await this.#keys.get(name, endpoint);
    if (use === 'ask' && key === undefined && needsKey(endpoint)) throw missingKey(name);
    return this.#engine.modelPort(name, endpoint, key);
  }
}

/** The providers' own addresses answer nobody without a key; another server may. */
export function needsKey(endpoint: EndpointSettings): boolean {
  return endpoint.kind !== 'vscode' && endpoint.baseUrl === undefined;
}

/** Where an endpoint answers, for the user to read. */
export function addressOf({ kind, baseUrl }: EndpointSettings): string {
  return baseUrl ?? OWN_ADDRESSES[kind];
}

const OWN_ADDRESSES = { openai: 'api.openai.com', anthropic: 'api.anthropic.com', vscode: 'this editor' };

/** The graders' names, from the settings or else from the study. */
export function graderNames(skillset: Skillset, settings: Settings): readonly string[] {
  return settings.graders.length > 0 ? settings.graders : (skillset.grade?.graders ?? []);
}

function refOf(name: string, setting: string): ModelRef {
  const ref = parseModelRef(name);
  if (ref !== undefined) return ref;
  throw new UserError(`"${name}" does not name a model: write endpoint/model, as in openai/gpt-4o.`, [
    { title: 'Choose Models', command: 'skillmix.chooseModels' },
    { title: 'Open Setting', command: 'workbench.action.openSettings', args: [setting] },
  ]);
}

function unknownEndpoint(name: string, settings: Settings): UserError {
  const known = [...settings.endpoints.keys()].join(', ');
  return new UserError(`There is no endpoint "${name}". Known: ${known}.`, [
    { title: 'Add an Endpoint', command: 'skillmix.addEndpoint' },
    { title: 'Choose Models', command: 'skillmix.chooseModels' },
  ]);
}

function missingKey(name: string): UserError {
  return new UserError(`The endpoint "${name}" has no key yet. Set one, or choose a model that needs none.`, [
    { title: 'Set the Key', command: 'skillmix.setKey', args: [name] },
    { title: 'Choose Models', command: 'skillmix.chooseModels' },
  ]);
}

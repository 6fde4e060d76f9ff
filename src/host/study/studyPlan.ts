import * as vscode from 'vscode';
import { isTargetIdentity, studentName } from '../../core/answers/evaluatedModel.ts';
import { evaluationOn } from '../../core/answers/evaluationOn.ts';
import { shownSpecs } from '../../core/answers/shownSpecs.ts';
import { jobsOnly } from '../../core/answers/targetStudents.ts';
import type { EngineName } from '../../core/jobs/jobSpec.ts';
import type { TargetProbe } from '../../core/jobs/probe.ts';
import type { TargetPort } from '../../core/jobs/targetPort.ts';
import { formatBudget } from '../../core/plan/budgetCoverage.ts';
import { takesLines } from '../../core/plan/planSummary.ts';
import type { StudyReport } from '../../core/plan/studyReport.ts';
import { textsAsked } from '../../core/plan/textsAsked.ts';
import type { AskedModel } from '../../core/runs/callGates.ts';
import type { Student } from '../../core/runs/generateSample.ts';
import type { SamplePurpose } from '../../core/runs/records.ts';
import type { Skillset } from '../../core/skillset/skillset.ts';
import { STUDY_MODELS } from '../../core/skillset/study.ts';
import { evaluatedAtEndpoints } from '../../core/study/lookAtStudy.ts';
import type { Stage, StageName } from '../../core/study/stages.ts';
import { type StudyWays, studyWays } from '../../core/study/studyWays.ts';
import { effortLines } from '../../core/training/trainingSummary.ts';
import type { PlannedJob } from '../jobs/agreeTo.ts';
import { pickTarget } from '../jobs/targets/pickTarget.ts';
import { probeWith } from '../jobs/train.ts';
import { describePlans, type PlanToDescribe } from '../runs/describePlan.ts';
import { askedModels, type SkillsetFile } from '../runs/preparedRun.ts';
import { settingsOverrides } from '../runs/prepareStudy.ts';
import { readSettings } from '../settings.ts';
import { UserError } from '../userError.ts';
import type { StageTools } from './stagesHere.ts';

/** What is left of a study. */
export interface StudyPlan {
  /** What is asked, paid and trained, in a few lines. */
  readonly lines: readonly string[];
  /** The same at length. */
  readonly text: string;
  /** One of each that it will start. */
  readonly jobs: readonly PlannedJob[];
  readonly ways: StudyWays;
}

/**
 * Plans the stages that are not done, and asks their targets whether they have what it takes. Undefined: it was cancelled.
 *
 * @param stages as the store tells them; undefined: nothing is stored yet
 * @throws UserError where it could not be done as it stands
 */
export async function planLeft(
  tools: StageTools,
  file: SkillsetFile,
  stages: readonly Stage[] | undefined,
): Promise<StudyPlan | undefined> {
  const { study = {} } = file.skillset;
  const isLeft = (name: StageName): boolean =>
    stages === undefined
      ? name in study
      : stages.some((stage) => stage.name === name && stage.state !== 'done');
  const training = isLeft('train') ? await trainingLeft(tools, file) : NOTHING;
  const isEvaluated = isLeft('evaluate') || isLeft('grade');
  const answers = isEvaluated ? await answersLeft(tools, file) : NOTHING;
  if (training === undefined || answers === undefined) return undefined;
  const parts: PlanToDescribe[] = [];
  if (isLeft('data')) parts.push(await partOf(tools, file, 'data', []));
  if (isEvaluated) parts.push(await partOf(tools, file, 'evaluate', answers.students));
  const described = parts.length === 0 ? undefined : await describePlans(tools, file, parts);
  const texts = (purpose: SamplePurpose): string[] => {
    const plan = described?.report.plans.find((each) => each.plan.purpose === purpose);
    if (plan === undefined) return [];
    const [first, ...more] = takesLines(plan);
    return [`${TITLES[purpose]}: ${first}`, ...more];
  };
  const blocks = [
    texts('data'),
    training.lines,
    [...texts('evaluate'), ...answers.lines],
    budgetOf(described?.report),
  ];
  return {
    lines: spaced(blocks),
    text: spaced([[described?.text.trimEnd() ?? ''], training.lines, answers.lines]).join('\n'),
    jobs: [...training.jobs, ...answers.jobs],
    ways: studyWays(
      parts.flatMap(askedAtEndpoints),
      described?.report.plans.map(({ total }) => total) ?? [],
      stages?.some(({ batches }) => batches > 0) ?? false,
    ),
  };
}

function askedAtEndpoints({ students, graders }: PlanToDescribe): AskedModel[] {
  return askedModels(students, graders).filter(({ port }) => !isTargetIdentity(port.identity));
}

const TITLES: Record<SamplePurpose, string> = { data: 'Data', evaluate: 'Evaluation' };

function budgetOf(report: StudyReport | undefined): string[] {
  if (report === undefined) return [];
  const { budget, warnings } = report;
  const told =
    budget === undefined ? 'The study has no budget.' : `${formatBudget(budget)} It is a hard stop.`;
  return [told, ...warnings];
}

/** With an empty line between those that say something. */
function spaced(blocks: readonly (readonly string[])[]): string[] {
  const told = blocks.filter((block) => block.some((line) => line !== ''));
  return told.flatMap((block, index) => (index === 0 ? block : ['', ...block]));
}

interface LeftOnTarget {
  readonly lines: readonly string[];
  readonly jobs: readonly PlannedJob[];
  /** Who answers there. */
  readonly students: readonly Student[];
}

const NOTHING: LeftOnTarget = { lines: [], jobs: [], students: [] };

/** The data are not there yet: it is planned for as many as there can be. */
async function trainingLeft(
  tools: StageTools,
  { uri, skillset }: SkillsetFile,
): Promise<LeftOnTarget | undefined> {
  const plan = skillset.study?.train;
  if (plan === undefined) return NOTHING;
  const port = await pickTarget(tools.targets, named(plan.target));
  const probe = await probed(port, plan.engine);
  if (probe === undefined) return undefined;
  const rows = Math.max(1, textsAsked(skillset.study ?? {}, 'data') ?? 1);
  const asked = { file: uri.fsPath, skillset, plan, port, probe, rows };
  const preview = await tools.jobsEngine.previewTraining(asked);
  if (preview.kind === 'refused') throw new UserError(preview.problems.join(' '));
  const { spec, summary } = preview;
  const lines = [`Training: ${plan.base} on ${port.name} by ${plan.engine}.`, ...effortLines(summary)];
  return { lines, jobs: [{ port, spec }], students: [] };
}

/** Of the tuned model nothing is known but that its jobs are those of the base. */
async function answersLeft(tools: StageTools, { skillset }: SkillsetFile): Promise<LeftOnTarget | undefined> {
  const { train, evaluate } = skillset.study ?? {};
  const models = evaluate?.models ?? STUDY_MODELS;
  if (train === undefined || evaluate === undefined || models.length === 0) return NOTHING;
  const port = await pickTarget(tools.targets, named(evaluate.target ?? train.target));
  if ((await probed(port, evaluate.engine)) === undefined) return undefined;
  const { digest } = tools.engine;
  const asked = { port, jobs: [], overrides: {}, digest };
  const found = await evaluationOn(ofBase(skillset), asked, new AbortController().signal);
  if (found.kind !== 'planned') throw new UserError(found.message);
  const base = studentName(port.name, { kind: 'base', base: train.base });
  return {
    lines: [`They answer on ${port.name} by ${evaluate.engine}.`],
    jobs: shownSpecs(found.evaluation, port, digest).map((spec) => ({ port, spec })),
    students: models.map((model) => ({
      name: model === 'base' ? base : `${base}+tuned`,
      model: model === 'base' ? train.base : `${train.base}+tuned`,
      port: jobsOnly(port.name),
      sampling: {},
    })),
  };
}

function ofBase(skillset: Skillset): Skillset {
  const { study } = skillset;
  return study?.evaluate === undefined
    ? skillset
    : { ...skillset, study: { ...study, evaluate: { ...study.evaluate, models: ['base'] } } };
}

/** @throws UserError where the study names no target: it could not go on by itself */
function named(target: string | undefined): string {
  if (target !== undefined) return target;
  throw new UserError('The study names no target to train on: write "target:" under study.train.', [
    { title: 'Set Up a Target', command: 'skillmix.setUpTarget' },
  ]);
}

function probed(port: TargetPort, engine: EngineName): Thenable<TargetProbe | undefined> {
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: `Skillmix: asking what ${port.name} has`,
      cancellable: true,
    },
    (_, token) => {
      const stop = new AbortController();
      token.onCancellationRequested(() => stop.abort());
      return probeWith(port, engine, stop.signal);
    },
  );
}

/** @param there those who answer on a target */
async function partOf(
  { models }: StageTools,
  { uri, skillset }: SkillsetFile,
  purpose: SamplePurpose,
  there: readonly Student[],
): Promise<PlanToDescribe> {
  const overrides = settingsOverrides(skillset, purpose, readSettings(uri));
  const names = purpose === 'evaluate' ? evaluatedAtEndpoints(skillset, overrides) : overrides.students;
  const students = [...there, ...(await models.studentsNamed(names, {}, uri))];
  const graders = await models.gradersNamed(overrides.graders, uri);
  return {
    purpose,
    students,
    graders,
    overrides: { ...overrides, students: students.map(({ name }) => name) },
  };
}

import * as vscode from 'vscode';
import { budgetProblems } from '../../core/skillset/budgetProblems.ts';
import { diagnosisOf } from './diagnostics.ts';
import type { OpenProject, Projects } from './projects.ts';
import type { StudyKnowledge } from './studyKnowledge.ts';

/** In milliseconds without a change: nobody waits for this. */
const PAUSE = 1_000;

/** Tells of budgets that do not cover their studies, when typing rests. */
export function registerBudgetProblems(projects: Projects, knowledge: StudyKnowledge): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('skillset budget');
  const timers = new Map<string, NodeJS.Timeout>();
  const stop = (uri: vscode.Uri): void => clearTimeout(timers.get(uri.toString()));
  return vscode.Disposable.from(
    collection,
    projects.onDidLoad((open) => {
      const { uri } = open.document;
      stop(uri);
      timers.set(
        uri.toString(),
        setTimeout(() => void tell(open), PAUSE),
      );
    }),
    projects.onDidClose((uri) => {
      stop(uri);
      collection.delete(uri);
    }),
    new vscode.Disposable(() => {
      for (const timer of timers.values()) clearTimeout(timer);
    }),
  );

  async function tell(open: OpenProject): Promise<void> {
    const { document, project } = open;
    const hasBudget = open.skillset().study?.budget !== undefined;
    const needs = hasBudget ? await knowledge.needs(open) : undefined;
    if (projects.latest(document) !== open) return;
    const problems = needs === undefined ? [] : budgetProblems(project, needs);
    collection.set(document.uri, problems.map(diagnosisOf(open)));
  }
}

import * as vscode from 'vscode';
import type { Problem, Severity, TextRange } from '../../core/skillset/problem.ts';
import { shownProblems } from '../../core/skillset/shownProblems.ts';
import { rangesIn } from './places.ts';
import { pageOf } from './problemPages.ts';
import type { OpenProject, Projects } from './projects.ts';

/** Shows the problems of the open files as they are read. */
export function registerDiagnostics(projects: Projects): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('skillset');
  return vscode.Disposable.from(
    collection,
    projects.onDidLoad((open) => collection.set(open.document.uri, diagnosticsOf(open))),
    projects.onDidClose((uri) => collection.delete(uri)),
  );
}

function diagnosticsOf(open: OpenProject): vscode.Diagnostic[] {
  const diagnose = diagnosisOf(open);
  return shownProblems(open.problems()).map(diagnose);
}

/** How the problems of a file are shown. */
export function diagnosisOf({ document, project }: OpenProject): (problem: Problem) => vscode.Diagnostic {
  const rangeOf = rangesIn([project]);
  return (problem) => diagnosticOf(problem, document, rangeOf);
}

function diagnosticOf(
  problem: Problem,
  document: vscode.TextDocument,
  rangeOf: ReturnType<typeof rangesIn>,
): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(
    rangeIn(document, problem.range),
    problem.message,
    SEVERITIES[problem.severity],
  );
  if (problem.code === 'unused-skill' || problem.code === 'unused-topic')
    diagnostic.tags = [vscode.DiagnosticTag.Unnecessary];
  diagnostic.source = 'skillset';
  diagnostic.code = { value: problem.code, target: pageOf(problem.code) };
  diagnostic.relatedInformation = (problem.related ?? []).map(({ path, range, message }) => {
    const location = new vscode.Location(vscode.Uri.parse(path), rangeOf(path, range));
    return new vscode.DiagnosticRelatedInformation(location, message);
  });
  return diagnostic;
}

/** The code of a problem that is shown. */
export function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

export function rangeIn(document: vscode.TextDocument, { start, end }: TextRange): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

const SEVERITIES: Record<Severity, vscode.DiagnosticSeverity> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

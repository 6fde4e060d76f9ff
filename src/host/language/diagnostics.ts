import * as vscode from 'vscode';
import type { Problem, Severity, TextRange } from '../../core/skillset/problem.ts';
import { shownProblems } from '../../core/skillset/shownProblems.ts';
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

function diagnosticsOf({ document, problems }: OpenProject): vscode.Diagnostic[] {
  return shownProblems(problems()).map((problem) => diagnosticOf(document, problem));
}

export function diagnosticOf(document: vscode.TextDocument, problem: Problem): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(
    rangeIn(document, problem.range),
    problem.message,
    SEVERITIES[problem.severity],
  );
  if (problem.code === 'unused-skill' || problem.code === 'unused-topic')
    diagnostic.tags = [vscode.DiagnosticTag.Unnecessary];
  diagnostic.source = 'skillset';
  diagnostic.code = { value: problem.code, target: pageOf(problem.code) };
  diagnostic.relatedInformation = (problem.related ?? []).flatMap(({ path, range, message }) => {
    const other = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === path);
    const location = other && new vscode.Location(other.uri, rangeIn(other, range));
    return location === undefined ? [] : [new vscode.DiagnosticRelatedInformation(location, message)];
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

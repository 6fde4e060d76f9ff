import type { Evidence } from './jobSpec.ts';

/** Whether the evidence is complete. `shown`: the step or the number of lines that was found. */
export function isProven(evidence: Evidence, shown: number | undefined): boolean {
  switch (evidence.kind) {
    case 'none':
      return true;
    case 'trainer-state':
      return shown === evidence.step;
    case 'answers':
      return shown !== undefined && shown >= evidence.lines;
  }
}

/** Why it is not, as the end of a sentence. */
export function missingEvidence(evidence: Evidence, shown: number | undefined): string {
  switch (evidence.kind) {
    case 'none':
      return '';
    case 'trainer-state':
      return shown === undefined
        ? `${evidence.path} is not there: no model was saved at step ${evidence.step}`
        : `${evidence.path} tells of step ${shown}, not ${evidence.step}`;
    case 'answers':
      return shown === undefined
        ? `${evidence.path} is not there`
        : `${evidence.path} has ${shown} of ${evidence.lines} answers`;
  }
}

/** A model as it is written in files and on the command line: `endpoint/model`. */
export interface ModelRef {
  readonly endpoint: string;
  /** May hold slashes itself, as in `lab/mistralai/Mistral-7B-Instruct-v0.2`. */
  readonly model: string;
}

/** The grader that needs no model. */
export const RULE_GRADER = 'rule';

/** Undefined where the text is not of the form `endpoint/model`. */
export function parseModelRef(text: string): ModelRef | undefined {
  const slash = text.indexOf('/');
  if (slash <= 0 || slash === text.length - 1) return undefined;
  return { endpoint: text.slice(0, slash).trim(), model: text.slice(slash + 1).trim() };
}

export function formatModelRef(ref: ModelRef): string {
  return `${ref.endpoint}/${ref.model}`;
}

import type { ErrorCode, YAMLError } from 'yaml';

/** What a YAML error means and what to do about it. */
export function syntaxMessage(error: YAMLError): string {
  const advice = ADVICE[error.code];
  return advice === undefined ? `${error.message}.` : `${error.message}. ${advice}`;
}

const ADVICE: { readonly [code in ErrorCode]?: string } = {
  BAD_DQ_ESCAPE: 'Use single quotes where a backslash stands for itself.',
  BAD_INDENT: 'Check the indentation, and whether a bracket or quote before it is closed.',
  BAD_SCALAR_START: 'Put the text in quotes.',
  BLOCK_AS_IMPLICIT_KEY: 'Put a text that holds ": " in quotes.',
  BLOCK_IN_FLOW: 'Inside brackets, separate entries with commas.',
  MISSING_CHAR: 'Add what is missing, or put the text in quotes.',
  MULTILINE_IMPLICIT_KEY: 'Check whether a ":" or a closing quote is missing, and the indentation.',
  MULTIPLE_DOCS: 'A skillset file holds one document: remove the "---".',
  TAB_AS_INDENT: 'Use spaces.',
  UNEXPECTED_TOKEN: 'Check the brackets, quotes and indentation here and in the line before.',
};

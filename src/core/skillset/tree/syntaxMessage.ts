import type { ErrorCode, YAMLError } from 'yaml';

/** What a YAML error means and what to do about it. */
export function syntaxMessage({ code, message }: YAMLError): string {
  const own = MESSAGES[code];
  if (own !== undefined) return own;
  const advice = ADVICE[code];
  return advice === undefined ? `${message}.` : `${message}. ${advice}`;
}

type ByCode = { readonly [code in ErrorCode]?: string };

/** Where the library speaks to readers of the YAML specification. */
const MESSAGES: ByCode = {
  BLOCK_AS_IMPLICIT_KEY: 'A second ": " stands in this line. Put a text that holds ": " in quotes.',
  BLOCK_IN_FLOW:
    'A list or mapping by indentation stands inside brackets. Separate entries there with commas.',
  MULTILINE_IMPLICIT_KEY:
    'This is read as a key that goes over several lines. Check whether a ":" or a closing quote is missing, and the indentation.',
  MULTIPLE_DOCS: 'A second document starts here. A skillset file holds one: remove the "---".',
  TAB_AS_INDENT: 'A tab stands where the line is indented. Use spaces.',
};

const ADVICE: ByCode = {
  BAD_DQ_ESCAPE: 'Use single quotes where a backslash stands for itself.',
  BAD_INDENT: 'Check the indentation, and whether a bracket or quote before it is closed.',
  BAD_SCALAR_START: 'Put the text in quotes.',
  MISSING_CHAR: 'Add what is missing, or put the text in quotes.',
  UNEXPECTED_TOKEN: 'Check the brackets, quotes and indentation here and in the line before.',
};

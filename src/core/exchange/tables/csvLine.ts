/**
 * Fields as one line of CSV (RFC 4180), without its end. What a spreadsheet would run as a formula gets an apostrophe
 * before it, because the words are a model's: texts that begin with = + - @ or a tab.
 */
export function csvLine(fields: readonly (string | number | boolean | null)[]): string {
  return fields.map(encode).join(',');
}

function encode(field: string | number | boolean | null): string {
  if (field === null) return '';
  const text = typeof field === 'string' ? guarded(field) : String(field);
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function guarded(text: string): string {
  return /^[=+\-@\t]/u.test(text) ? `'${text}` : text;
}

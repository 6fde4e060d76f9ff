export type CsvField = string | number | boolean | null;

/**
 * Fields as one line of CSV (RFC 4180), without its end. What a spreadsheet would run as a formula gets an apostrophe
 * before it, because the words are a model's: texts that begin with = + - @, a tab or a carriage return.
 */
export function csvLine(fields: readonly CsvField[]): string {
  return fields.map(encode).join(',');
}

function encode(field: CsvField): string {
  if (field === null) return '';
  const text = typeof field === 'string' ? guarded(field) : String(field);
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function guarded(text: string): string {
  return /^[=+\-@\t\r]/u.test(text) ? `'${text}` : text;
}

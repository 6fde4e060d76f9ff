export type Field = string | number | null;

/**
 * A table as CSV (RFC 4180): a header, lines ended by CR LF, and nothing where a field is null. A text that a
 * spreadsheet would take for a formula gets an apostrophe in front, which keeps it a text there.
 */
export function csv(header: readonly string[], rows: readonly (readonly Field[])[]): string {
  return [header, ...rows].map((fields) => `${fields.map(encode).join(',')}\r\n`).join('');
}

function encode(field: Field): string {
  if (field === null) return '';
  if (typeof field === 'number') return String(field);
  const text = /^[=+\-@\t\r]/u.test(field) ? `'${field}` : field;
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

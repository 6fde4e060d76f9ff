/** What an author answered when asked for a file. */
export type FileNameAnswer =
  /** Relative to the folder, with `/` between its parts; `title` is the last one without its ending. */
  | { readonly kind: 'name'; readonly path: string; readonly title: string }
  | { readonly kind: 'problem'; readonly message: string };

/** The file that an answer means; the ending of skillset files may be left out. */
export function skillsetFileName(answer: string): FileNameAnswer {
  const parts = answer.trim().split(/[/\\]/u);
  const name = (parts.pop() ?? '').replace(/(?:\.skillset)?(?:\.ya?ml)?$/iu, '');
  if (name.trim() === '') return problem('Write a name for the file, such as study.');
  if (answer.trim().startsWith('/') || parts.some((part) => part === '' || /^\.+$|:/u.test(part)))
    return problem('Write a path inside the folder, such as studies/first.');
  if (/[<>:"|?*\p{Cc}]/u.test(name)) return problem('A file name cannot hold any of < > : " | ? *.');
  return { kind: 'name', path: [...parts, `${name}.skillset.yaml`].join('/'), title: name };
}

function problem(message: string): FileNameAnswer {
  return { kind: 'problem', message };
}

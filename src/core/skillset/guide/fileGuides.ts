/** Problems of the file as a whole: YAML, size and includes. */
export const FILE_GUIDES = {
  'yaml-syntax': {
    means:
      'The text cannot be read as YAML. The rest of the file is read all the same. The usual reasons: a text that holds a colon and a space, or starts with a special character, is not in quotes; an entry is indented too little or too much; a bracket or quote is not closed.',
    wrong: 'title: Skills: a study\n',
    right: 'title: "Skills: a study"\n',
  },
  'unknown-anchor': {
    means:
      'A word that starts with `*` is a YAML alias: it stands for what an anchor `&` of the same name marks further up, and there is none. A text that starts with `*` has to be in quotes.',
    wrong: 'title: *new*\n',
    right: "title: '*new*'\n",
  },
  'too-many-aliases': {
    means:
      'YAML aliases that stand for aliases expand to more than a file can sensibly hold. Write the values where they are used.',
  },
  'too-deep': {
    means:
      'Lists and mappings stand within each other at more levels than the language has anywhere. Usually a bracket was opened again and again.',
  },
  'too-large': {
    means:
      'The file, or a piece of it that can only be read as one, is so large that every key press would be slow. Move skills to library files and include them, and write long lists with a dash on each line rather than in brackets.',
  },
  'unsupported-tag': {
    means:
      'A YAML tag such as `!name` has no meaning in a skillset. A text that starts with `!` has to be in quotes.',
    wrong: 'title: !new A study\n',
    right: "title: '!new A study'\n",
  },
  'unreadable-file': {
    means: 'The file was deleted, or may not be read. Check the path and the permissions.',
  },
  'include-missing': {
    means:
      'There is no file at the path under `include:`. Paths are relative to the file that they stand in.',
    wrong: 'include: [libary.skillset.yaml]\n',
    right: 'include: [library.skillset.yaml]\n',
    fix: 'Makes the file, for skills to be moved to.',
  },
  'include-unreadable': {
    means:
      'There is something at the path under `include:`, and it cannot be read: it is a folder, or you lack the permission.',
    wrong: 'include: [locked/skills.skillset.yaml]\n',
    right: 'include: [library.skillset.yaml]\n',
  },
  'include-cycle': {
    means:
      'The file includes one that includes it again, directly or through others. Take one of these includes out: put what both need into a third file.',
    wrong: 'include: [circle.skillset.yaml]\n',
    right: 'include: [library.skillset.yaml]\n',
  },
  'more-problems': {
    means:
      'The editor shows the 200 most serious problems of a file. `skillmix check FILE` lists all of them. Often one mistake, such as a missing quote, is behind most of them.',
  },
} as const;

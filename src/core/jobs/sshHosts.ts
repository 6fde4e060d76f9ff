/** The hosts that a file in the form of ~/.ssh/config names, without patterns, in its order. */
export function sshHosts(config: string): string[] {
  const names = config.split(/\r?\n/u).flatMap((line) => {
    const words = /^\s*Host(?:\s+|\s*=\s*)(?<names>[^#]*)/iu.exec(line)?.groups?.names;
    return words === undefined ? [] : words.split(/\s+/u).map((word) => word.replaceAll('"', ''));
  });
  return [...new Set(names.filter((name) => HOST.test(name)))];
}

/** A pattern is no host, and what `ssh` would take for an option is none either. */
const HOST = /^[^\s*?!-][^\s*?!]*$/u;

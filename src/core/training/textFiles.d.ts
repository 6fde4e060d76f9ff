/** What runs or is read on the target is bundled as its text. */
declare module '*.py' {
  const text: string;
  export = text;
}
declare module '*.jinja' {
  const text: string;
  export = text;
}

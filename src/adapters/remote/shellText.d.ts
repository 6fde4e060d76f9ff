/** Scripts of the shell are bundled as their text. */
declare module '*.sh' {
  const text: string;
  export = text;
}

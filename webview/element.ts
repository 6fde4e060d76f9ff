export type Child = Node | string | undefined;

export interface Properties {
  readonly [attribute: string]: string | number | boolean | undefined;
}

/**
 * Builds an element. Strings become text nodes, so that whatever a model wrote stays text.
 * An attribute that is undefined or false is left out; true gives an empty one.
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Properties = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const built = document.createElement(tag);
  setAttributes(built, properties);
  built.append(...children.filter((child) => child !== undefined));
  return built;
}

/** The same for SVG. */
export function drawing<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  properties: Properties = {},
  ...children: readonly Node[]
): SVGElementTagNameMap[Tag] {
  const built = document.createElementNS('http://www.w3.org/2000/svg', tag);
  setAttributes(built, properties);
  built.append(...children);
  return built;
}

function setAttributes(target: Element, properties: Properties): void {
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue;
    target.setAttribute(name, value === true ? '' : String(value));
  }
}

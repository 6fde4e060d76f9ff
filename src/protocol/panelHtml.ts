export interface PanelAddresses {
  /** Fresh for every page. */
  readonly nonce: string;
  /** Where the editor serves the extension's files from, in the form of a CSP source. */
  readonly cspSource: string;
  readonly scriptUri: string;
  readonly styleUri?: string;
}

/** The document of the results page: an empty root, one script, one style sheet, and nothing else allowed. */
export function panelHtml(addresses: PanelAddresses): string {
  const { nonce, scriptUri, styleUri } = addresses;
  return `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${escapeAttribute(policy(addresses))}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Skillmix results</title>
  ${styleUri === undefined ? '' : `<link rel="stylesheet" href="${escapeAttribute(styleUri)}">`}
</head>
<body>
  <main id="skillmix"></main>
  <script nonce="${escapeAttribute(nonce)}" src="${escapeAttribute(scriptUri)}"></script>
</body>
</html>
`;
}

/**
 * The hash of an empty style element, and so of no style at all: the page's controls insert one to learn whether the
 * browser knows `:focus-visible`, and would show the focus on every click without it.
 */
const emptyStyle = 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=';

function policy({ nonce, cspSource }: PanelAddresses): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource} '${emptyStyle}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function escapeAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}

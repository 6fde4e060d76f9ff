/** Where a model answers, as far as it tells one call from another. */
export interface EndpointIdentity {
  /** The name in the settings, the first half of `endpoint/model`. */
  readonly name: string;
  readonly kind: 'openai' | 'anthropic' | 'vscode';
  /** Host and path of the base address; on loopback without the port, which changes from day to day. */
  readonly address: string;
}

import type * as vscode from 'vscode';
import type { EndpointSettings } from '../settings.ts';

/**
 * The endpoints' keys, in the editor's secret storage only. A key is bound to the address it was given for,
 * so that a changed `baseUrl` cannot carry it elsewhere.
 */
export class Keys {
  readonly #secrets: vscode.SecretStorage;

  constructor(secrets: vscode.SecretStorage) {
    this.#secrets = secrets;
  }

  async get(name: string, endpoint: EndpointSettings): Promise<string | undefined> {
    return this.#secrets.get(slot(name, endpoint));
  }

  async set(name: string, endpoint: EndpointSettings, key: string): Promise<void> {
    await this.#secrets.store(slot(name, endpoint), key);
  }

  async forget(name: string, endpoint: EndpointSettings): Promise<void> {
    await this.#secrets.delete(slot(name, endpoint));
  }
}

function slot(name: string, endpoint: EndpointSettings): string {
  return `skillmix.key ${name} ${endpoint.kind} ${originOf(endpoint.baseUrl)}`;
}

function originOf(baseUrl: string | undefined): string {
  if (baseUrl === undefined) return 'default';
  return URL.canParse(baseUrl) ? new URL(baseUrl).origin : baseUrl;
}

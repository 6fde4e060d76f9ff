import type * as vscode from 'vscode';
import { readOwnPrices } from '../../core/plan/ownPrices.ts';
import { createPrices, type PricePort } from '../../core/plan/prices.ts';
import type { Engine } from '../engine.ts';
import { readSettings } from '../settings.ts';
import { UserError } from '../userError.ts';

/**
 * The prices that hold for a file: the user's own, and else the providers'.
 * @throws UserError where the setting has the wrong form
 */
export async function pricesFor(engine: Engine, scope: vscode.Uri): Promise<PricePort> {
  const own = readOwnPrices(readSettings(scope).prices);
  if (own.kind === 'prices') return createPrices(own.prices, await engine.listPrices());
  throw new UserError(`The setting skillmix.prices cannot be used: ${own.message}`, [
    { title: 'Open Setting', command: 'workbench.action.openSettings', args: ['skillmix.prices'] },
  ]);
}

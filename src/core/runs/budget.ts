import type { EndpointIdentity } from './endpoint.ts';
import type { CallRecord, ModelOutcome, ModelRequest, Usage } from './ports.ts';
import type { SpentSoFar } from './progress.ts';

/** What tokens cost, in US dollars per million. */
export interface TokenPrice {
  readonly input: number;
  readonly output: number;
  /** What a call in a batch costs of that, as a factor. */
  readonly batchFactor?: number;
}

export type PriceOf = (endpoint: EndpointIdentity, model: string) => TokenPrice | undefined;

/** What a run may use at most, over all runs of the same study. */
export interface BudgetLimit {
  /** In US dollars. */
  readonly money?: number;
  readonly tokens?: number;
}

export interface BudgetedCall {
  readonly endpoint: EndpointIdentity;
  readonly request: ModelRequest;
  readonly purpose: CallRecord['purpose'];
}

/** Counts what calls cost, and sends none that the budget does not cover. */
export interface Budget {
  /** Sends the call, or resolves to undefined because what is left does not cover it. */
  send(call: BudgetedCall, work: () => Promise<ModelOutcome>): Promise<ModelOutcome | undefined>;
  /** Of how many tokens a call will be, as far as the earlier ones tell. */
  guess(call: BudgetedCall): Usage;
  /** Counts anew what others have spent of the same budget, where the options tell how. */
  lookAgain(): Promise<void>;
  readonly spent: SpentSoFar;
  readonly isExhausted: boolean;
}

export interface SpentByOthers {
  /** In US dollars, as far as prices are known. */
  readonly money: number;
  readonly tokens: number;
}

/** What earlier runs of the study used. */
export interface SpentBefore extends SpentByOthers {
  /** In tokens: how long their replies to such a call were on average. Undefined: there are none. */
  readonly usualReply?: (call: BudgetedCall) => number | undefined;
}

export interface BudgetOptions {
  readonly limit: BudgetLimit;
  readonly before: SpentBefore;
  /** What all other runs of the study have used by now; undefined: the same as when it was last asked. */
  readonly spentByOthers?: () => Promise<SpentByOthers | undefined>;
  /** Undefined: the price is not known. */
  readonly priceOf: PriceOf;
}

/** In characters: the usual share of a token in English. Replies tell better as soon as there are some. */
const CHARACTERS_PER_TOKEN = 4;
/** In tokens: what a reply is taken for where nothing is known. */
const FIRST_REPLY = 500;

/**
 * Money and tokens are set aside before a call is sent and settled when it ends, so that calls under way at the same
 * time cannot pass the limit together. Only a call that uses more than was guessed can pass it, by that much; and runs
 * that use the same budget at the same time, by what the others have under way and have used since `lookAgain`.
 */
export function createBudget({ limit, before, spentByOthers, priceOf }: BudgetOptions): Budget {
  const habits = new Map<string, Habit>();
  const waiting: (() => void)[] = [];
  const spent = { money: 0, input: 0, output: 0, calls: 0, unpriced: 0, estimated: 0 };
  const setAside: Cost = { money: 0, tokens: 0 };
  let others: SpentByOthers = before;
  let underWay = 0;
  let isExhausted = false;

  const habitOf = (call: BudgetedCall): Habit => {
    const { endpoint, request, purpose } = call;
    const key = [endpoint.name, endpoint.address, request.model, purpose].join('\u0000');
    const known = habits.get(key);
    if (known !== undefined) return known;
    const habit: Habit = {
      price: priceOf(endpoint, request.model),
      usualReply: before.usualReply?.(call) ?? FIRST_REPLY,
      characters: 0,
      input: 0,
      output: 0,
      calls: 0,
    };
    habits.set(key, habit);
    return habit;
  };

  const covers = (cost: Cost, aside: Cost): boolean =>
    others.money + spent.money + aside.money + cost.money <= (limit.money ?? Number.POSITIVE_INFINITY) &&
    others.tokens + spent.input + spent.output + aside.tokens + cost.tokens <=
      (limit.tokens ?? Number.POSITIVE_INFINITY);

  /** Calls under way may turn out cheaper than what was set aside for them: then it is waited for. */
  async function reserve(costNow: () => Cost): Promise<Cost | undefined> {
    while (!isExhausted) {
      const cost = costNow();
      if (covers(cost, setAside)) {
        underWay += 1;
        setAside.money += cost.money;
        setAside.tokens += cost.tokens;
        return cost;
      }
      if (!covers(cost, NOTHING) || underWay === 0) isExhausted = true;
      else await new Promise<void>((resolve) => waiting.push(resolve));
    }
    return undefined;
  }

  function settle(call: BudgetedCall, habit: Habit, outcome: ModelOutcome): void {
    if (outcome.kind !== 'reply') return;
    const { usage, text } = outcome.reply;
    const used = usage ?? { input: tokensIn(charactersOf(call.request)), output: tokensIn(text.length) };
    spent.calls += 1;
    spent.input += used.input;
    spent.output += used.output;
    if (usage === undefined) spent.estimated += 1;
    if (habit.price === undefined) spent.unpriced += 1;
    else spent.money += moneyFor(habit.price, used);
    habit.calls += 1;
    habit.characters += charactersOf(call.request);
    habit.input += used.input;
    habit.output += used.output;
  }

  const guessFor = (habit: Habit, request: ModelRequest): Usage => ({
    input:
      habit.calls === 0
        ? tokensIn(charactersOf(request))
        : (charactersOf(request) * habit.input) / habit.characters,
    output:
      habit.calls === 0
        ? Math.min(habit.usualReply, request.maxTokens ?? habit.usualReply)
        : habit.output / habit.calls,
  });

  return {
    get spent() {
      return { ...spent };
    },
    get isExhausted() {
      return isExhausted;
    },
    guess: (call) => guessFor(habitOf(call), call.request),
    async lookAgain() {
      if (limit.money !== undefined || limit.tokens !== undefined)
        others = (await spentByOthers?.()) ?? others;
    },
    async send(call, work) {
      const habit = habitOf(call);
      const cost = await reserve(() => costOf(habit, guessFor(habit, call.request)));
      if (cost === undefined) return undefined;
      try {
        const outcome = await work();
        settle(call, habit, outcome);
        return outcome;
      } finally {
        underWay -= 1;
        // What is left in the last binary places is no reservation.
        setAside.money = underWay === 0 ? 0 : setAside.money - cost.money;
        setAside.tokens = underWay === 0 ? 0 : setAside.tokens - cost.tokens;
        for (const wake of waiting.splice(0)) wake();
      }
    },
  };
}

/** In US dollars. */
export function moneyFor(price: TokenPrice, { input, output }: Usage): number {
  return (input * price.input + output * price.output) / 1_000_000;
}

/** How calls of one purpose to one model have been so far. */
interface Habit {
  readonly price: TokenPrice | undefined;
  /** In tokens: what a reply is taken for before there is one. */
  readonly usualReply: number;
  characters: number;
  input: number;
  output: number;
  calls: number;
}

interface Cost {
  money: number;
  tokens: number;
}

const NOTHING: Cost = { money: 0, tokens: 0 };

function costOf({ price }: Habit, guess: Usage): Cost {
  return {
    money: price === undefined ? 0 : moneyFor(price, guess),
    tokens: guess.input + guess.output,
  };
}

function charactersOf({ messages }: ModelRequest): number {
  return messages.reduce((sum, { content }) => sum + content.length, 0);
}

function tokensIn(characters: number): number {
  return Math.ceil(characters / CHARACTERS_PER_TOKEN);
}

/** Spends what the work takes. */
export const NO_BUDGET: BudgetOptions = {
  limit: {},
  before: { money: 0, tokens: 0 },
  priceOf: () => undefined,
};

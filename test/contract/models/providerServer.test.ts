import { describe, expect, test } from 'vitest';
import { extractAnswer } from '../../../src/core/generation/answer.ts';
import { firstTurn, secondTurn } from '../../../src/core/generation/prompts.ts';
import { graderRequest } from '../../../src/core/grading/graderPrompt.ts';
import { readGrading } from '../../../src/core/grading/readGrading.ts';
import type { Mix } from '../../../src/core/mixes/mix.ts';
import { startControlServer } from '../../support/providerServer/controlServer.ts';
import { startProviderServer } from '../../support/providerServer/providerServer.ts';
import { askForFailure, askForReply, portTo, question } from './ask.ts';

const MIX: Mix = {
  skills: [
    skill('red herring', 'Asked about the deficit, he praised the weather.'),
    skill('rhetorical question (erotesis)', 'Who does not want a quieter home?'),
  ],
  topic: { name: 'Sewing', aliases: [] },
};

function skill(name: string, example: string): Mix['skills'][number] {
  return { name, category: 'rhetorical', definition: 'A definition.', example, aliases: [], common: false };
}

describe.each(['openai', 'anthropic'] as const)('the fake writer and grader, asked as %s', (kind) => {
  test('write a text of one sentence that says that it is scripted, the same every time', async () => {
    const server = await startProviderServer();
    const port = portTo(server, kind);
    const opening = firstTurn(MIX);
    const first = await askForReply(port, question({ messages: opening }));
    const second = await askForReply(port, question({ messages: secondTurn(MIX, opening, first.text) }));
    const again = await askForReply(port, question({ messages: secondTurn(MIX, opening, first.text) }));
    expect(extractAnswer(second.text)).toMatchObject({
      kind: 'answer',
      text: 'Scripted text, revised, about Sewing: Asked about the deficit, he praised the weather; Who does not want a quieter home?',
      explanation: expect.stringContaining('script'),
    });
    expect(again.text).toBe(second.text);
    await server.close();
  });

  test.each(['with its schema', 'in words'])('grade every criterion, asked %s', async (way) => {
    const server = await startProviderServer();
    const text = 'Needles are nice. Who would not sew?';
    const { messages, schema, id } = graderRequest(MIX, text, 1);
    const request = question({ messages, ...(way === 'in words' ? {} : { schema }) });
    const replies = [
      await askForReply(portTo(server, kind), request),
      await askForReply(portTo(server, kind), request),
    ];
    const [one, other] = replies.map((reply) => readGrading(MIX, text, id, reply.text));
    if (one?.kind !== 'graded' || other?.kind !== 'graded') return expect.fail(JSON.stringify(one));
    expect(one.points).toHaveLength(5);
    expect(one.points.filter(({ quote }) => quote !== undefined).every(({ quoteFound }) => quoteFound)).toBe(
      true,
    );
    expect(one.points.map(({ point }) => point)).toEqual(other.points.map(({ point }) => point));
    expect(one.points.map(({ reason }) => reason)).not.toEqual(other.points.map(({ reason }) => reason));
    await server.close();
  });
});

describe('the fake of the providers', () => {
  test('counts only whole texts as paid', async () => {
    const server = await startProviderServer();
    const port = portTo(server, 'openai');
    await askForReply(port);
    await askForReply(port, question(), { onText: () => undefined });
    for (const kind of ['cut', 'reset', 'malformed', 'rate-limit'] as const) {
      server.answer(() => ({ kind }));
      await askForFailure(port);
    }
    expect({ received: server.received, paid: server.paid }).toEqual({ received: 6, paid: 2 });
    await server.close();
  });

  test('accepts only the keys that it is told', async () => {
    const server = await startProviderServer({ keys: ['the-right-one'] });
    for (const kind of ['openai', 'anthropic'] as const) {
      expect((await askForFailure(portTo(server, kind))).kind).toBe('bad-key');
      expect((await askForReply(portTo(server, kind, 'the-right-one'))).text).toContain('Answer:');
    }
    await server.close();
  });

  test('is steered by another process: answers for the next requests, and what came', async () => {
    const server = await startProviderServer();
    const control = await startControlServer(server);
    const answers = JSON.stringify([{ kind: 'quota' }, 'Just this.']);
    await fetch(`${control.url}/answers`, { method: 'POST', body: answers });
    const port = portTo(server, 'anthropic');
    expect((await askForFailure(port)).kind).toBe('quota');
    expect((await askForReply(port)).text).toBe('Just this.');
    expect((await askForReply(port)).text).toContain('Answer: Scripted text');
    await server.requests.at(-1)?.ended;
    const state = await fetch(`${control.url}/state`);
    expect(await state.json()).toMatchObject({
      received: 3,
      paid: 2,
      requests: [{ model: 'fake-writer', protocol: 'anthropic' }, {}, { outcome: 'complete' }],
    });
    await Promise.all([server.close(), control.close()]);
  });
});

import * as v from 'valibot';
import type { ModelPort, ModelRequest } from '../../src/core/runs/ports.ts';
import { fakeStudent } from '../support/providerServer/fakeStudent.ts';
import { openaiDialect } from '../support/providerServer/openaiDialect.ts';
import type { ProviderRequest } from '../support/providerServer/providerRequest.ts';

export type Watch = (request: ModelRequest, reply: string) => void;

/** Replies at once, in the form and about as long as the fake provider does. */
export function instantPort(name: string, watch: Watch = () => {}): ModelPort {
  let index = 0;
  return {
    identity: { name: 'bench', kind: 'openai', address: 'models.example/v1' },
    listModels: async () => ({ kind: 'models', models: [name] }),
    async ask(request) {
      index += 1;
      const { model, messages } = request;
      const asked: ProviderRequest = {
        ...{ protocol: 'openai', index, headers: {}, body: {}, model, messages, stream: false },
      };
      const text = request.schema === undefined ? fakeStudent(asked) : gradingFor(request, index);
      watch(request, text);
      const raw = openaiDialect.whole({ text, finish: 'stop' }, asked);
      return { kind: 'reply', reply: { text, finish: 'stop', usage: { input: 900, output: 150 }, raw } };
    },
  };
}

/** The fake provider's own grader takes longer than all that is measured. */
function gradingFor(request: ModelRequest, index: number): string {
  const { id, grades } = v.parse(schemaForm, request.schema?.schema).properties;
  const prompt = request.messages.at(-1)?.content ?? '';
  const words = (/<student-text[^>]*>\n([^\n]*)/u.exec(prompt)?.[1] ?? '').split(' ');
  const filled = Object.entries(grades.properties).map(([key, { properties }], place) => {
    const point = (index + place) % 5 === 0 ? 0 : 1;
    const quote = point === 0 ? '' : words.slice(4 * place + 5, 4 * place + 8).join(' ');
    const reason = `Scripted reason of call ${index}: no model has read this text.`;
    return [key, { criterion: properties.criterion.enum[0], reason, quote, point }] as const;
  });
  return JSON.stringify({ id: id.enum[0], grades: Object.fromEntries(filled) });
}

const schemaForm = v.object({
  properties: v.object({
    id: v.object({ enum: v.array(v.string()) }),
    grades: v.object({
      properties: v.record(
        v.string(),
        v.object({ properties: v.object({ criterion: v.object({ enum: v.array(v.string()) }) }) }),
      ),
    }),
  }),
});

// The last resort where no model can be had: it shows how things look, and says in every text that it is no model.

/** @type {import('./chatServer.mjs').ChatModel} */
export const scriptedWriter = {
  name: 'scripted-writer-not-a-model',
  reply: async ({ messages }, { onText }) => {
    const topic = /about this topic: (.+)/.exec(messages.map(({ content }) => content).join('\n'))?.[1];
    const text = `Answer: A script, not a model, put this line here${topic ? ` about ${topic}` : ''}; who else would?
Explanation: No skill was tried; this only shows how Skillmix looks at work.`;
    for (const piece of text.split(/(?<= )/)) onText(piece);
    return { text, finishReason: 'stop', promptTokens: 0, completionTokens: 0 };
  },
};

// A fake model that the editor offers: it writes a text for the student, and nothing that a grader could use.
const vscode = require('vscode');

const model = {
  id: 'fake-editor-model',
  name: 'Fake editor model',
  family: 'fake',
  version: '1',
  maxInputTokens: 8000,
  maxOutputTokens: 1000,
  capabilities: {},
};

exports.activate = (context) => {
  const provider = {
    provideLanguageModelChatInformation: async () => [model],
    provideLanguageModelChatResponse: async (_model, _messages, _options, progress) => {
      for (const piece of ['Answer: Who sews ', 'like a spider?\n', 'Explanation: because.']) {
        progress.report(new vscode.LanguageModelTextPart(piece));
      }
    },
    provideTokenCount: async () => 1,
  };
  context.subscriptions.push(vscode.lm.registerLanguageModelChatProvider('skillmix-test', provider));
};

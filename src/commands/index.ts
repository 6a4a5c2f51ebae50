import type { Command } from './command.ts';

/** Verb → its file; loaded only when it is used, so that `ask-nix list generations` starts fast. */
export const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  'talk-or-demo': async () => (await import('./talk-or-demo.ts')).talkOrDemo,
  listen: async () => (await import('./listen.ts')).listen,
  chat: async () => (await import('./chat.ts')).chat,
  ask: async () => (await import('./ask.ts')).ask,
  demo: async () => (await import('./demo.ts')).demo,
  understand: async () => (await import('./understand.ts')).understandLines,
  hear: async () => (await import('./hear.ts')).hear,
  rehearse: async () => (await import('./rehearse.ts')).rehearse,
  grammar: async () => (await import('./grammar.ts')).grammar,
  history: async () => (await import('./history.ts')).history,
  status: async () => (await import('./status.ts')).status,
  undo: async () => (await import('./undo.ts')).undo,
  help: async () => (await import('./help.ts')).help,
  '--help': async () => (await import('./help.ts')).help,
  '--version': async () => (await import('./help.ts')).version,
  models: async () => (await import('./models.ts')).models,
  doctor: async () => (await import('./doctor.ts')).doctor,
  config: async () => (await import('./config.ts')).config,
  talk: notYet('talk'),
  metrics: notYet('metrics'),
  serve: notYet('serve'),
  replay: async () => (await import('./replay.ts')).replay,
};

function notYet(name: string) {
  return async (): Promise<Command> => (await import('./not-yet.ts')).notYet(name);
}

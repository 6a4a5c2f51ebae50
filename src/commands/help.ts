import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, EXIT } from './command.ts';

const HELP = `ask-nix: say what you want of NixOS.

  ask-nix                       talk: microphone, else terminal, else the demonstration
  ask-nix WORDS                 the same as: ask "WORDS"
  ask-nix listen                the voice loop   [--wav FILE] [--mode wake|always] [--say-to FILE.wav] [--record DIR]
  ask-nix chat                  the same conversation, typed   [--record DIR]
  ask-nix ask "TEXT"            one sentence     [--json] [--yes | --confirm HASH]
  ask-nix demo                  a recorded conversation through the real recognizer
  ask-nix understand            what lines on stdin mean   [--json] [--grammar FILE] [--explain]
  ask-nix hear FILE.wav…        what recordings mean   [--json] [--state STATE] [--grammar FILE] [--model NAME]
  ask-nix rehearse              dialogues on stdin, without carrying anything out   [--json]
  ask-nix grammar check|sample|words
  ask-nix models list|pull NAME|use NAME|remove NAME   speech models   [--json] [--from FILE.zip]
  ask-nix config show|get|set|unset|check|rollback|schema|path   [--json]
  ask-nix doctor                whether all that I need works   [--json]
  ask-nix replay [FILE|DIR]     whether past sessions would go the same way today   [--json] [--audio] [--session N] [--my-settings]
  ask-nix history | status | undo   [--json]

Exit codes: 0 done, 1 failed, 2 not understood, 3 needs confirmation, 4 nothing to do, 70 a bug of ours.
It works on a practice system: nothing on your real one changes.`;

export const help: Command = async ({ out }) => {
  out(HELP);
  return EXIT.done;
};

export const version: Command = async ({ out, paths }) => {
  const { version: number } = JSON.parse(readFileSync(join(paths.home, 'package.json'), 'utf8')) as {
    version: string;
  };
  out(`ask-nix ${number}`);
  return EXIT.done;
};

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundledOptions, bundledServices } from '#catalogue/bundled-settings.ts';
import { bundledTopics } from '#catalogue/bundled-topics.ts';
import type { Package } from '#catalogue/package.ts';
import { packageIndex } from '#catalogue/package-index.ts';
import { settingsIndex } from '#catalogue/settings-index.ts';
import { topicIndex } from '#catalogue/topic-index.ts';
import { readGrammarFiles } from '#config/grammars.ts';
import { pathsFrom } from '#config/paths.ts';
import { lazyClassifier } from '#config/read-classifier.ts';
import { exampleFill, REMEMBERED } from '#understanding/examples.ts';
import { type Expectation, IDLE, type StateName } from '#understanding/expectation.ts';
import { understand } from '#understanding/understand.ts';
import type { World } from '#understanding/understand-text.ts';
import type { Understanding } from '#understanding/understanding.ts';

/** attribute, spoken form, what it is. */
const PACKAGES: readonly (readonly [string, string, string])[] = [
  ['firefox', 'firefox', 'web browser'],
  ['chromium', 'chromium', 'web browser'],
  ['vim', 'vim', 'text editor'],
  ['neovim', 'neo vim', 'text editor'],
  ['emacs', 'emacs', 'text editor'],
  ['nano', 'nano', 'text editor'],
  ['vscode', 'visual studio code', 'code editor'],
  ['libreoffice', 'libre office', 'office suite'],
  ['gimp', 'gimp', 'image editor'],
  ['krita', 'krita', 'painting program'],
  ['blender', 'blender', 'three d modeler'],
  ['audacity', 'audacity', 'sound editor'],
  ['vlc', 'v l c', 'media player'],
  ['mpv', 'm p v', 'video player'],
  ['htop', 'h top', 'process viewer'],
  ['git', 'git', 'version control'],
  ['python3', 'python', 'programming language'],
  ['telegram-desktop', 'telegram', 'chat client'],
  ['claws-mail', 'claws mail', 'email client'],
  ['godot_4', 'godot four', 'game engine'],
];

const packages = packageIndex(
  PACKAGES.map(
    ([attribute, spoken, keyword]): Package => ({
      attribute,
      version: '1.0',
      description: `A ${keyword}`,
      programs: [attribute],
      spoken: [spoken],
      keywords: [keyword],
      downloadBytes: 1,
      diskBytes: 1,
    }),
  ),
);

export const world: World = {
  packages,
  settings: settingsIndex(bundledServices(), bundledOptions()),
  topics: topicIndex(bundledTopics),
  installed: ['vim', 'firefox'],
  remembered: REMEMBERED,
};
const bundledFolder = fileURLToPath(new URL('../../grammars/en', import.meta.url));
export const grammar = await readGrammarFiles(
  readdirSync(bundledFolder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => join(bundledFolder, name)),
);

/** With the classifier, for what no template fits. */
export const learnedGrammar = { ...grammar, classifier: lazyClassifier(pathsFrom({}).classifier) };

export const fill = exampleFill(world);

export function hear(text: string, expecting: Partial<Expectation> | StateName = 'idle'): Understanding {
  const expectation =
    typeof expecting === 'string' ? { ...IDLE, state: expecting } : { ...IDLE, ...expecting };
  return understand([{ text, score: 0 }], grammar, expectation, world);
}

/** As `hear`, with the classifier. */
export function hearLearned(text: string): Understanding {
  return understand([{ text, score: 0 }], learnedGrammar, IDLE, world);
}

/** A short form for tables: `install_package vim`, several joined with ` + `, else the decision. */
export function meaning(understanding: Understanding): string {
  if (understanding.decision === 'rejected') return understanding.why;
  if (understanding.decision === 'answer') return `answer ${Object.values(understanding.answer).join(' ')}`;
  const intents = understanding.intents.map(({ intent, slots, references }) =>
    [
      intent,
      ...Object.values(slots),
      ...Object.values(references ?? {}).map((reference) => `<${Object.values(reference).join(' ')}>`),
    ].join(' '),
  );
  return understanding.decision === 'understood'
    ? intents.join(' + ')
    : `${understanding.decision} ${intents.join(' + ')}`;
}

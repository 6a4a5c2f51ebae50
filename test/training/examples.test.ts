import { expect, test } from 'vitest';
import { INTENTS } from '#understanding/intent.ts';
import { PARTS, taughtBy } from '../../scripts/training/examples.ts';
import { fillers } from '../../scripts/training/fill.ts';
import { grammar } from '../understanding/world.ts';
import { catalogue, everyday, frames, measuredTexts, shape } from './shapes.ts';

/** Intents that carry much or that people say in many ways. */
const LARGE = [
  'install_package',
  'remove_package',
  'try_package',
  'search_packages',
  'package_info',
  'which_provides',
  'update_system',
  'rebuild',
  'list_generations',
  'rollback',
  'compare_generations',
  'delete_generations',
  'collect_garbage',
  'service_status',
  'service_logs',
  'service_start',
  'service_stop',
  'service_restart',
  'service_enable',
  'service_disable',
  'set_option',
  'explain',
];
const SMALL = [
  'list_installed',
  'optimise_store',
  'verify_store',
  'repair_system',
  'edit_undo',
  'system_info',
  'health_check',
  'metrics',
  'show_history',
  'disk_usage',
  'check_updates',
  'affirm',
  'deny',
  'cancel',
  'help',
  'stop_speaking',
  'status',
  'goodbye',
  'repeat',
  'set_volume',
  'set_rate',
  'set_listening',
  'set_verbosity',
  'spell',
];

const intentOf = (label: string) => label.split(' ')[0] as string;
const counts = new Map<string, number>();
for (const { label } of frames) counts.set(intentOf(label), (counts.get(intentOf(label)) ?? 0) + 1);

const shapes = Map.groupBy(frames, ({ text }) => shape(text));

test('every intent that a person can say has examples enough', () => {
  const few = [
    ...LARGE.filter((intent) => (counts.get(intent) ?? 0) < 150),
    ...SMALL.filter((intent) => (counts.get(intent) ?? 0) < 60),
  ];
  expect(few).toEqual([]);
  expect(counts.get('out_of_scope')).toBeGreaterThanOrEqual(1000);
  expect(frames.length).toBeGreaterThanOrEqual(4000);
});

test('examples are of intents that there are', () => {
  expect([...counts.keys()].filter((intent) => !(intent in INTENTS))).toEqual([]);
});

test('placeholders are known', () => {
  const known = fillers(catalogue);
  const unknown = frames.filter(({ text }) =>
    [...text.matchAll(/\{([^}]*)\}?/g)].some(([, name]) => !Object.hasOwn(known, name as string)),
  );
  expect(unknown.map(({ text }) => text)).toEqual([]);
});

test('examples differ in more than names and numbers', () => {
  expect(shapes.size).toBeGreaterThanOrEqual(3000);
  const often = [...shapes].filter(([, same]) => same.length > 3);
  expect(often.map(([text, same]) => `${same.length} times: ${text}`)).toEqual([]);
});

test.each([
  'nlu/dev.jsonl',
  'nlu/dialogues-dev.jsonl',
  'own/utterances.jsonl',
  'own/strangers.jsonl',
  'own/hostile.jsonl',
])('no line of %s teaches, not even with other names and numbers', (file) => {
  const measured = new Set(measuredTexts(file).map(shape));
  expect(measured.size).toBeGreaterThan(30);
  const copied = frames.filter(({ text }) => measured.has(shape(text)));
  expect(copied.map(({ label, text }) => `grammars/en/examples/${intentOf(label)}.txt: ${text}`)).toEqual([]);
  const literal = grammar.sentences.filter(
    ({ text }) => !/[()[\]<>|;]/.test(text) && text.split(/\s+/).length > 2,
  );
  const templates = literal.filter(({ text }) => measured.has(shape(text)));
  expect(templates.map(({ file: name, line, text }) => `${name}:${line}: ${text}`)).toEqual([]);
});

test('what is held out is held out with all its names, and each part is about as large', () => {
  const noTemplates = { ...grammar, sentences: [] };
  const some = frames.filter((_, at) => at % 20 === 0);
  const twice = [
    ...some,
    ...some.map((frame) => ({
      ...frame,
      text: frame.text.toUpperCase().replaceAll(/\{\w+\}/g, (name) => name.toLowerCase()),
    })),
  ];
  const school = { catalogue, grammar: noTemplates, everyday, random: () => 0.4 };
  const parts = taughtBy(some, school).map(({ part }) => part);
  const partsTwice = taughtBy(twice, school).map(({ part }) => part);
  expect(partsTwice).toEqual([...parts, ...parts]);
  const sizes = [...Map.groupBy(parts, (part) => part)].map(([part, all]) => ({
    part,
    share: all.length / parts.length,
  }));
  expect(sizes.map(({ part }) => part).toSorted()).toEqual(Array.from({ length: PARTS }, (_, at) => at + 1));
  expect(sizes.filter(({ share }) => share < 0.5 / PARTS || share > 1.5 / PARTS)).toEqual([]);
});

test('a frame with names is learned twice, both times in the same part', () => {
  const school = { catalogue, grammar: { ...grammar, sentences: [] }, everyday, random: Math.random };
  const frame = { label: 'install_package', text: 'i could do with {package} here', state: 'idle' } as const;
  const [first, second, ...more] = taughtBy([frame], school);
  expect(first?.part).toBe(second?.part);
  expect([first?.weight, second?.weight, more.length]).toEqual([0.5, 0.5, 0]);
});

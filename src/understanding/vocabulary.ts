import type { Grammar } from './grammar.ts';
import type { Template } from './template.ts';

/** Every word that the grammar's templates, rules, lists and names can say, as written, in order of the alphabet. */
export function vocabularyOf(grammar: Grammar): readonly string[] {
  const words = new Set<string>();
  const visit = (template: Template): void => {
    if (template.type === 'words') {
      for (const word of template.text.toLowerCase().split(' ')) words.add(word);
    } else if ('items' in template) {
      for (const item of template.items) visit(item);
    }
  };
  for (const { template } of grammar.sentences) visit(template);
  for (const { rules, lists } of grammar.files) {
    for (const rule of rules.values()) visit(rule.template);
    for (const list of lists.values())
      if (list.kind === 'values') for (const { template } of list.values) visit(template);
  }
  for (const { spoken } of grammar.names) for (const word of spoken.split(' ')) words.add(word);
  return [...words].sort();
}

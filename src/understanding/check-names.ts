import { type Grammar, type GrammarList, type GrammarRule, listIn, ruleIn } from './grammar.ts';
import { wrong } from './grammar-file.ts';
import type { Template } from './template.ts';

/** Every rule and list that is named exists, and no rule contains itself. */
export function checkNames(grammar: Grammar): void {
  const safe = new Set<GrammarRule | GrammarList>();
  const check = (
    template: Template,
    file: string,
    line: number,
    open: readonly (GrammarRule | GrammarList)[],
  ): void => {
    if (template.type === 'words') return;
    if (template.type !== 'list' && template.type !== 'rule') {
      for (const item of template.items) check(item, file, line, open);
      return;
    }
    const name = template.type === 'rule' ? template.rule : template.list;
    const found = template.type === 'rule' ? ruleIn(grammar, file, name) : listIn(grammar, file, name);
    if (!found) throw wrong(file, line, `no ${template.type} is called “${name}”`);
    if (open.includes(found)) throw wrong(file, line, `${template.type} “${name}” contains itself`);
    if (safe.has(found)) return;
    for (const inner of templatesOf(found)) check(inner, found.file, found.line, [...open, found]);
    safe.add(found);
  };
  for (const scope of grammar.files) {
    for (const rule of scope.rules.values()) check(rule.template, rule.file, rule.line, [rule]);
    for (const list of scope.lists.values())
      for (const inner of templatesOf(list)) check(inner, list.file, list.line, [list]);
  }
  for (const sentence of grammar.sentences) check(sentence.template, sentence.file, sentence.line, []);
}

function templatesOf(found: GrammarRule | GrammarList): readonly Template[] {
  if ('template' in found) return [found.template];
  return found.kind === 'values' ? found.values.map((value) => value.template) : [];
}

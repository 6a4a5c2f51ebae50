import type { Derived } from '../../evaluation/evaluator.ts';
import { inputsKey } from '../../evaluation/inputs-key.ts';
import type { ManagedConfig } from '../../managed-config.ts';
import type { LocalSystem } from './local-system.ts';

/**
 * What `evaluate` gives, or gave before with the same inputs. `what`: what is asked of them. `managed`: what is managed in
 * them, if not what is now.
 */
export async function remembering<Refusal extends { type: string }>(
  what: string,
  managed: ManagedConfig | undefined,
  evaluate: () => Promise<Derived | Refusal>,
  system: LocalSystem,
  signal: AbortSignal,
): Promise<Derived | Refusal> {
  const { places, environment } = system;
  const keyNow = async () => {
    const key = await inputsKey(places, managed, environment, signal);
    return key && `${key} ${what}`;
  };
  return rememberedAs(await keyNow(), keyNow, evaluate, system);
}

/**
 * Likewise. `key`: a text that is another for other inputs, as they were before anything of them was read; undefined:
 * nobody can tell.
 */
export async function rememberedAs<Refusal extends { type: string }>(
  key: string | undefined,
  keyNow: () => Promise<string | undefined>,
  evaluate: () => Promise<Derived | Refusal>,
  { evaluations, hits }: Pick<LocalSystem, 'evaluations' | 'hits'>,
): Promise<Derived | Refusal> {
  const known = key === undefined ? undefined : evaluations.find(key);
  hits.count('evaluations', known !== undefined);
  if (known) return known;
  const evaluated = await evaluate();
  if (key === undefined) return evaluated;
  // Somebody may have written to the configuration just then.
  if (isDerived(evaluated) && (await keyNow()) === key) evaluations.keep(key, evaluated);
  return evaluated;
}

function isDerived(outcome: Derived | { type: string }): outcome is Derived {
  return outcome.type === 'evaluated';
}

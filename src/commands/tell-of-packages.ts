import type { Basics } from '#wiring.ts';

/** Says once when the list of packages could not be made; what is found meanwhile is what there was before. */
export function tellOfPackages({ renewing }: Pick<Basics, 'renewing'>, tell: (line: string) => void): void {
  void renewing?.then((made) => {
    if (made.type === 'failed')
      tell(`the list of packages could not be made: ${made.message} I go on with the one from before.`);
  });
}

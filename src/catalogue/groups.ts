/** Members of numbered groups, packed: those of group `g` are `members` from `starts[g]` to before `starts[g + 1]`. */
export type Groups = Readonly<Record<'starts' | 'members', Uint32Array>>;

/** Puts each of `members` into its group of `count` groups, in the order in which they are listed. */
export function groupsOf(groups: Uint32Array, members: Uint32Array, count: number): Groups {
  const starts = new Uint32Array(count + 1);
  for (const group of groups) starts[group + 1] = (starts[group + 1] as number) + 1;
  for (let group = 0; group < count; group++)
    starts[group + 1] = (starts[group + 1] as number) + (starts[group] as number);
  const next = starts.slice();
  const packed = new Uint32Array(members.length);
  for (let at = 0; at < members.length; at++) {
    const group = groups[at] as number;
    const place = next[group] as number;
    packed[place] = members[at] as number;
    next[group] = place + 1;
  }
  return { starts, members: packed };
}

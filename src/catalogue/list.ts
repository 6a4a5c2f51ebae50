/** A list whose items may be made when they are looked at; an array is one. The same position gives the same item. */
export interface List<Item> {
  readonly length: number;
  at(position: number): Item | undefined;
}

export function eachOf<Item>(list: List<Item>, take: (item: Item, position: number) => void): void {
  for (let position = 0; position < list.length; position++) take(list.at(position) as Item, position);
}

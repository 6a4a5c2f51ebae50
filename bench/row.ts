/** One line of the table that `npm run bench` prints. A bench file exports `run(): Promise<Row[]>`. */
export interface Row {
  claim: string;
  /** With its unit. */
  figure: string;
  /** What it is compared with, measured in the same run. */
  baseline?: string;
  /** What DESIGN.md 10 or an issue asks for. */
  budget?: string;
  /** Whether the budget is met; true where there is none. */
  met: boolean;
}

export function percent(value: number): string {
  return `${value.toFixed(1)} %`;
}

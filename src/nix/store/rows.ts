import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';

/** Asks the database; each row is a list of its columns. A statement is prepared once. */
export type Rows = <Row extends readonly unknown[]>(sql: string, ...values: SQLInputValue[]) => Row[];

export function rowsOf(database: DatabaseSync): Rows {
  const statements = new Map<string, StatementSync>();
  return <Row extends readonly unknown[]>(sql: string, ...values: SQLInputValue[]) => {
    let statement = statements.get(sql);
    if (!statement) {
      statement = database.prepare(sql);
      statement.setReturnArrays(true);
      statements.set(sql, statement);
    }
    return statement.all(...values) as unknown as Row[];
  };
}

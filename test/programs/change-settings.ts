/** Sets one setting (path, then its values) in the file of its first argument, one value after the other; prints a line when it begins. */
import { changeSettings } from '../../src/config/change.ts';

const [file = '', path = '', ...values] = process.argv.slice(2);
process.stdout.write('begun\n');
for (const value of values) await changeSettings(file, [{ path, value: Number(value) }]);

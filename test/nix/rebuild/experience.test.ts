import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openExperience } from '#nix/rebuild/experience.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ask-nix-experience-'));
  file = join(folder, 'state/durations.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('what was learned', () => {
  it('is the median of the last ten, and outlives the process', () => {
    const first = openExperience(file);
    expect(first.buildMs('slow')).toBeUndefined();
    for (const ms of [90_000, 100, 100, 100, 100, 100, 300, 300, 300, 300, 300]) first.addBuild('slow', ms);
    expect(first.buildMs('slow')).toBe(100);
    first.addBuild('slow', 300);
    const again = openExperience(file);
    expect(again.buildMs('slow')).toBe(300);
    expect(again.buildMs('other')).toBeUndefined();
  });

  it('of steps is kept as of builds, and is not taken for one', () => {
    const first = openExperience(file);
    expect(first.stepMs('activation')).toBeUndefined();
    first.addStep('activation', 700);
    first.addStep('evaluation', 5000);
    const again = openExperience(file);
    expect([again.stepMs('activation'), again.stepMs('evaluation')]).toEqual([700, 5000]);
    expect(again.buildMs('activation')).toBeUndefined();
  });

  it('of downloads follows the newest slowly', () => {
    const known = openExperience(file);
    expect(known.bytesPerSecond).toBeUndefined();
    known.addDownload(4_000_000, 2000);
    expect(known.bytesPerSecond).toBe(2_000_000);
    known.addDownload(12_000_000, 1000);
    expect(known.bytesPerSecond).toBe(5_000_000);
    known.addDownload(0, 5000);
    known.addDownload(1e9, 1);
    expect(openExperience(file).bytesPerSecond).toBe(5_000_000);
  });

  it('is not lost to lines that are torn or foreign', () => {
    openExperience(file).addBuild('a', 1000);
    appendFileSync(file, '\n{"build":"b","ms":');
    openExperience(file).addBuild('c', 3000);
    appendFileSync(file, '\n{"build":"d","ms":-1}\n{"build":"e","ms":1,"x":1}\n\u0000\u0001\n[]\n');
    const known = openExperience(file);
    expect(['a', 'b', 'c', 'd', 'e'].map((name) => known.buildMs(name))).toEqual([
      1000,
      undefined,
      3000,
      undefined,
      undefined,
    ]);
  });

  it('does not grow without end, and keeps what is newest', () => {
    const line = (name: string, ms: number) => `{"build":"${name}","ms":${ms}}\n`;
    openExperience(file).addBuild('first', 1);
    appendFileSync(file, Array.from({ length: 40_000 }, (_, at) => line(`package-${at % 900}`, at)).join(''));
    appendFileSync(file, Array.from({ length: 150 }, (_, at) => line(`new-${at}`, 7)).join(''));
    const size = () => statSync(file).size;
    const before = size();
    const known = ['first', 'package-400', 'package-899', 'new-149'].map(openExperience(file).buildMs);
    expect(known).toEqual([undefined, undefined, 39_599 - 900 * 5, 7]);
    expect(size()).toBeLessThan(before / 2);
    const again = ['first', 'package-400', 'package-899', 'new-149'].map(openExperience(file).buildMs);
    expect(again).toEqual(known);
  });

  it('does without a file that cannot be had', () => {
    mkdirSync(file, { recursive: true });
    const known = openExperience(file);
    known.addBuild('a', 5);
    expect(known.buildMs('a')).toBe(5);
    expect(openExperience(file).buildMs('a')).toBeUndefined();
  });
});

describe('the reports of nix-output-monitor', () => {
  const reports = [
    'hostname,derivation name,utc time,build seconds',
    'mini,firefox,2026-01-02 03:04:05,3600',
    'mini,firefox,2026-02-02 03:04:05,1800',
    'mini,"vlc",2026-02-02 03:04:05,60',
    'mini,odd,2026-02-02 03:04:05,soon',
    'mini,torn,2026',
  ].join('\r\n');

  it('stand in for what we have not built', () => {
    const monitorFile = join(folder, 'build-reports.csv');
    writeFileSync(monitorFile, reports);
    const known = openExperience(file, monitorFile);
    const all = ['firefox', 'vlc', 'odd', 'torn', 'derivation name'];
    expect(all.map((name) => known.buildMs(name))).toEqual([
      1_800_000,
      60_000,
      undefined,
      undefined,
      undefined,
    ]);
    known.addBuild('firefox', 1000);
    expect(known.buildMs('firefox')).toBe(1000);
    expect(readFileSync(monitorFile, 'utf8')).toBe(reports);
  });
});

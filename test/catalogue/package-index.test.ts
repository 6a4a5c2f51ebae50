import { describe, expect, it } from 'vitest';
import { bundledPackages } from '#catalogue/bundled-packages.ts';
import type { Package } from '#catalogue/package.ts';
import { packageIndex } from '#catalogue/package-index.ts';

const index = packageIndex(bundledPackages());
const named = (text: string, limit = 4) => index.named(text, limit).map((match) => match.package.attribute);
const searched = (query: string, limit = 6) =>
  index.search(query, limit).map((match) => match.package.attribute);

describe('naming a package', () => {
  it.each([
    ['firefox', 'firefox'],
    ['Firefox', 'firefox'],
    ['  fire fox ', 'firefox'],
    ['h t o p', 'htop'],
    ['v l c', 'vlc'],
    ['lib re office', 'libreoffice'],
    ['rip grep', 'ripgrep'],
    ['g imp', 'gimp'],
    ['seven zip', '_7zz'],
    ['k nine s', 'k9s'],
    ['K9s', 'k9s'],
    ['one password', '_1password-gui'],
    ['visual studio code', 'vscode'],
    ['v s code', 'vscode'],
    ['code', 'vscode'],
    ['nvim', 'neovim'],
    ['n v i m', 'neovim'],
    ['rg', 'ripgrep'],
    ['telegram', 'telegram-desktop'],
    ['telegram dash desktop', 'telegram-desktop'],
    ['bit warden', 'bitwarden-desktop'],
    ['claws mail', 'claws-mail'],
    ['godot', 'godot_4'],
    ['python', 'python3'],
    ['okular', 'kdePackages.okular'],
    ['vim', 'vim'],
    ['neo vim', 'neovim'],
    ['git', 'git'],
    ['go', 'go'],
  ])('%s is %s and nothing else', (text, attribute) => {
    expect(named(text)).toEqual([attribute]);
  });

  it.each([
    ['firefax', 'firefox'],
    ['libra office', 'libreoffice'],
    ['thunder birds', 'thunderbird'],
    ['inkscap', 'inkscape'],
    ['blendr', 'blender'],
  ])('%s is nearest to %s, less surely', (text, attribute) => {
    const [best] = index.named(text, 3);
    expect(best?.package.attribute).toBe(attribute);
    expect(best?.how).toBe('edit-distance');
    expect(best?.score).toBeLessThan(0.93);
  });

  it('finds itself in every name of every package', () => {
    const lost = index
      .all()
      .flatMap((found) => [found.attribute, ...found.spoken].map((name) => ({ found, name })))
      .filter(({ found, name }) => !index.named(name, 5).some((match) => match.package === found));
    expect(lost.map(({ found, name }) => `${name}: ${found.attribute}`)).toEqual([]);
  });

  it('offers all packages that have the name equally', () => {
    const twin = (attribute: string): Package => ({
      attribute,
      version: '1',
      description: 'A twin',
      programs: ['twin'],
      spoken: ['castor and pollux'],
      keywords: ['twin'],
      downloadBytes: 1,
      diskBytes: 2,
    });
    const twins = packageIndex([twin('castor'), twin('pollux')]);
    expect(twins.named('castor and pollux', 5).map(({ score }) => score)).toEqual([1, 1]);
    expect(twins.named('castor and pollux', 1)).toHaveLength(1);
    expect(twins.named('twin', 5)).toHaveLength(2);
  });

  it.each(['', '   ', '!?', 'q', 'xyzzyqq', 'constructor', 'a'.repeat(10_000), 'one two '.repeat(200), '😀'])(
    'finds nothing in %j',
    (text) => {
      expect(named(text)).toEqual([]);
    },
  );

  it('answers well under a millisecond', () => {
    const names = index.all().flatMap((found) => [...found.spoken, `${found.attribute}x`]);
    for (const name of names.slice(0, 300)) index.named(name, 5);
    const begun = performance.now();
    for (const name of names) index.named(name, 5);
    expect((performance.now() - begun) / names.length).toBeLessThan(0.6);
  });
});

describe('searching packages', () => {
  it.each([
    ['text editor', ['neovim', 'vim', 'emacs', 'vscode']],
    ['text editors', ['neovim', 'vim', 'emacs', 'vscode']],
    ['web browser', ['firefox', 'chromium']],
    ['music player', ['vlc', 'rhythmbox']],
    ['something to edit photos', ['gimp', 'krita', 'darktable']],
    ['a program that records the screen', ['obs-studio']],
    ['email client', ['thunderbird', 'geary']],
    ['screen reader', ['orca']],
    ['password manager', ['keepassxc', 'bitwarden-desktop']],
    ['video editor', ['kdePackages.kdenlive', 'shotcut']],
    ['chess', ['gnuchess', 'stockfish']],
    ['games', ['steam', 'lutris']],
    ['calculator', ['gnome-calculator']],
  ])('%s', (query, expected) => {
    expect(searched(query)).toEqual(expect.arrayContaining(expected));
  });

  it('names the best known first', () => {
    expect(searched('web browser')[0]).toBe('firefox');
    expect(searched('office suite')[0]).toBe('libreoffice');
  });

  it.each(['', 'the a of', 'qqqqzz', '\u0000', '(((', 'e'.repeat(5000)])('finds nothing in %j', (query) => {
    expect(searched(query)).toEqual([]);
  });
});

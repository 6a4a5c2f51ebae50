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
    ['vs code', 'vscode'],
    ['VS Code', 'vscode'],
    ['gnome files', 'nautilus'],
    ['libre office', 'libreoffice'],
    ['ink scape', 'inkscape'],
    ['thunder bird', 'thunderbird'],
    ['o b s', 'obs-studio'],
    ['key pass x c', 'keepassxc'],
    ['ff mpeg', 'ffmpeg'],
    ['you tube downloader', 'yt-dlp'],
    ['gnome document viewer', 'evince'],
    ['disk usage analyzer', 'baobab'],
    ['pulse audio volume control', 'pavucontrol'],
    ['heroic games launcher', 'heroic'],
    ['new image manipulation program', 'gimp'],
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

  it.each([
    ['kreeta', 'krita'],
    ['crita', 'krita'],
    ['audassity', 'audacity'],
    ['inkskape', 'inkscape'],
    ['new vim', 'neovim'],
    ['fyre fox', 'firefox'],
    ['thunder burd', 'thunderbird'],
    ['liebre offis', 'libreoffice'],
    ['tellagram', 'telegram-desktop'],
    ['blenda', 'blender'],
    ['bit worden', 'bitwarden-desktop'],
    ['krohmium', 'chromium'],
    ['wyre shark', 'wireshark'],
    ['steem', 'steam'],
    ['dark tabel', 'darktable'],
    ['emax', 'emacs'],
    ['kate en live', 'kdePackages.kdenlive'],
    ['post gress', 'postgresql'],
  ])('%s is heard for %s, less surely', (text, attribute) => {
    const [best] = index.named(text, 3);
    expect(best?.package.attribute).toBe(attribute);
    expect(best?.score).toBeLessThan(0.93);
  });

  it('finds itself in every name of every package', () => {
    const lost = index
      .all()
      .flatMap((found) => [found.attribute, ...found.spoken].map((name) => ({ found, name })))
      .filter(({ found, name }) => !index.named(name, 5).some((match) => match.package === found));
    expect(lost.map(({ found, name }) => `${name}: ${found.attribute}`)).toEqual([]);
  });

  it('hears no package in everyday words, however they sound', () => {
    const words =
      'fill feel peace fleet socks sum said roof leaks less lays call calm caught court enter stake cloak blake brought carrot ' +
      'create mouth mute nod pick scent seem sip town tree try fast vast note write light night might';
    const heard = words.split(' ').filter((word) => index.named(word, 1)[0]?.how === 'phonetic');
    expect(heard).toEqual([]);
  });

  it('offers what is better known first when a plain word is also the name of a package', () => {
    const known = index.byAttribute('google-chrome') as Package;
    const plain = { ...known, attribute: 'chrome', spoken: [] };
    const both = packageIndex([...index.all(), plain]);
    const found = both.named('chrome', 5).map((match) => [match.package.attribute, match.score]);
    expect(found).toEqual([
      ['google-chrome', 1],
      ['chrome', 1],
    ]);
    expect(both.called('chrome')).toEqual(['google-chrome', 'chrome']);
  });

  it('tells what is called exactly so, and nothing that is only near', () => {
    expect(index.called('fire fox')).toEqual(['firefox']);
    expect(index.called('firefxo')).toEqual([]);
    expect(index.called('kreeta')).toEqual([]);
    expect(index.called('text editor')).toEqual([]);
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
    ['the fox browser', ['firefox']],
    ['fire fox', ['firefox']],
    ['v l c', ['vlc']],
    ['lib re office', ['libreoffice']],
    ['vs code', ['vscode']],
    ['firefxo', ['firefox']],
    ['bit worden', ['bitwarden-desktop']],
    ['kreeta', ['krita']],
  ])('%s', (query, expected) => {
    expect(searched(query)).toEqual(expect.arrayContaining(expected));
  });

  it('names the best known first', () => {
    expect(searched('web browser')[0]).toBe('firefox');
    expect(searched('office suite')[0]).toBe('libreoffice');
  });

  it('is never as sure of what is described as of what is named', () => {
    const queries = index.all().flatMap((found) => [...found.keywords, found.description]);
    expect(queries.filter((query) => (index.search(query, 1)[0]?.score ?? 0) >= 1)).toEqual([]);
  });

  it.each(['', 'the a of', 'qqqqzz', '\u0000', '(((', 'e'.repeat(5000)])('finds nothing in %j', (query) => {
    expect(searched(query)).toEqual([]);
  });
});

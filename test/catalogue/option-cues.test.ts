import { describe, expect, test } from 'vitest';
import { bundledOptions, bundledServices } from '#catalogue/bundled-settings.ts';
import { fitsType } from '#catalogue/option.ts';
import { settingsIndex } from '#catalogue/settings-index.ts';
import { stemOf } from '#catalogue/words.ts';
import { canonical } from '#understanding/words.ts';
import cueFile from '../../grammars/en/option-cues.json' with { type: 'json' };
import valueFile from '../../grammars/en/option-values.json' with { type: 'json' };

const options = bundledOptions();
const settings = settingsIndex(bundledServices(), options);

/** `PATH = VALUE`, the value `?` when the sentence has to tell it, or `none`. */
function implied(text: string): string {
  const found = settings.implied(canonical(text));
  return found ? `${found.path} = ${found.value ?? '?'}` : 'none';
}

describe('a sentence that names no option', () => {
  test.each([
    ['my earbuds refuse to pair', 'hardware.bluetooth.enable = true'],
    ['the cordless keyboard is not recognized', 'hardware.bluetooth.enable = true'],
    ['reconnect my headset as soon as it boots', 'hardware.bluetooth.powerOnBoot = true'],
    [
      'show me how full the battery of my headset is',
      'hardware.bluetooth.settings.General.Experimental = true',
    ],
    ['I want to print my boarding pass at home', 'services.printing.enable = true'],
    ['let me scan old photos', 'hardware.sane.enable = true'],
    ['no sound comes out of this laptop', 'services.pipewire.enable = true'],
    ['people on calls hear my keyboard', 'programs.noisetorch.enable = true'],
    ['play music from my iphone over these speakers', 'services.shairport-sync.enable = true'],
    ['nobody from the internet may connect to my laptop', 'networking.firewall.enable = true'],
    ['keep strangers out', 'networking.firewall.enable = true'],
    ['let everybody in from the internet', 'networking.firewall.enable = false'],
    ['hide this computer from others in the network', 'networking.firewall.allowPing = false'],
    ['write down blocked connections', 'networking.firewall.logRefusedConnections = true'],
    ['have cloud flare look up names', 'networking.nameservers = 1.1.1.1'],
    ['the wi fi goes to sleep when idle', 'networking.networkmanager.wifi.powersave = false'],
    [
      'cafe networks should not track me by my wifi address',
      'networking.networkmanager.wifi.macAddress = random',
    ],
    ['my provider must not see which sites I visit', 'services.resolved.dnsovertls = true'],
    ['my clock is two hours behind', 'time.timeZone = ?'],
    [
      'the time should follow me automatically when I travel abroad',
      'services.automatic-timezoned.enable = true',
    ],
    ['after windows ran the clock is off', 'time.hardwareClockInLocalTime = true'],
    ['fetch the time from the net', 'services.timesyncd.enable = true'],
    ['write the date with the day before the month first', 'i18n.extraLocaleSettings.LC_TIME = ?'],
    ['measure in kilometers, not in miles', 'i18n.extraLocaleSettings.LC_MEASUREMENT = ?'],
    ['use metric units', 'i18n.extraLocaleSettings.LC_MEASUREMENT = en_GB.UTF-8'],
    ['I need to type chinese characters', 'i18n.inputMethod.enable = true'],
    ['the same keyboard in the console too', 'console.useXkbConfig = true'],
    ['console text is tiny', 'console.font = latarcyrheb-sun32'],
    ['turn capslock into control', 'services.xserver.xkb.options = ctrl:nocaps'],
    ['caps lock as escape', 'services.xserver.xkb.options = caps:escape'],
    ['keys repeat too early when I hold them', 'services.xserver.autoRepeatDelay = ?'],
    ['the screen flickers with my nvidia card', 'services.xserver.videoDrivers = nvidia'],
    ['lock the screen when I walk away', 'services.xserver.xautolock.enable = true'],
    ['never lock my screen', 'services.xserver.xautolock.enable = false'],
    ['warmer colors on the display in the evening', 'services.redshift.enable = true'],
    ['the pointer should vanish', 'services.unclutter.enable = true'],
    ['a lean desktop for a weak machine', 'services.xserver.desktopManager.xfce.enable = true'],
    ['a desktop similar to windows', 'services.desktopManager.plasma6.enable = true'],
    ['log me in automatically', 'services.displayManager.autoLogin.enable = true'],
    ['always ask for the password at login', 'services.displayManager.autoLogin.enable = false'],
    ['the pages should follow my fingers', 'services.libinput.touchpad.naturalScrolling = true'],
    ['scroll like windows does', 'services.libinput.touchpad.naturalScrolling = false'],
    ['the mouse wheel turns the opposite way', 'services.libinput.mouse.naturalScrolling = true'],
    ['one tap on the trackpad should click', 'services.libinput.touchpad.tapping = true'],
    ['my palm moves the cursor while I type', 'services.libinput.touchpad.disableWhileTyping = true'],
    ['I am left handed', 'services.libinput.mouse.leftHanded = true'],
    ['scroll at the edge of the touch pad', 'services.libinput.touchpad.scrollMethod = edge'],
    ['swipe with three fingers', 'services.touchegg.enable = true'],
    ['docker should throw unused images away itself', 'virtualisation.docker.autoPrune.enable = true'],
    ['run windows inside a virtual machine', 'virtualisation.libvirtd.enable = true'],
    ['I would like to use android apps', 'virtualisation.waydroid.enable = true'],
    ['I want to control my machine from the office', 'services.openssh.enable = true'],
    [
      'somebody keeps guessing passwords from the internet',
      'services.openssh.settings.PasswordAuthentication = false',
    ],
    ['root may not log in from outside', 'services.openssh.settings.PermitRootLogin = no'],
    ['let the laptop discover other devices by itself', 'services.avahi.enable = true'],
    ['play my games on the tv', 'services.sunshine.enable = true'],
    ['read my phone messages here', 'programs.kdeconnect.enable = true'],
    ['share my screen in the meeting', 'xdg.portal.enable = true'],
    ['games are jerky', 'programs.gamemode.enable = true'],
    ['the joystick is not found, make it work', 'hardware.steam-hardware.enable = true'],
    ['use my xbox controller without a cable', 'hardware.xpadneo.enable = true'],
    ['the fans are too loud', 'programs.coolercontrol.enable = true'],
    ['the processor overheats', 'services.thermald.enable = true'],
    ['the battery drains too quickly', 'services.tlp.enable = true'],
    ['stop charging at eighty', 'services.tlp.settings.STOP_CHARGE_THRESH_BAT0 = ?'],
    ['keep running when I shut the lid', 'services.logind.settings.Login.HandleLidSwitch = ignore'],
    ['never suspend when the lid closes', 'services.logind.settings.Login.HandleLidSwitch = ignore'],
    ['lock the desktop if I close the lid', 'services.logind.settings.Login.HandleLidSwitch = lock'],
    ['stay awake all the time', 'systemd.targets.sleep.enable = false'],
    ['the power button should put it to sleep', 'services.logind.settings.Login.HandlePowerKey = suspend'],
    ['my solid state drive needs care', 'services.fstrim.enable = true'],
    ['squeeze more into the ram', 'zramSwap.enable = true'],
    ['everything hangs when memory runs low', 'services.earlyoom.enable = true'],
    ['empty the temp folder whenever it starts', 'boot.tmp.cleanOnBoot = true'],
    ['start up without so many kernel messages', 'boot.kernelParams = quiet'],
    ['bypass the boot menu', 'boot.loader.timeout = 0'],
    ['the boot menu goes by too quickly, wait longer', 'boot.loader.timeout = ?'],
    ['the boot menu is cluttered', 'boot.loader.systemd-boot.configurationLimit = ?'],
    ['I want to pick windows or linux when it starts', 'boot.loader.grub.useOSProber = true'],
    ['sudo should not ask for a password', 'security.sudo.wheelNeedsPassword = false'],
    ['my laptop should upgrade on its own', 'system.autoUpgrade.enable = true'],
    ['I prefer to update manually', 'system.autoUpgrade.enable = false'],
    ['it may reboot after updates if needed', 'system.autoUpgrade.allowReboot = true'],
    ['move updates to sundays', 'system.autoUpgrade.dates = ?'],
    ['sweep up once a month', 'nix.gc.automatic = true'],
    ['compile fewer packages in parallel', 'nix.settings.max-jobs = ?'],
    ['building must not disturb my work', 'nix.daemonCPUSchedPolicy = idle'],
    ['closed source programs are fine', 'nixpkgs.config.allowUnfree = true'],
    ['only free software on this machine', 'nixpkgs.config.allowUnfree = false'],
    ['unlock with my finger instead of the password', 'services.fprintd.enable = true'],
    ['usb drives should open when plugged in', 'services.udisks2.enable = true'],
    ['I am blind, read me the screen', 'services.orca.enable = true'],
    ['emoji show as squares', 'fonts.enableDefaultPackages = true'],
    ['run programs made for ubuntu linux', 'programs.nix-ld.enable = true'],
    ['load the project environment automatically', 'programs.direnv.enable = true'],
  ])('“%s” implies %s', (text, expected) => {
    expect(implied(text)).toBe(expected);
  });
});

describe('a sentence that forbids', () => {
  test.each([
    ['stop updating yourself every night', 'system.autoUpgrade.enable = false'],
    ['my laptop should no longer upgrade on its own', 'system.autoUpgrade.enable = false'],
    ["please don't clean up every week", 'nix.gc.automatic = false'],
    ["I don't want to log me in automatically", 'services.displayManager.autoLogin.enable = false'],
    ['can you stop hiding the pointer', 'services.unclutter.enable = false'],
    ['tapping the touch pad should never click', 'services.libinput.touchpad.tapping = false'],
  ])('“%s” implies %s', (text, expected) => {
    expect(implied(text)).toBe(expected);
  });

  test('is told from one that complains', () => {
    expect(implied("my headphones don't pair")).toBe('hardware.bluetooth.enable = true');
    expect(implied('it never finds my wireless mouse')).toBe('hardware.bluetooth.enable = true');
  });

  test('is told from one that wants to be rid of a trouble', () => {
    expect(implied('stop the fans from being so loud')).toBe('programs.coolercontrol.enable = true');
    expect(implied('the screen should not be so bright at night')).toBe('services.redshift.enable = true');
    expect(implied('my scanner no longer works, fix the scanner, I want it')).toBe(
      'hardware.sane.enable = true',
    );
    expect(implied('my headphones do not pair any more')).toBe('hardware.bluetooth.enable = true');
  });

  test('does not make the opposite of a value that is no switch', () => {
    expect(implied('please stop putting caps lock on escape')).toBe('services.xserver.xkb.options = ?');
  });
});

describe('nothing is implied', () => {
  test.each([
    '',
    'install vim',
    'list the generations',
    'what time is it',
    'roll back to yesterday',
    'how much memory is in use',
    'is the print service running',
    'clean up',
    'update the system',
    'thanks, that was quick',
    'let me see',
    'read that again',
  ])('by “%s”', (text) => {
    expect(implied(text)).toBe('none');
  });

  test('by words that two options want as much', () => {
    const index = settingsIndex(
      [],
      ['a.enable', 'b.enable'].map((path) => ({
        path,
        description: path,
        type: { kind: 'boolean' },
        spoken: [],
        cues: [
          { words: 'loud fan', value: true },
          ...(path === 'b.enable' ? [{ words: 'loud fan night', value: false }] : []),
        ],
      })),
    );
    expect(index.implied(['the', 'fan', 'is', 'loud'])).toBeUndefined();
    expect(index.implied(['loud', 'fans', 'at', 'night'])).toMatchObject({
      path: 'b.enable',
      value: false,
      weight: 3,
    });
  });

  test('by more words than a sentence has', () => {
    expect(settings.implied(Array.from({ length: 1000 }, () => 'pair headphones'))).toBeUndefined();
  });
});

test('cues and spoken values are of options that there are, and fit them', () => {
  const paths = new Set(options.map(({ path }) => path));
  const unknown = [...Object.keys(cueFile), ...Object.keys(valueFile)].filter((path) => !paths.has(path));
  expect(unknown).toEqual([]);
  const unfit = options.flatMap(({ path, type, cues = [], spokenValues = {} }) => [
    ...cues
      .filter(({ value }) => value !== undefined && !fitsType(value, type))
      .map(({ words }) => `${path}: ${words}`),
    ...Object.entries(spokenValues)
      .filter(([, value]) => !fitsType(value, type))
      .map(([name]) => `${path}: ${name}`),
  ]);
  expect(unfit).toEqual([]);
});

test('a switch always has its value told by its cues', () => {
  const open = options.flatMap(({ path, type, cues = [] }) =>
    type.kind === 'boolean' && cues.some(({ value }) => value === undefined) ? [path] : [],
  );
  expect(open).toEqual([]);
});

test('no cue is one word', () => {
  const short = options.flatMap(({ cues = [] }) => cues.filter(({ words }) => !words.includes(' ')));
  expect(short).toEqual([]);
});

/** Words that fit a cue: of each choice the one at `turn`, none that sounds like one before. */
function wordsFor(words: string, turn: number): readonly string[] {
  const said: string[] = [];
  const isNew = (word: string) => !said.some((other) => stemOf(other) === stemOf(word));
  for (const word of words.split(' ')) {
    const choices = word.split('|').filter(isNew);
    said.push(choices[turn % choices.length] ?? word);
  }
  return said;
}

test('every cue implies its option and no other', () => {
  const wrong = options.flatMap(({ path, cues = [] }) =>
    cues.flatMap(({ words }) =>
      Array.from({ length: 12 }, (_, turn) => wordsFor(words, turn))
        .filter((said) => settings.implied(said)?.path !== path)
        .map((said) => `${path}: ${said.join(' ')} → ${settings.implied(said)?.path ?? 'none'}`),
    ),
  );
  expect(wrong).toEqual([]);
});

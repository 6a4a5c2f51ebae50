import { describe, expect, test } from 'vitest';
import { bundledOptions } from '#catalogue/bundled-settings.ts';
import { fitsType, type Option } from '#catalogue/option.ts';
import { isFreeText, readOptionValue, spokenValues } from '#understanding/option-value.ts';
import { canonical } from '#understanding/words.ts';

const options = new Map(bundledOptions().map((option) => [option.path, option]));

function optionAt(path: string): Option {
  const option = options.get(path);
  if (!option) throw new Error(`there is no option ${path}`);
  return option;
}

const read = (path: string, text: string) => readOptionValue(optionAt(path), canonical(text));

describe('a time zone', () => {
  test.each([
    ['berlin', 'Europe/Berlin'],
    ['europe berlin', 'Europe/Berlin'],
    ['Europe/Vienna', 'Europe/Vienna'],
    ['munich', 'Europe/Berlin'],
    ['germany', 'Europe/Berlin'],
    ['bangalore', 'Asia/Kolkata'],
    ['calcutta', 'Asia/Kolkata'],
    ['kolkata', 'Asia/Kolkata'],
    ['india', 'Asia/Kolkata'],
    ['san francisco', 'America/Los_Angeles'],
    ['seattle', 'America/Los_Angeles'],
    ['california', 'America/Los_Angeles'],
    ['new york', 'America/New_York'],
    ['new york city', 'America/New_York'],
    ['boston', 'America/New_York'],
    ['washington', 'America/New_York'],
    ['washington d c', 'America/New_York'],
    ['texas', 'America/Chicago'],
    ['the texas time zone', 'America/Chicago'],
    ['france', 'Europe/Paris'],
    ['england', 'Europe/London'],
    ['scotland', 'Europe/London'],
    ['the u k', 'Europe/London'],
    ['japan', 'Asia/Tokyo'],
    ['beijing', 'Asia/Shanghai'],
    ['rio', 'America/Sao_Paulo'],
    ['rio de janeiro', 'America/Sao_Paulo'],
    ['cape town', 'Africa/Johannesburg'],
    ['buenos aires', 'America/Argentina/Buenos_Aires'],
    ['kyiv', 'Europe/Kyiv'],
    ['kiev', 'Europe/Kyiv'],
    ['the netherlands', 'Europe/Amsterdam'],
    ['zurich', 'Europe/Zurich'],
    ['pacific time', 'America/Los_Angeles'],
    ['pacific', 'America/Los_Angeles'],
    ['eastern', 'America/New_York'],
    ['eastern time zone', 'America/New_York'],
    ['mountain standard time', 'America/Denver'],
    ['central european time', 'Europe/Berlin'],
    ['central european', 'Europe/Berlin'],
    ['u t c', 'UTC'],
    ['UTC', 'UTC'],
    ['greenwich mean time', 'Etc/GMT'],
    ['ho chi minh city', 'Asia/Ho_Chi_Minh'],
    ['melbourne', 'Australia/Melbourne'],
  ])('“%s” is %s', (text, zone) => {
    expect(read('time.timeZone', text)).toBe(zone);
  });

  test.each([
    'usa',
    'the united states',
    'america',
    'russia',
    'australia',
    'canada',
    'brazil',
    'atlantis',
    'center',
  ])('“%s” has several or none, and is not guessed', (text) => {
    expect(read('time.timeZone', text)).toBeUndefined();
  });
});

describe('a language', () => {
  test.each([
    ['german', 'de_DE.UTF-8'],
    ['deutsch', 'de_DE.UTF-8'],
    ['swiss german', 'de_CH.UTF-8'],
    ['austrian german', 'de_AT.UTF-8'],
    ['mexican spanish', 'es_MX.UTF-8'],
    ['español', 'es_ES.UTF-8'],
    ['british english', 'en_GB.UTF-8'],
    ['u k english', 'en_GB.UTF-8'],
    ['brazilian', 'pt_BR.UTF-8'],
    ['the french language', 'fr_FR.UTF-8'],
    ['canadian french', 'fr_CA.UTF-8'],
    ['flemish', 'nl_BE.UTF-8'],
    ['traditional chinese', 'zh_TW.UTF-8'],
    // These have no other encoding, and glibc no name with one.
    ['hindi', 'hi_IN'],
    ['vietnamese', 'vi_VN'],
  ])('“%s” is %s', (text, locale) => {
    expect(read('i18n.defaultLocale', text)).toBe(locale);
    expect(read('i18n.extraLocaleSettings.LC_TIME', text)).toBe(locale);
  });

  test.each(['swiss', 'belgian', 'klingon', 'loud'])('“%s” is none', (text) => {
    expect(read('i18n.defaultLocale', text)).toBeUndefined();
  });
});

describe('a keyboard', () => {
  test.each([
    ['german', 'de', 'de'],
    ['deutsch', 'de', 'de'],
    ['us', 'us', 'us'],
    ['u s', 'us', 'us'],
    ['uk', 'gb', 'uk'],
    ['the british layout', 'gb', 'uk'],
    ['swiss german', 'ch', 'sg'],
    ['swedish', 'se', 'sv-latin1'],
    ['portuguese', 'pt', 'pt-latin1'],
    ['a french keyboard', 'fr', 'fr'],
    ['qwertz', 'de', 'de'],
  ])('“%s” is %s on the desktop and %s in the console', (text, desktop, console) => {
    expect(read('services.xserver.xkb.layout', text)).toBe(desktop);
    expect(read('console.keyMap', text)).toBe(console);
  });

  test('what no layout by itself can be is not guessed', () => {
    expect(read('services.xserver.xkb.layout', 'german without dead keys')).toBeUndefined();
    expect(read('services.xserver.xkb.layout', 'dvorak')).toBeUndefined();
  });

  test('other choices do not take the names of languages', () => {
    expect(read('services.openssh.settings.PermitRootLogin', 'norwegian')).toBeUndefined();
  });
});

describe('a number', () => {
  test.each([
    ['boot.loader.timeout', 'ten seconds', 10],
    ['boot.loader.timeout', '10', 10],
    ['boot.loader.timeout', '10s', 10],
    ['boot.loader.timeout', 'a minute', 60],
    ['boot.loader.timeout', 'half a minute', 30],
    ['boot.loader.timeout', 'one and a half minutes', 90],
    ['boot.loader.timeout', 'a couple of seconds', 2],
    ['boot.loader.timeout', 'just five seconds please', 5],
    ['boot.loader.timeout', 'two hours', undefined],
    ['boot.loader.timeout', 'ten percent', undefined],
    ['services.xserver.xautolock.time', 'half an hour', 30],
    ['services.xserver.xautolock.time', 'ten', 10],
    ['services.xserver.xautolock.time', 'ten seconds', undefined],
    ['services.xserver.autoRepeatDelay', 'half a second', 500],
    ['services.xserver.autoRepeatDelay', 'three hundred milliseconds', 300],
    ['zramSwap.memoryPercent', 'half', 50],
    ['zramSwap.memoryPercent', 'a quarter', 25],
    ['zramSwap.memoryPercent', 'three quarters', 75],
    ['zramSwap.memoryPercent', 'forty percent', 40],
    ['zramSwap.memoryPercent', '40%', 40],
    ['zramSwap.memoryPercent', 'forty per cent', 40],
    ['zramSwap.memoryPercent', 'forty minutes', undefined],
    ['zramSwap.memoryPercent', 'three hundred percent', undefined],
    ['services.tlp.settings.STOP_CHARGE_THRESH_BAT0', 'eighty percent', 80],
    ['boot.loader.systemd-boot.configurationLimit', 'a dozen entries', 12],
    ['boot.loader.systemd-boot.configurationLimit', 'at most twenty', 20],
    ['boot.loader.systemd-boot.configurationLimit', 'no more than five generations', 5],
    ['nix.settings.max-jobs', 'four at once', 4],
    ['nix.settings.cores', 'all of them', 0],
    ['nix.settings.cores', 'eight cores', 8],
    ['nix.settings.http-connections', 'unlimited', 0],
    ['networking.firewall.allowedTCPPorts', 'eighty eighty', 8080],
    ['networking.firewall.allowedTCPPorts', 'port four forty three', 443],
    ['networking.firewall.allowedTCPPorts', 'h t t p s', 443],
    ['networking.firewall.allowedTCPPorts', 'minecraft', 25565],
    ['networking.firewall.allowedTCPPorts', 'seventy thousand', undefined],
    ['services.openssh.ports', 'twenty two twenty two', 2222],
  ])('%s: “%s” is %s', (path, text, value) => {
    expect(read(path, text)).toBe(value);
  });
});

describe('a text or choice', () => {
  test.each([
    ['networking.hostName', 'living room', 'living-room'],
    ['networking.nameservers', 'one dot one dot one dot one', '1.1.1.1'],
    ['networking.nameservers', 'quad nine', '9.9.9.9'],
    ['networking.nameservers', 'google', '8.8.8.8'],
    ['networking.nameservers', 'my provider', undefined],
    ['system.autoUpgrade.dates', 'every sunday', 'Sun'],
    ['system.autoUpgrade.dates', 'sundays at three', 'Sun 03:00'],
    ['nix.gc.dates', 'once a week', 'weekly'],
    ['nix.gc.dates', '03:30', '03:30'],
    ['nix.gc.dates', 'when i feel like it', undefined],
    ['services.fstrim.interval', 'monthly', 'monthly'],
    ['services.logind.settings.Login.HandleLidSwitch', 'go to sleep', 'suspend'],
    ['services.logind.settings.Login.HandleLidSwitch', 'nothing', 'ignore'],
    ['services.logind.settings.Login.HandleLidSwitch', 'shut down', 'poweroff'],
    ['services.logind.settings.Login.HandleLidSwitch', 'hybrid sleep', 'hybrid-sleep'],
    ['services.logind.settings.Login.HandleLidSwitch', 'explode', undefined],
    ['services.openssh.settings.PermitRootLogin', 'only with keys', 'prohibit-password'],
    ['services.openssh.settings.PermitRootLogin', 'never', 'no'],
    ['services.xserver.xkb.options', 'another control key', 'ctrl:nocaps'],
    ['services.xserver.xkb.options', 'escape', 'caps:escape'],
    ['services.xserver.xkb.variant', 'without dead keys', 'nodeadkeys'],
    ['services.xserver.videoDrivers', 'n v i d i a', 'nvidia'],
    ['services.xserver.videoDrivers', 'matrox', undefined],
    ['powerManagement.cpuFreqGovernor', 'save power', 'powersave'],
    ['services.libinput.mouse.accelProfile', 'off', 'flat'],
    ['nix.settings.experimental-features', 'flakes', 'flakes'],
    ['nix.settings.experimental-features', 'the new commands', 'nix-command'],
    ['boot.supportedFilesystems', 'n t f s', 'ntfs'],
    ['i18n.inputMethod.type', 'fcitx', 'fcitx5'],
    ['services.displayManager.autoLogin.user', 'alice', 'alice'],
    ['hardware.bluetooth.enable', 'switched off', false],
    ['hardware.bluetooth.enable', 'on please', true],
    ['hardware.bluetooth.enable', 'upstairs', undefined],
  ])('%s: “%s” is %s', (path, text, value) => {
    expect(read(path, text)).toBe(value);
  });

  test.each(['$(reboot)', '../etc', '`id`', 'a;b', '$HOME'])('syntax (%s) is a value of nothing', (text) => {
    const taken = [...options.values()].filter((option) => readOptionValue(option, [text]) !== undefined);
    expect(taken.map(({ path }) => path)).toEqual([]);
  });
});

test('only what may be any text is free text', () => {
  const free = [...options.values()].filter(isFreeText).map(({ path }) => path);
  expect(free).toContain('networking.hostName');
  expect(free).not.toContain('time.timeZone');
  expect(free).not.toContain('nix.gc.dates');
  expect(free).not.toContain('boot.supportedFilesystems');
});

describe.each([...options.values()].map((option) => [option.path, option] as const))(
  '%s',
  (_path, option) => {
    test('takes what it has by default', () => {
      const isSet = option.default !== undefined && option.default !== '';
      expect(isSet && !fitsType(option.default, option.type)).toBe(false);
    });

    test('has a fitting value for everything that can be said for one', () => {
      const unread = spokenValues(option).filter((text) => {
        const value = readOptionValue(option, canonical(text));
        return value === undefined || !fitsType(value, option.type);
      });
      expect(unread).toEqual([]);
    });
  },
);

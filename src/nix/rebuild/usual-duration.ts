const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How long kinds of builds take on a machine like most, by package name: what is known to be long, and what is only written. */
const USUAL: readonly (readonly [ms: number, names: RegExp])[] = [
  [5 * HOUR, /^(?:ungoogled-)?chromium(?:-unwrapped)?$|^(?:qtwebengine|electron-unwrapped|brave-unwrapped)$/],
  [2 * HOUR, /^(?:webkitgtk|libreoffice|ghc|tensorflow|pytorch|cudatoolkit)/],
  [HOUR, /^(?:firefox|thunderbird|librewolf|tor-browser)(?:-[a-z]+)*-unwrapped$|^(?:firefox|thunderbird)$/],
  [HOUR, /^(?:rustc|llvm|clang|mesa-clang|swift|openjdk|dotnet-sdk|nodejs|v8|spidermonkey)$/],
  [45 * MINUTE, /^(?:linux|linux-(?:zen|xanmod|lqx|rt|hardened|libre|rpi))$/],
  [30 * MINUTE, /^(?:gcc|glibc|binutils|qtbase|qtdeclarative|kicad|blender|inkscape|gimp|boost|zfs-kernel)$/],
  [10 * MINUTE, /^(?:python3?|perl|ruby|php|emacs|mesa|systemd|ffmpeg|postgresql|opencv|samba|qemu)$/],
  [1000, /^(?:nixos-|system-path|system-units|user-units|etc|initrd|stage-[12]|unit-|X-)/],
  [1000, /\.(?:service|socket|target|timer|mount|conf|json|ya?ml|toml|sh|xml|desktop|rules|drv|md)$|^etc-/],
  [3000, /(?:-wrapper|-wrapped|-env|-completion|-config|-modules|-source|-fish-completions|-man-pages)$/],
];

const OTHERS_MS = 45_000;

/** Milliseconds that building something of this name usually takes, for whom has never built it. */
export function usualMs(name: string): number {
  return USUAL.find(([, names]) => names.test(name))?.[0] ?? OTHERS_MS;
}

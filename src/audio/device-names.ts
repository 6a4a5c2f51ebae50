import type { Device } from './devices.ts';

/** How sound systems go on after the device itself: which of its outlets, in which layout. */
const LAYOUT =
  /\s+(analog|digital|mono|stereo|surround [\d.]+|multichannel|pro \d+|\(?iec958\)?|input|fallback)$/i;
/** The sound chip of the machine, under the names that drivers give it. */
const BUILT_IN = /^(built-?in audio\b|internal\b|hda[ -]|hd-audio\b|sof-|skl_)/i;
/** Made by the chip's vendor: what follows tells which outlet. */
const CONTROLLER = /^.*\b(hd|high definition) audio controller\b/i;
const SCREEN = /\b(hdmi|displayport)\b/i;
const LONGEST_NAME = 60;

/**
 * Names as people say them, from descriptions: without the layout of channels, and "Built-in microphone" for what is in
 * the machine. Where that makes two alike, both keep their whole description, numbered if even those are alike.
 */
export function withSpokenNames<Found extends Device>(devices: readonly Found[], what: string): Found[] {
  const short = devices.map(({ name }) => spoken(name, what));
  const told = devices.map(({ name }, at) => {
    const brief = short[at] as string;
    return short.filter((other) => other === brief).length > 1 ? cut(tidy(name)) : cut(brief);
  });
  return devices.map((device, at) => {
    const before = told.slice(0, at).filter((name) => name === told[at]).length;
    return { ...device, name: before > 0 ? `${told[at]} ${before + 1}` : (told[at] as string) };
  });
}

function spoken(description: string, what: string): string {
  const whole = tidy(description);
  if (SCREEN.test(whole)) return whole;
  let name = whole.replace(CONTROLLER, '');
  for (let shorter = name.replace(LAYOUT, ''); shorter !== name; shorter = name.replace(LAYOUT, ''))
    name = shorter;
  return name === '' || BUILT_IN.test(name) ? `Built-in ${what}` : name.trim();
}

function tidy(description: string): string {
  return description.replace(/[\s\p{Control}_]+/gu, ' ').trim() || 'Nameless';
}

function cut(name: string): string {
  return name.slice(0, LONGEST_NAME).trim();
}

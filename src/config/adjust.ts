import { chooseDevice, type Device } from '#audio/devices.ts';
import { ConfigError } from '#base/errors.ts';
import type { Adjusted, SettingWish } from '#dialogue/adjustment.ts';
import { changeSettings } from './change.ts';
import { Config } from './config.ts';
import type { Environment } from './environment.ts';
import { valueAt, withValue } from './merge.ts';
import { nextStep } from './next-step.ts';
import type { Paths } from './paths.ts';
import { variableOf } from './setting-variables.ts';

/** Where an adjustment is kept, and what there is to choose from; asked only when something is chosen. */
export interface AdjustWorld {
  paths: Pick<Paths, 'configFile'>;
  environment: Environment;
  /** Voices by what `voice.name` takes, microphones by what `microphone.device` takes. */
  choices(kind: 'voice' | 'microphone'): Promise<readonly Device[]>;
  /** Takes the new settings into use; when it throws, nothing is kept, and `adjust` throws the same. */
  apply?(next: Config): Promise<void>;
}

export interface AdjustResult {
  outcome: Adjusted;
  /** As it holds from now on; the very same when nothing changed. */
  config: Config;
}

/** What is to be set, and how that is called. */
interface Goal {
  path: string;
  value: string | number;
  called: string | number;
}

/**
 * Changes settings by a wish, now and for the next time. What cannot be kept holds all the same.
 * Throws `ConfigError` `bad-settings` when the voice or microphone in use has nothing to adjust.
 */
export async function adjust(
  adjustment: SettingWish,
  config: Config,
  world: AdjustWorld,
): Promise<AdjustResult> {
  const goal = await goalOf(adjustment, config, world);
  if ('type' in goal) return { outcome: goal, config };
  const { path, value, called } = goal;
  const place = path.split('.');
  if (valueAt(config, place) === value)
    return { outcome: { type: 'unchanged', adjustment, value: called }, config };
  const checked = Config.safeParse(withValue(config, place, value));
  if (!checked.success)
    throw new ConfigError('bad-settings', `${path} cannot be ${value}.`, { cause: checked.error });
  await world.apply?.(checked.data);
  const notKept = await keep(goal, world);
  return {
    outcome: {
      type: 'adjusted',
      adjustment,
      value: called,
      kept: notKept === undefined,
      ...(notKept && { why: notKept.message }),
    },
    config: checked.data,
  };
}

async function goalOf(adjustment: SettingWish, config: Config, world: AdjustWorld): Promise<Goal | Adjusted> {
  switch (adjustment.kind) {
    case 'rate':
    case 'volume': {
      const path = `voice.${adjustment.kind}`;
      const value = nextStep(config, adjustment);
      if (value === undefined)
        throw cannot(`The voice in use (${config.voice.kind}) has no ${adjustment.kind} that I can change.`);
      return { path, value, called: value };
    }
    case 'verbosity':
      return { path: 'verbosity', value: adjustment.level, called: adjustment.level };
    case 'mode':
      return { path: 'dialogue.mode', value: adjustment.mode, called: adjustment.mode };
    case 'voice':
      if (config.voice.kind !== 'espeak')
        throw cannot(`The voice in use (${config.voice.kind}) is the only one of its kind.`);
      return chosen(adjustment, 'voice.name', config.voice.name, await world.choices('voice'));
    case 'microphone':
      if (config.microphone.kind !== 'device')
        throw cannot(`What I hear comes from no microphone but from ${config.microphone.kind}.`);
      if (config.microphone.recorder === 'rec')
        throw cannot('The recorder rec cannot choose a microphone: set the recorder to sox instead.');
      return chosen(
        adjustment,
        'microphone.device',
        config.microphone.device,
        await world.choices('microphone'),
      );
  }
}

function chosen(
  adjustment: Extract<SettingWish, { choice: unknown }>,
  path: string,
  now: string | undefined,
  all: readonly Device[],
): Goal | Adjusted {
  const { choice } = adjustment;
  const found =
    choice === null
      ? ({ type: 'asked' } as const)
      : typeof choice === 'number'
        ? numbered(all, choice)
        : chooseDevice(all, choice);
  if (found.type === 'one') return { path, value: found.device.id, called: found.device.name };
  const current = all.findIndex(({ id, isDefault }) => (now === undefined ? isDefault : id === now));
  return {
    type: 'choices',
    adjustment,
    why: found.type,
    names: all.map(({ name }) => name),
    ids: all.map(({ id }) => id),
    ...(current >= 0 && { current }),
  };
}

function numbered(all: readonly Device[], number: number): ReturnType<typeof chooseDevice> {
  const device = all[number - 1];
  return device ? { type: 'one', device } : { type: 'none' };
}

/** A variable that sets the same would overrule the file next time. */
async function keep(
  { path, value }: Goal,
  { paths, environment }: AdjustWorld,
): Promise<ConfigError | undefined> {
  const variable = variableOf(path.split('.'), environment);
  if (variable !== undefined)
    return new ConfigError(
      'unwritable',
      `${variable} is set, and overrules what the settings say of ${path}.`,
    );
  try {
    await changeSettings(paths.configFile, [{ path, value }]);
    return undefined;
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
}

function cannot(message: string): ConfigError {
  return new ConfigError('bad-settings', message);
}

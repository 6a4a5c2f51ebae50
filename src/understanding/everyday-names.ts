/** So general that it is no package's name, whoever is called so, unless it is said to be one ("the file command"). */
const GENERAL = new Set(
  'program programs app apps application applications software tool tools photo photos picture pictures image images video videos movie movies film films song songs music album note notes file files folder folders document documents letter letters mail mails email emails message messages time date day calendar calendars alarm reminder meeting appointment contact contacts game games book books page pages list lists data thing things item items stuff junk one ones only'.split(
    ' ',
  ),
);

/** Things that packages are called after: "the tree" is a tree, and "tree" the command. */
const THINGS = new Set(
  'adventure age ball bat black bolt book borg bottle bottles bottom box boxes brave breeze buffer cage card cards cat cats chair cheat cheese cinnamon clock clocks code comma composer consul conversation copy crystal cup cups cutter dart dash delta dialect dice dino dish dive dog dogs dolphin door dot drawing dress dust eclipse element elements enlightenment evolution fan festival fire fish flex flutter food foot fortune fossil fractal fragment fragments frog gem glance glances glow gourmet heat helm helix hydrogen ice impression insomnia job just key kid kids kind kitchen kite kitty leaf ledger lego lens less light lights lollipop loop loupe love machine make maker map maps marble mess milk mine mines mold more most mount nano navigation node nomad noise number orca other paint paper papers parallel parole pass path peek pen pencil phone picard pie pipe pipes piper plant plants plasma plate play player pod podcast podcasts poetry point pot power powerline progress prometheus puppet racket ranger record rest river room rubbish rust sage same sand scale screen sea seahorse second secret secrets sensor sensors shell ship shirt shoe shoes shop shortwave shower shutter siege signal snapper snapshot soap solitaire sound spectacle sponge spot stack stain star stars starship stone strawberry stress sun supervisor surf sway switch table task tasks taste team teams tent thunder tide tile time toilet top totem toy toys train trans transmission trash tree trees trickle tuner unit units variety vault volume wall war watch water way weather wheel whisper wind window wine wipe wood word words world wormhole worm yarn'.split(
    ' ',
  ),
);

const POINTING = new Set(
  'the my our your his her their this that these those a an some any another'.split(' '),
);

/** At the beginning of a sentence these tell what is done: "go away", "watch out". */
const VERBS = new Set(
  'go goes get find watch look make just which time less more most top test kill play cut choose expect surf dig sway wipe zip peek pass sort split sleep wait say read write record dive discover jump act mount convert join type turn log shut switch power keep take come run walk step back hold hang stay sit stand throw put set let leave move work check call drop kick screen rest clear count start stop still even only so what where who how'.split(
    ' ',
  ),
);

/** Whether the name that a sentence begins with is rather the verb of it. */
export function isVerb(name: readonly string[]): boolean {
  return name.length === 1 && VERBS.has(name[0] as string);
}

/** Said beside a name, it tells that the name is software's. */
const NAMING = new Set(
  'package program app application command tool editor called named software language shell browser player client server terminal compiler runtime'.split(
    ' ',
  ),
);
/** And these, that it is a name at all: "the music app" may be any. */
const SURELY_NAMING = new Set('package program command called named'.split(' '));

/** Whether it is a single general word. */
export function isGeneral(name: readonly string[]): boolean {
  return name.length === 1 && GENERAL.has(name[0] as string);
}

/** Whether `words` point at something ("that picture") and do not call it software. */
export function isPointedAt(words: readonly string[], name: readonly string[]): boolean {
  return name.length < words.length && POINTING.has(words[0] as string) && !isSaidWith(NAMING, words, name);
}

/** Whether `name`, the bare one among `words`, is what everybody calls so and no package. */
export function isOfEveryDay(name: readonly string[], words: readonly string[]): boolean {
  const [word] = name;
  if (word === undefined || name.length > 1) return false;
  if (isGeneral(name)) return !isSaidWith(SURELY_NAMING, words, name);
  return THINGS.has(word) && isPointedAt(words, name);
}

function isSaidWith(naming: ReadonlySet<string>, words: readonly string[], name: readonly string[]): boolean {
  return words.some((word) => naming.has(word) && !name.includes(word));
}

/** What made-up packages are called and are said to be. */

/** Sets of nixpkgs and how many of a hundred packages are in them. */
export const SETS: readonly (readonly [set: string, share: number, subject: string])[] = [
  ['rPackages', 18, 'R package'],
  ['haskellPackages', 15, 'Haskell library'],
  ['python313Packages', 9, 'Python library'],
  ['python312Packages', 7, 'Python library'],
  ['emacsPackages', 5, 'Emacs mode'],
  ['texlivePackages', 4, 'LaTeX package'],
  ['sbclPackages', 3, 'Common Lisp library'],
  ['perlPackages', 3, 'Perl module'],
  ['vimPlugins', 2, 'Vim plugin'],
  ['gnomeExtensions', 2, 'GNOME Shell extension'],
  ['ocamlPackages', 2, 'OCaml library'],
  ['nodePackages', 1, 'Node.js module'],
  ['kdePackages', 1, 'KDE component'],
  ['rubyPackages', 1, 'Ruby gem'],
  ['vscode-extensions', 1, 'Visual Studio Code extension'],
];

/** Names that are English words, as nixpkgs has them; the bundled ones among them are passed over. */
export const ENGLISH = (
  'time just fish less more most age amber apply atlas bat beets bottom box bright broot calm cargo cat chrome clear code color cook ' +
  'copy cut date dash deer diff dim dot dust echo edit eject err expect factor fast fetch file find finger fire flip fold fox free ' +
  'garden glances glow gold good great green grit group hack hash heap here hold home house hub ice image info island jet join ' +
  'keep key keys lamp last latest light like line link list lite local lock log look loop lemon machine mail make man map mark ' +
  'meld menu mint mirror mold money moon mouse music my name near nice night notes now one open orange page paint paper park ' +
  'patch path peach photo phone photos pick pie pipe plan play please point power present print program pulse push quick rain ' +
  'ranger reader record rest river room root run rush sad safe sand save say scout screen script sea search see send set shadow ' +
  'shake shell ship show sigh silver since size sky sleep slides smile snow some song sort sound source speed split spring star ' +
  'start stop storm story stow strip sun swap sweet switch table tag take talk tap task tea text that thing think this tidy tiger ' +
  'today tone tool top touch tower track train trash tree turn type undo unit update up use usage video view wait walk warp ' +
  'watch water wave way what where which white who wind window wire wish word work world write yes zero zoo zoom'
).split(' ');

export const STEMS = (
  'aero agate alder alpha amp anchor ant arc argon aria array ash aster audio aurora auth axis azure badge bake bar base batch bay ' +
  'beacon beam bench berry beta binary bird bit blaze blob block bloom blue board bolt bone book boot bot bound brain branch brick bridge ' +
  'brush buffer bug build byte cable cache cake camel canvas card carbon cart cascade case cell chain chart chat check cherry chunk cipher ' +
  'circuit city clip clock cloud clover cobalt codec coin comet compass config console coral core crane crate crow cube curl cursor cycle ' +
  'data deck delta desk dial dict digest disk dive dock dom dove draft drift drop dune eagle earth edge elastic ember engine epoch event ' +
  'falcon feather feed field filter finch flag flame flare flash fleet flint float flow flux fog font force forge form frame frost fuse ' +
  'gale gamma gate gauge gecko gem ghost glass glide globe graph grid grove guard gull harbor hawk hazel helix hex hive hook horizon http ' +
  'ink iris iron ivy jade jasper json kelp kernel kite knot lace lake lark laser lattice leaf ledger lens level lichen lime linear lint lion ' +
  'locale loom lotus lumen lynx magnet mango maple marble mast math matrix mesa mesh meta meter mica micro mist model module mongo monk mosaic ' +
  'moss motor mux nano nebula nest net node nova oak oasis object ocean onyx opal orbit orchid otter owl oxide packet panda parse parser pearl ' +
  'pebble peer pepper petal pine pivot pixel plum plot plug pod polar pool port prism probe proto proxy puffin quartz query queue quill radar ' +
  'radix raven ray reef regex relay remote render ridge ring robin rocket rose route rune rust sage salt sample scan schema seed sensor serial ' +
  'server shard shark shell shift shuttle signal silk sketch slate smart snap socket sonic spark sparrow sphere spider spiral sprout sql stack ' +
  'stamp steel stone stream string sugar sync syntax tape tar tensor terra thread thorn thunder tide timber token torch trace trail trie tulip tune ' +
  'turbo twig unicorn vapor vault vector velvet vertex viper vista void volt vortex wasp web whale wheel willow wolf xml yaml yarn zebra zephyr zinc'
).split(' ');

export const AFFIXES = (
  'lib go py rs js kube git docker gtk qt wx mini fast easy simple super open free hyper multi auto geo bio neuro quick tiny deep ' +
  'async pure safe strict lazy nix x k g my'
).split(' ');

export const ENDINGS = (
  'er ify ly kit lab hub ctl cli tui gui fs db py js rs ng d r m ix io box pad core utils tools client server api sdk extra data types ' +
  'classes instances parser test conduit lens aeson bindings theme mode helm plugin lite plus max studio manager viewer editor'
).split(' ');

export const SYLLABLES = (
  'ba be bi bo bra bre ca ce chi co cra da de dri do el en fa fi fo fri ga gi gla go gra ha hi ja jo ka ki kra la le li lo lu ma me mi mo na ne ' +
  'ni no pa pe pi pla po pra qui ra re ri ro sa se shi si sta ste sto ta te ti to tra tri u va ve vi vo wa we wi xa ya yo za ze zi zo'
).split(' ');

const KINDS =
  'Library|Command line tool|Tool|Framework|Daemon|Client|Server|Viewer|Wrapper|Bindings|Parser|Plugin|Utility|Toolkit|Collection of scripts|Desktop application|Terminal program|Game|Editor|Player|Converter|Generator|Simple program|Fast implementation|Graphical front end';

export const KIND_NAMES = KINDS.split('|');

export const DEEDS =
  'for reading and writing|to convert|for managing|to display|for analyzing|to search through|that watches|for testing|to synchronize|for working with|to visualize|for parsing|to compress|that encrypts|for streaming|to edit|for estimating|that plots|to download|for serializing|to organize|for simulating|to monitor|for validating|that records'.split(
    '|',
  );

export const THINGS = (
  'audio files|binary data|bibliographies|bitmap fonts|calendars|certificates|chat messages|chess games|cloud resources|columnar data|' +
  'configuration files|contacts|containers|crossword puzzles|database schemas|differential equations|digital photos|disk images|DNS records|' +
  'e-books|email|embedded devices|finite fields|flash cards|genome sequences|geographic data|Git repositories|graphs|HTTP requests|' +
  'hydrological models|image metadata|infrared remotes|invoices|JSON documents|kernel traces|key-value stores|keyboard layouts|linear models|' +
  'log files|Markdown documents|mathematical formulas|MIDI events|molecules|music collections|network packets|neural networks|' +
  'notes and tasks|package archives|password databases|PDF documents|podcasts|point clouds|processes|radio signals|recipes|regular expressions|' +
  'satellite images|scanned pages|screen recordings|serial ports|sheet music|shell history|source code|spatial statistics|spreadsheets|' +
  'star catalogs|subtitles|survival models|tables|terminal colors|text files|time series|timers|train schedules|translations|USB devices|' +
  'vector graphics|video streams|virtual machines|weather forecasts|web pages|window layouts|XML trees|YAML documents'
).split('|');

export const MANNERS =
  'with a simple interface|written in Rust|written in Go|in pure Python|using the GTK toolkit|for the terminal|with Vim key bindings|in parallel|over SSH|for Wayland|without dependencies|from the command line|with Bayesian methods|inspired by Unix|for large projects|in the browser|on embedded Linux|with support for plugins|at high speed|using a declarative language'.split(
    '|',
  );

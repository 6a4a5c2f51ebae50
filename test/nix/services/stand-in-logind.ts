import { privateBus } from './private-bus.ts';

interface StandInLogin {
  Class: string;
  LockedHint: boolean;
}

const LOGIND = 'org.freedesktop.login1';
const ROOT = '/org/freedesktop/login1';

/**
 * A real message bus on which somebody speaks for logind. `logins` by their names may be changed while it runs; `ofProcess`
 * is that of every process, `desktop` that of every user.
 */
export function standInLogind(known: {
  logins: Readonly<Record<string, StandInLogin>>;
  ofProcess?: string;
  desktop?: string;
}): Promise<{ run: string; socket: string } & AsyncDisposable> {
  const pathOf = (login: string) => `${ROOT}/session/${login}`;
  const found = (login: string | undefined) => {
    if (login === undefined || !(login in known.logins)) throw new Error('no such session');
    return pathOf(login);
  };
  return privateBus(LOGIND, (bus) => {
    bus.exportInterface(
      {
        GetSession: found,
        GetSessionByPID: () => found(known.ofProcess),
        GetUser: () => `${ROOT}/user/self`,
      },
      ROOT,
      {
        name: `${LOGIND}.Manager`,
        methods: {
          GetSession: ['s', 'o', ['id'], ['session']],
          GetSessionByPID: ['u', 'o', ['pid'], ['session']],
          GetUser: ['u', 'o', ['uid'], ['user']],
        },
        signals: {},
        properties: {},
      },
    );
    const display = known.desktop === undefined ? ['', '/'] : [known.desktop, pathOf(known.desktop)];
    bus.exportInterface({ Display: display }, `${ROOT}/user/self`, {
      name: `${LOGIND}.User`,
      methods: {},
      signals: {},
      properties: { Display: '(so)' },
    });
    for (const [Id, login] of Object.entries(known.logins))
      bus.exportInterface(
        {
          Id,
          get Class() {
            return login.Class;
          },
          get LockedHint() {
            return login.LockedHint;
          },
        },
        pathOf(Id),
        {
          name: `${LOGIND}.Session`,
          methods: {},
          signals: {},
          properties: { Id: 's', Class: 's', LockedHint: 'b' },
        },
      );
  });
}

import type { UnitState } from '../../planning/units.ts';

interface LoggedService {
  service: string;
  description: string;
  state: UnitState;
  since: number;
  now: number;
}

interface Line {
  at: number;
  text: string;
}

const LINES = 12;
const HOUR_MS = 3_600_000;

/** What a service of a machine like this would have written last, newest first; the same until the hour changes. */
export function serviceLog({ service, description, state, since, now }: LoggedService): Line[] {
  const unit = `${service}.service`;
  if (state === 'stopped') {
    return [
      { at: since, text: `Stopped ${unit}: ${description}` },
      { at: since - 400, text: `Stopping ${unit}: ${description}` },
    ];
  }
  if (state === 'failed') {
    return [
      { at: since, text: `Failed to start ${unit}: ${description}` },
      { at: since - 20, text: `${unit}: Failed with result 'exit-code'` },
      { at: since - 30, text: `${unit}: Main process exited, code=exited, status=1/FAILURE` },
      { at: since - 900, text: `Starting ${unit}: ${description}` },
    ];
  }
  const written = hoursSince(since, now).map((at, index) => ({ at, text: chatter(service, at, index) }));
  const begin = [
    { at: since, text: `Started ${unit}: ${description}` },
    { at: since - 600, text: `Starting ${unit}: ${description}` },
  ];
  return [...written, ...begin].slice(0, LINES);
}

/** Moments at which it wrote, newest first: one in most hours. */
function hoursSince(since: number, now: number): number[] {
  const moments: number[] = [];
  for (let hour = Math.floor(now / HOUR_MS); moments.length < LINES && hour * HOUR_MS > since; hour--) {
    const at = hour * HOUR_MS - ((hour * 7919) % 1800) * 1000;
    if (at > since) moments.push(at);
  }
  return moments;
}

function chatter(service: string, at: number, index: number): string {
  const lines = CHATTER[service] ?? OTHERS;
  const line = lines[(Math.floor(at / HOUR_MS) + index) % lines.length] as string;
  return line.replace('#', String(1 + (Math.floor(at / 1000) % 97)));
}

const OTHERS: readonly string[] = ['Reloaded its configuration', 'Still running, # requests answered'];

const CHATTER: Readonly<Record<string, readonly string[]>> = {
  sshd: [
    'Server listening on 0.0.0.0 port 22',
    'Accepted publickey for alice from 192.168.1.#',
    'Connection closed by 192.168.1.# port 50022 [preauth]',
  ],
  cups: ['Job # completed', 'Printer Office is idle', 'Expiring subscriptions'],
  NetworkManager: [
    'device (wlan0): state change: ip-config -> activated',
    'dhcp4 (wlan0): lease renewed, 192.168.1.#',
  ],
  'avahi-daemon': ['Registering new address record for 192.168.1.# on wlan0', 'Server startup complete'],
  nginx: ['192.168.1.# "GET / HTTP/1.1" 200', '192.168.1.# "GET /favicon.ico HTTP/1.1" 404'],
  postgresql: ['checkpoint complete: wrote # buffers', 'automatic vacuum of table "app.events"'],
  docker: ['Container start, # running', 'Loading containers: done'],
  bluetooth: ['Endpoint registered: sender=:1.#', 'Battery Provider Manager created'],
  fail2ban: ['[sshd] Found 203.0.113.#', '[sshd] Ban 203.0.113.#', '[sshd] Unban 203.0.113.#'],
};

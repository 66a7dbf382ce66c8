/** Tells on standard error what is being read: one live line on a terminal, plain lines elsewhere. */
import yoctoSpinner from 'yocto-spinner';
import type { CallEvent } from '../shared/aws/connection.ts';

export interface Progress {
  readonly call: (event: CallEvent) => void;
  /** Ends the display. */
  readonly done: (how: 'read' | 'gave up on') => void;
}

/** A progress display for reading `where`; silent when `quiet`. */
export function showProgress(where: string, stream: NodeJS.WriteStream, quiet: boolean): Progress {
  if (quiet) return { call: () => undefined, done: () => undefined };
  return stream.isTTY ? live(where, stream) : plain(where, stream);
}

function live(where: string, stream: NodeJS.WriteStream): Progress {
  const spinner = yoctoSpinner({ text: `reading ${where}`, stream }).start();
  const underWay = new Map<string, number>();
  let calls = 0;
  return {
    call: ({ phase, service }) => {
      if (phase === 'started') calls += 1;
      underWay.set(service, (underWay.get(service) ?? 0) + (phase === 'started' ? 1 : -1));
      const services = [...underWay].filter(([, running]) => running > 0).map(([name]) => name);
      const now = services.length === 0 ? '' : `: ${services.sort().join(', ')}`;
      spinner.text = clip(`reading ${where}, ${calls} calls${now}`, stream.columns);
    },
    done: () => spinner.stop(),
  };
}

// A line that wraps is drawn again and again below itself.
function clip(text: string, columns = 0): string {
  // Some terminals do not tell their width, or say 0.
  const room = Math.max(10, (columns || 80) - 4);
  return text.length > room ? `${text.slice(0, room - 3)}...` : text;
}

function plain(where: string, stream: NodeJS.WriteStream): Progress {
  let calls = 0;
  stream.write(`reading ${where}\n`);
  return {
    call: ({ phase }) => {
      if (phase === 'started') calls += 1;
    },
    done: (how) => {
      stream.write(`${how} ${where} after ${calls} calls\n`);
    },
  };
}

/** The parts of dynalite 4.0.0 the embedded store stands on; dynalite ships no types. */

declare module 'dynalite/db/index.js' {
  interface Database {
    readonly open: () => Promise<void>;
    readonly close: () => Promise<void>;
  }
  interface SubDatabase {
    readonly del: (key: string, done: (error: Error | null) => void) => void;
  }
  export interface DynaliteStore {
    readonly db: Database;
    /** Definitions of the tables, by name. */
    readonly tableDb: SubDatabase;
  }
  const module: {
    readonly create: (options: {
      readonly path?: string;
      readonly createTableMs?: number;
      readonly deleteTableMs?: number;
      readonly updateTableMs?: number;
    }) => DynaliteStore;
  };
  export default module;
}

declare module 'dynalite/validations/index.js' {
  import type { DynaliteStore } from 'dynalite/db/index.js';

  /** Both throw an Error with `statusCode` and `body`, the answer AWS would give. */
  const module: {
    readonly checkTypes: (input: object, types: object) => object;
    readonly checkValidations: (
      input: object,
      types: object,
      custom: unknown,
      store: DynaliteStore,
    ) => void;
  };
  export default module;
}

declare module 'dynalite/validations/*.js' {
  const module: { readonly types: object; readonly custom: unknown };
  export default module;
}

declare module 'dynalite/actions/*.js' {
  import type { DynaliteStore } from 'dynalite/db/index.js';

  const action: (
    store: DynaliteStore,
    input: object,
    done: (error: Error | null, output?: object) => void,
  ) => void;
  export default action;
}

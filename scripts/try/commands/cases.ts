/** One start of a command: what is typed, and what it comes to. */
export interface Case {
  /** The typed command, if it is not the documented text. */
  readonly types?: string;
  /** The copy of the whole tree, unless a small document is enough. */
  readonly at?: "small";
  readonly exits?: number;
  /** The beginning of the output, after pnpm's own lines about the script. */
  readonly prints: RegExp;
}

/** A command that is not started, and where it is. */
export type Elsewhere = string;

const usage = (script: string, line = ""): Case[] => [
  { types: `pnpm ${script} --help`, prints: new RegExp(`^Usage: pnpm ${script}${line}`) },
  {
    types: `pnpm ${script} --no-such-flag`,
    exits: 1,
    prints: new RegExp(`^${script}: Unknown option '--no-such-flag'`),
  },
];
const inTest = "a check of `pnpm test`";
const units = "the folders are compared with the tests that there are";
const sync = "pnpm spec:sync";

/** Every documented command, by its text; a new one has to be added here, or the test beside this file fails. */
export const cases: Readonly<Record<string, readonly Case[] | Elsewhere>> = {
  // package.json
  "pnpm demo": [
    { prints: /^\[1\/3] Generating types and tables from the specification … [\d.]+ s\n\[2\/3] Building/ },
    ...usage("demo"),
  ],
  "pnpm test": [
    { types: "pnpm test no-such-check", exits: 1, prints: /no-such-check/ },
    { types: "pnpm test --no-such-flag", exits: 1, prints: /no-such-flag/ },
  ],
  "pnpm check": [
    { types: "pnpm check format", prints: /checks: 1 passed, 0 failed/ },
    { types: "pnpm check --help", prints: /^Usage: pnpm check/ },
  ],
  "pnpm build": [
    { prints: /checks: \d+ passed, 0 failed/ },
    { types: "pnpm build --no-such-flag", exits: 1, prints: /--no-such-flag/ },
  ],
  "pnpm unit": [
    { types: "pnpm unit scripts/generate/model/names.test.ts", prints: /RUN[\s\S]*passed/ },
    { types: "pnpm unit no/such/folder", exits: 1, prints: /No test files found/ },
    { types: "pnpm unit --no-such-flag", exits: 1, prints: /[Uu]nknown option/ },
  ],
  "pnpm format": inTest,
  "pnpm generate:check": inTest,
  "pnpm sizes": inTest,
  "pnpm runtimes": inTest,
  "pnpm format:fix": [
    { prints: /^Checked \d+ files/ },
    { types: "pnpm format:fix --no-such-flag", exits: 1, prints: /--no-such-flag/ },
  ],
  "pnpm generate": [
    { types: "pnpm generate voice", prints: /generated files are up to date/ },
    { types: "pnpm generate --check nowhere", exits: 1, prints: /^pnpm generate: there is no domain "nowhere"/ },
    ...usage("generate", " \\[domain…]"),
  ],
  [sync]: [
    { types: `${sync} upstream.yml`, at: "small", prints: /^Reading upstream\.yml …\n5 files, nothing changed\./ },
    {
      types: sync,
      at: "small",
      exits: 1,
      prints: /^spec\/source\.json: names no commit to fetch\n {2}Give a file or an address/,
    },
    {
      types: `${sync} nowhere.yml`,
      at: "small",
      exits: 1,
      prints: /^Reading nowhere\.yml …\nnowhere\.yml: no such file\n {2}Give the path/,
    },
    {
      types: `${sync} http://127.0.0.1:9/spec.yml`,
      at: "small",
      exits: 1,
      prints: /^Reading spec\.yml …\nhttp:\S+: could not be fetched/,
    },
    {
      types: `${sync} package.json`,
      at: "small",
      exits: 1,
      prints: /^Reading package\.json …\npackage\.json: this is no OpenAPI 3\.0 or 3\.1 document/,
    },
    {
      types: `${sync} added.yml --dry-run`,
      at: "small",
      prints: /^Reading added\.yml …\nwould write spec\/fragments\/voice\.yaml/,
    },
    { types: `${sync} added.yml --dry-run --json`, at: "small", prints: /^\{\n {2}"changed": \[/ },
    { types: `${sync} added.yml --dry-run --markdown`, at: "small", prints: /^\| package \| level \| change \|/ },
    {
      types: `${sync} gone.yml`,
      at: "small",
      exits: 1,
      prints: /[\s\S]*\nNothing was written\. This update needs a person/,
    },
    { types: `${sync} gone.yml --json`, at: "small", exits: 1, prints: /^\{[\s\S]*"isHeld": true/ },
    { types: `${sync} gone.yml --markdown`, at: "small", exits: 1, prints: /^\| package[\s\S]*### Needs a person/ },
    ...usage("spec:sync"),
  ],
  "pnpm texts": [
    { prints: /Every text was written by a person\.|^\$[\s\S]*places have no text of a person\. / },
    { types: "pnpm texts now", exits: 1, prints: /^texts: give no argument\n {2}Usage: pnpm texts/ },
    ...usage("texts"),
  ],
  "pnpm spec:bundle": [
    { types: "pnpm spec:bundle bundled", prints: /^wrote bundled\/advanced\.yaml: \d+ paths, \d+ events/ },
    { types: "pnpm spec:bundle", exits: 1, prints: /^spec:bundle: give one folder/ },
    ...usage("spec:bundle"),
  ],
  "pnpm spec:diff": [
    { types: "pnpm spec:diff upstream.yml upstream.yml --json", at: "small", prints: /^\{\n {2}"changes": \[]/ },
    {
      types: "pnpm spec:diff upstream.yml added.yml --markdown",
      at: "small",
      prints: /^\| package \| level \| change \|/,
    },
    { types: "pnpm spec:diff upstream.yml", exits: 1, prints: /^spec:diff: give two upstream documents/ },
    { types: "pnpm spec:diff nowhere.yml nowhere.yml", exits: 1, prints: /^nowhere\.yml: no such file/ },
    ...usage("spec:diff"),
  ],
  "pnpm spec:compat": [
    {
      types: "pnpm spec:compat upstream.yml nowhere.yml",
      at: "small",
      exits: 1,
      prints: /^nowhere\.yml: no such file/,
    },
    { types: "pnpm spec:compat upstream.yml", exits: 1, prints: /^spec:compat: give two upstream documents/ },
    ...usage("spec:compat"),
  ],
  "pnpm spec:scale": [
    { types: "pnpm spec:scale upstream.yml --size 2", at: "small", prints: /^\{"operations":2,"readSeconds"/ },
    { types: "pnpm spec:scale", exits: 1, prints: /^spec:scale: no document\n {2}Give its path/ },
    { types: "UPSTREAM_SPEC=nowhere.yml pnpm spec:scale --all", exits: 1, prints: /^nowhere\.yml: no such file/ },
    { types: "pnpm spec:scale nowhere.yml --size 2", exits: 1, prints: /^nowhere\.yml: no such file/ },
    ...usage("spec:scale"),
  ],
  // It builds first, and says so.
  "pnpm test:runtimes": [
    {
      types: "pnpm test:runtimes netscape",
      exits: 1,
      prints: /\ntest:runtimes: no runtime is called netscape\n {2}There are node-here/,
    },
    { types: "pnpm test:runtimes --help", prints: /\nUsage: pnpm test:runtimes/ },
    { types: "pnpm test:runtimes --no-such-flag", exits: 1, prints: /\ntest:runtimes: Unknown option/ },
  ],
  "pnpm test:updates": [
    { types: "pnpm test:updates one.yml", exits: 1, prints: /^test:updates: give at least two upstream documents/ },
    { types: "pnpm test:updates nowhere.yml nowhere.yml", exits: 1, prints: /^nowhere\.yml: no such file/ },
    ...usage("test:updates"),
  ],
  "pnpm test:install": usage("test:install"),
  "pnpm test:releases": usage("test:releases"),
  "pnpm test:newcomer": usage("test:newcomer"),
  "pnpm test:soak": [
    { types: "pnpm test:soak scripts/generate/model/names.test.ts", prints: /RUN[\s\S]*passed/ },
    { types: "pnpm test:soak --no-such-flag", exits: 1, prints: /[Uu]nknown option/ },
  ],
  "pnpm smoke:live": [
    {
      types: "pnpm smoke:live",
      exits: 1,
      prints: /^smoke:live: TELNYX_API_KEY is not set\n {2}Set it .* Nothing was sent/,
    },
    ...usage("smoke:live"),
  ],
  // It builds first, and says so.
  "pnpm api": [
    { prints: /\nThe API of every package is written down in scripts\/release\/api\./ },
    { types: "pnpm api core", exits: 1, prints: /\napi: give no argument\n {2}Usage: pnpm api/ },
    { types: "pnpm api --help", prints: /\nUsage: pnpm api/ },
  ],
  "pnpm check:api": inTest,
  "pnpm api --since origin/main": "compares with a branch that only a clone from GitHub has; api.test.ts has its parts",
  "pnpm changeset": [
    { types: "pnpm changeset add --empty", prints: /[\s\S]*Empty Changeset added/ },
    { types: "pnpm changeset no-such-command", exits: 1, prints: /[\s\S]*no-such-command/ },
  ],
  "pnpm test:mutants": [
    { types: "pnpm test:mutants no-such-target", exits: 1, prints: /^no-such-target: no such target/ },
    ...usage("test:mutants"),
  ],
  "pnpm test:mutants [target…]": "as above",
  "pnpm test:frameworks": "installs every framework and starts its server, for minutes",
  "pnpm test:frameworks [word…]": "as above",
  "pnpm version-packages": usage("version-packages"),
  "pnpm release": [
    {
      types: "pnpm release publish",
      exits: 1,
      prints: /^release: give no argument\n {2}Usage: pnpm release \[--dry-run \| --first]/,
    },
    ...usage("release"),
  ],
  "pnpm site": usage("site"),
  "pnpm bench": [
    {
      types: "pnpm bench --only nothing",
      exits: 1,
      prints: /^bench: no measure is called nothing\n {2}There are sizes/,
    },
    { types: "pnpm bench --runs none", exits: 1, prints: /^bench: --runs is none/ },
    ...usage("bench"),
  ],

  // pages
  "pnpm check <name…> [--filter=@telnyx-kit/voice] [--force]": "`pnpm check format`",
  "pnpm check typecheck test": inTest,
  "pnpm check test --filter=@telnyx-kit/media...": "turbo.test.ts asks turbo for the same tasks",
  "pnpm check test --filter=...@telnyx-kit/media": "turbo.test.ts asks turbo for the same tasks",
  "pnpm check runtimes --force": inTest,
  "pnpm check build": "`pnpm build`",
  "pnpm unit scripts/structure/outside.test.ts": units,
  "pnpm unit scripts/structure/turbo.test.ts": units,
  "pnpm unit scripts/readers/coverage.test.ts": units,
  "pnpm unit examples/menu": units,
  "pnpm unit packages/core": units,
  "pnpm unit packages/emulator": units,
  "pnpm unit packages/emulator/src/endings": units,
  "pnpm unit packages/webhooks": units,
  "pnpm unit scripts": units,
  "pnpm unit scripts/readers": units,
  "pnpm unit scripts/structure/packages.test.ts": units,
  "pnpm unit scripts/structure/habits.test.ts": units,
  "pnpm unit scripts/readers/skills-run.test.ts scripts/readers/code.test.ts": units,
  "pnpm unit scripts/openapi scripts/readers": units,
  "pnpm unit scripts/update": units,
  "pnpm generate [domain…]": [{ types: "pnpm generate voice media", prints: /generated files are up to date/ }],
  "pnpm generate --allow-stale-overlays": [
    { types: "pnpm generate voice --allow-stale-overlays", prints: /generated files are up to date/ },
  ],
  "pnpm spec:sync --changeset": "with a document, below",
  "pnpm spec:sync <document>": [{ types: `${sync} upstream.yml`, at: "small", prints: /^Reading upstream\.yml …/ }],
  "pnpm spec:sync <document> --commit <sha> --date <date> --changeset": [
    {
      types: `${sync} upstream.yml --commit abc --date 2026-01-02 --changeset && grep -c abc spec/source.json`,
      at: "small",
      prints: /^Reading upstream\.yml …\nwrote spec\/source\.json[\s\S]*\n1\n$/,
    },
  ],
  "pnpm spec:sync <file or URL> --commit <sha> --date <date> --changeset": [
    {
      types: `${sync} "$SERVER/added.yml" --changeset`,
      at: "small",
      prints: /^Reading added\.yml …\nwrote \.changeset\/[\s\S]*wrote spec\/fragments\/voice\.yaml/,
    },
  ],
  "pnpm spec:diff <old> <new>": [
    { types: "pnpm spec:diff upstream.yml gone.yml", at: "small", prints: /[\s\S]*GET \/media|storage\.list/ },
  ],
  "pnpm spec:compat <old> <new>": [
    { types: "pnpm spec:compat plain.yml plain-added.yml", at: "small", prints: /^\d+ programs, 0 no longer compile/ },
  ],
  "pnpm spec:bundle <dir>": [{ types: "pnpm spec:bundle bundled", prints: /^wrote bundled\// }],
  "pnpm spec:scale <document>": "`pnpm spec:scale <document> --size 2`, above",
  "pnpm spec:scale <document> --all": "needs a whole upstream document, which the repository does not have",
  "pnpm test:updates <oldest> … <newest>": "replay.test.ts takes documents in",
  "pnpm test:newcomer [--cold]": "a job of CI",
  "pnpm test:runtimes [name…]": inTest,
  "pnpm test:runtimes --fast": inTest,
  "pnpm test:runtimes deno chromium": "a job of CI, with all runtimes",
  "pnpm release --first": "publishes; publish-first.test.ts runs it against a registry of its own",
  "pnpm release --dry-run": "the first step of a release; release.test.ts has its parts",
  "pnpm bench --quick": "measures for minutes",
  "pnpm bench --runs 2": "measures for minutes",
  "pnpm bench --no-prepare": "measures for minutes",
  "pnpm bench --only sizes --only unwrap": "measures for minutes",
  'pnpm -r --filter "./packages/*" pack --pack-destination "$PWD/packed"': [{ prints: /[\s\S]*telnyx-kit-voice-\d/ }],
  "npx telnyx-emulator": [
    { types: "node packages/emulator/dist/cli/main.js --no-such-flag", exits: 1, prints: /no-such-flag/ },
  ],
  "npx telnyx-emulator --webhook-url http://localhost:3000/webhooks --port 4010 --fault duplicate:call.*:0.1": [
    {
      types:
        "timeout 5 node packages/emulator/dist/cli/main.js --webhook-url http://localhost:3000/webhooks --port 0 --fault 'duplicate:call.*:0.1'",
      exits: 124,
      prints: /http:\/\/127\.0\.0\.1:\d+/,
    },
  ],

  // workflows
  "pnpm exec tsx scripts/readers/generate.ts --allow-stale-overlays": "in the step `take it in`, which is run",
  "pnpm install --frozen-lockfile": "every test here begins with it",
  "pnpm check ${{ matrix.check }}": "the checks of `pnpm test`, each in a job",
  "pnpm test:newcomer --cold": "a job of CI",
  "pnpm exec changeset status --since=origin/main": [
    {
      types:
        "git -c user.name=a -c user.email=a@b.c commit -qm a && git update-ref refs/remotes/origin/main HEAD && pnpm exec changeset status --since=origin/main",
      prints: /[\s\S]*packages to be bumped/,
    },
  ],
};

/** Steps of workflows of more than one line, or without a command of the project, with their place. */
export const steps: Readonly<Record<string, Elsewhere>> = {
  'test -z "$(git status --porcelain)" || (git status --porcelain; exit 1)': "spec-commands.test.ts",
  "fetch the upstream document": "spec-commands.test.ts, with a stand-in for GitHub",
  "take it in": "spec-commands.test.ts",
  "open or refresh the pull request": "spec-commands.test.ts, with a stand-in for GitHub",
  "bash .ci/run": "runs both commands of the README, this test among them",
};

// Links to commits, pull requests and authors where GitHub may be asked, and plain lines on a machine without a token.
const { default: linked } = require("@changesets/changelog-github");

const isLinked = () => Boolean(process.env.GITHUB_TOKEN);

module.exports = {
  getReleaseLine: async (changeset, type, options) => {
    if (isLinked()) return linked.getReleaseLine(changeset, type, options);
    const [first, ...rest] = changeset.summary.trim().split("\n");
    return `\n\n- ${first}\n${rest.map((line) => `  ${line}`.trimEnd()).join("\n")}`;
  },
  getDependencyReleaseLine: async (changesets, dependencies, options) => {
    if (isLinked()) return linked.getDependencyReleaseLine(changesets, dependencies, options);
    if (dependencies.length === 0) return "";
    return ["- Updated dependencies:", ...dependencies.map(({ name, newVersion }) => `  - ${name}@${newVersion}`)].join(
      "\n",
    );
  },
};

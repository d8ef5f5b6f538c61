/** This process's environment without what would have a say in the tests: a VS Code that it runs in, the developer's GitLab. */
export function neutralEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE|ELECTRON|GITLAB|GLAB)_|^XDG_CONFIG_HOME$/.test(name),
  );
  return Object.fromEntries(kept);
}

/**
 * This process's environment without what would have a say in the tests: a VS Code that it runs in, the developer's GitLab,
 * certificates that Node is told to trust.
 */
export function neutralEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) =>
      !/^(VSCODE|ELECTRON|GITLAB|GLAB|SSL_CERT)_|^(XDG_CONFIG_HOME|NODE_EXTRA_CA_CERTS)$/.test(name),
  );
  return Object.fromEntries(kept);
}

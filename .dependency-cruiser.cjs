// What may import what, transitively. ESLint says the same of direct imports with a better message.
/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'core-is-pure',
      comment: 'Nothing that core reaches, however indirectly, may touch the editor, Node or the network.',
      severity: 'error',
      from: { path: '^src/core' },
      to: { reachable: true, path: ['^src/(gitlab|editor)', '^src/(extension|window)', '^vscode$'] },
    },
    {
      name: 'core-has-no-node',
      severity: 'error',
      from: { path: '^src/(core|gitlab)' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'editor-never-sees-gitlab',
      severity: 'error',
      from: { path: '^src/editor' },
      to: { reachable: true, path: '^src/gitlab' },
    },
    {
      name: 'gitlab-never-sees-editor',
      severity: 'error',
      from: { path: '^src/gitlab' },
      to: { reachable: true, path: '^src/editor' },
    },
    {
      name: 'model-is-the-ground',
      severity: 'error',
      from: { path: '^src/core/model' },
      to: { path: '^src', pathNot: '^src/core/(base|model)' },
    },
    {
      name: 'inner-rings',
      severity: 'error',
      from: { path: '^src/core/(report|identity|remote)' },
      to: { path: '^src/core/(sync|view)' },
    },
    {
      name: 'remediation-sees-placement-only',
      comment:
        'Who suggested a diff must not matter to how it is checked; and placement knows nothing of diffs.',
      severity: 'error',
      from: { path: '^src/core/remediation' },
      to: { path: '^src', pathNot: '^src/core/(base|model|placement|remediation)' },
    },
    {
      name: 'placement-never-sees-remediation',
      severity: 'error',
      from: { path: '^src/core/(base|model|placement|report|identity|remote)' },
      to: { path: '^src/core/remediation' },
    },
    {
      name: 'gitlab-sees-ports-only',
      severity: 'error',
      from: { path: '^src/gitlab' },
      to: { path: '^src/core/(sync|view|report|identity|remediation)', pathNot: '^src/core/sync/ports' },
    },
    {
      name: 'only-report-validates',
      severity: 'error',
      from: { pathNot: '^src/core/report' },
      to: { path: 'generated/validators' },
    },
    {
      name: 'only-editor-sees-vscode',
      severity: 'error',
      from: { pathNot: '^src/(editor|extension|window)' },
      to: { path: '^vscode$' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
};

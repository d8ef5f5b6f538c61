import { readCargoLock, readCargoToml } from './cargoFiles.ts';
import { readComposerJson, readComposerLock } from './composerFiles.ts';
import { readPubspec, readPubspecLock } from './dartFiles.ts';
import type { ReadLock, ReadManifest } from './dependencyFile.ts';
import { readMixExs, readMixLock } from './elixirFiles.ts';
import { readGoMod, readGoSum } from './goFiles.ts';
import { readGradleBuild, readGradleLock, readVersionCatalog } from './gradleFiles.ts';
import { readPom } from './mavenPom.ts';
import { anyCase, cargoName, exactName, mavenName, pythonName, type NameKey } from './names.ts';
import { readNpmLock } from './npmLock.ts';
import { readPackageJson } from './npmManifest.ts';
import { readNugetLock, readNugetXml } from './nugetFiles.ts';
import { readPnpmLock } from './pnpmLock.ts';
import { readPipfile, readPyproject } from './pyproject.ts';
import { readPipfileLock, readPythonLock } from './pythonLocks.ts';
import { readCompiledRequirements, readRequirements } from './requirementsFile.ts';
import { readGemfile, readGemfileLock } from './rubyFiles.ts';
import { readYarnLock } from './yarnLock.ts';

/** How one kind of file is recognised and read. */
export interface FileKind<Read> {
  /**
   * What it is called below a folder. `*` stands for the reported file's name without its ending, `<folder>` for the name of
   * the folder, which most .NET projects are called by.
   */
  readonly names: readonly string[];
  /** Recognises paths that the names do not. */
  readonly pattern?: RegExp;
  readonly read: Read;
  /** Also in the folders above, where a workspace keeps what its members share. */
  readonly isShared?: boolean;
}

/** Files of one package manager that say different things of the same dependencies. */
export interface Family {
  readonly nameKey: NameKey;
  readonly manifests: readonly FileKind<ReadManifest>[];
  readonly locks: readonly FileKind<ReadLock>[];
}

const file = <Read>(name: string, read: Read): FileKind<Read> => ({ names: [name], read });
const shared = <Read>(name: string, read: Read): FileKind<Read> => ({ names: [name], read, isShared: true });

const requirements = (ending: string) =>
  new RegExp(`(?:^|/)(?:requirements/[^/]+|[^/]*(?:requirements|requires|constraints)[^/]*)\\.${ending}$`);

export const families: readonly Family[] = [
  {
    nameKey: exactName,
    manifests: [file('package.json', readPackageJson)],
    locks: [
      shared('package-lock.json', readNpmLock),
      shared('npm-shrinkwrap.json', readNpmLock),
      shared('yarn.lock', readYarnLock),
      shared('pnpm-lock.yaml', readPnpmLock),
    ],
  },
  { nameKey: mavenName, manifests: [shared('pom.xml', readPom)], locks: [] },
  {
    nameKey: mavenName,
    manifests: [
      file('build.gradle', readGradleBuild),
      file('build.gradle.kts', readGradleBuild),
      shared('gradle/libs.versions.toml', readVersionCatalog),
    ],
    locks: [file('gradle.lockfile', readGradleLock)],
  },
  {
    nameKey: pythonName,
    manifests: [file('pyproject.toml', readPyproject)],
    locks: [file('poetry.lock', readPythonLock), shared('uv.lock', readPythonLock)],
  },
  {
    nameKey: pythonName,
    manifests: [file('Pipfile', readPipfile)],
    locks: [file('Pipfile.lock', readPipfileLock)],
  },
  {
    nameKey: pythonName,
    manifests: [{ names: ['*.in'], pattern: requirements('in'), read: readRequirements }],
    // Where nothing was compiled, a requirements.txt is what a person writes, and its own entry is the place.
    locks: [{ names: ['*.txt'], pattern: requirements('txt'), read: readCompiledRequirements }],
  },
  { nameKey: exactName, manifests: [file('go.mod', readGoMod)], locks: [file('go.sum', readGoSum)] },
  {
    nameKey: cargoName,
    manifests: [shared('Cargo.toml', readCargoToml)],
    locks: [shared('Cargo.lock', readCargoLock)],
  },
  {
    nameKey: anyCase,
    manifests: [file('composer.json', readComposerJson)],
    locks: [file('composer.lock', readComposerLock)],
  },
  {
    nameKey: exactName,
    manifests: [
      file('Gemfile', readGemfile),
      file('gems.rb', readGemfile),
      { names: [], pattern: /\.gemspec$/, read: readGemfile },
    ],
    locks: [file('Gemfile.lock', readGemfileLock), file('gems.locked', readGemfileLock)],
  },
  {
    nameKey: anyCase,
    manifests: [
      {
        names: ['<folder>.csproj', '<folder>.fsproj', '<folder>.vbproj'],
        pattern: /\.(?:cs|fs|vb)proj$/,
        read: readNugetXml,
      },
      file('packages.config', readNugetXml),
      shared('Directory.Packages.props', readNugetXml),
    ],
    locks: [file('packages.lock.json', readNugetLock)],
  },
  { nameKey: exactName, manifests: [file('mix.exs', readMixExs)], locks: [file('mix.lock', readMixLock)] },
  {
    nameKey: exactName,
    manifests: [file('pubspec.yaml', readPubspec)],
    locks: [file('pubspec.lock', readPubspecLock)],
  },
];

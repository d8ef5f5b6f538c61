import { toLine1, type Dependency, type Location } from '../model/location.ts';
import type { FindingType } from '../model/reportType.ts';
import { nameOf, objectOf, setKnown, textOf, type Draft, type WireObject } from './wire.ts';

type ReadLocation = (location: WireObject, vulnerability: WireObject) => Location | undefined;

/** Where a vulnerability is: as its report's type has it, or else as any other type would. */
export function toLocation(vulnerability: WireObject, type: FindingType): Location {
  const location = objectOf(vulnerability['location']);
  const usual = readerOf(type);
  const found = usual?.(location, vulnerability);
  if (found) return found;
  for (const read of [toImage, toDependency, toWeb, toCode]) {
    const other = read === usual ? undefined : read(location, vulnerability);
    if (other) return other;
  }
  return { kind: 'none' };
}

/** The file or image of a location, as GitLab names it in a title. */
export function placeOf(location: Location): string | undefined {
  switch (location.kind) {
    case 'code':
    case 'dependency':
      return location.file;
    case 'image':
      return location.image;
    case 'web':
      return location.path ?? location.hostname;
    case 'none':
      return undefined;
  }
}

function readerOf(type: FindingType): ReadLocation | undefined {
  switch (type) {
    case 'sast':
    case 'secret_detection':
    case 'coverage_fuzzing':
      return toCode;
    case 'dependency_scanning':
      return toDependency;
    case 'container_scanning':
    case 'cluster_image_scanning':
      return toImage;
    case 'dast':
    case 'api_fuzzing':
      return toWeb;
    case 'generic':
      return undefined;
  }
}

type Kind<K extends Location['kind']> = Draft<Extract<Location, { kind: K }>>;

/** 2.x also had `file` and `line` on the vulnerability itself. */
function toCode(location: WireObject, vulnerability: WireObject): Location | undefined {
  const file = textOf(location['file']) ?? textOf(vulnerability['file']);
  const sha = textOf(objectOf(location['commit'])['sha']);
  const crash = toCrash(location);
  if (file === undefined && sha === undefined && !crash) return undefined;
  const code: Kind<'code'> = { kind: 'code' };
  const startLine = toLine1(location['start_line']) ?? toLine1(vulnerability['line']);
  const endLine = toLine1(location['end_line']);
  if (file !== undefined) code.file = file;
  if (startLine !== undefined) code.startLine = startLine;
  if (startLine && endLine && endLine >= startLine) code.endLine = endLine;
  setKnown(code, 'className', textOf(location['class']));
  setKnown(code, 'methodName', textOf(location['method']));
  // Secret detection writes zeros for what is not committed.
  if (sha !== undefined && !/^0+$/.test(sha)) code.commit = sha;
  setKnown(code, 'crash', crash);
  return code;
}

function toCrash(location: WireObject): Kind<'code'>['crash'] {
  const type = textOf(location['crash_type']);
  const address = textOf(location['crash_address']);
  const stacktrace = textOf(location['stacktrace_snippet']) ?? textOf(location['crash_state']);
  if (type === undefined && address === undefined && stacktrace === undefined) return undefined;
  const crash: Draft<NonNullable<Kind<'code'>['crash']>> = {};
  setKnown(crash, 'type', type);
  setKnown(crash, 'address', address);
  setKnown(crash, 'stacktrace', stacktrace);
  return crash;
}

function toDependency(location: WireObject): Location | undefined {
  const found: Kind<'dependency'> = { kind: 'dependency', dependency: dependencyOf(location) };
  if (found.dependency.name === undefined) return undefined;
  setKnown(found, 'file', textOf(location['file']));
  return found;
}

function toImage(location: WireObject): Location | undefined {
  const image = textOf(location['image']);
  if (image === undefined) return undefined;
  const found: Kind<'image'> = { kind: 'image', image, dependency: dependencyOf(location) };
  setKnown(found, 'defaultBranchImage', textOf(location['default_branch_image']));
  setKnown(found, 'operatingSystem', textOf(location['operating_system']));
  setKnown(found, 'kubernetesResource', kubernetesResourceOf(objectOf(location['kubernetes_resource'])));
  return found;
}

function toWeb(location: WireObject): Location | undefined {
  const web: Kind<'web'> = { kind: 'web' };
  setKnown(web, 'hostname', textOf(location['hostname']));
  setKnown(web, 'path', textOf(location['path']));
  if (web.hostname === undefined && web.path === undefined) return undefined;
  setKnown(web, 'method', textOf(location['method']));
  setKnown(web, 'param', textOf(location['param']));
  return web;
}

function dependencyOf(location: WireObject): Dependency {
  const wire = objectOf(location['dependency']);
  const dependency: Draft<Dependency> = {};
  setKnown(dependency, 'name', nameOf(objectOf(wire['package'])['name']));
  setKnown(dependency, 'version', nameOf(wire['version']));
  return dependency;
}

/** `namespace/kind/name/container` */
function kubernetesResourceOf(resource: WireObject): string | undefined {
  const parts = ['namespace', 'kind', 'name', 'container_name'].map((key) => textOf(resource[key]));
  return parts.filter((part) => part !== undefined).join('/') || undefined;
}

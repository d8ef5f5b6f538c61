import { toLine1, type Dependency, type Location } from '../model/location.ts';
import type { FindingType } from '../model/reportType.ts';
import { defined, objectAt, textAt, type WireObject } from './wire.ts';

type ReadLocation = (location: WireObject, vulnerability: WireObject) => Location | undefined;

/** Where a vulnerability is: as its report's type has it, or else as any other type would. */
export function toLocation(vulnerability: WireObject, type: FindingType): Location {
  const location = objectAt(vulnerability, 'location');
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

/** 2.x also had `file` and `line` on the vulnerability itself. */
function toCode(location: WireObject, vulnerability: WireObject): Location | undefined {
  const file = textAt(location, 'file') ?? textAt(vulnerability, 'file');
  const sha = textAt(objectAt(location, 'commit'), 'sha');
  const crash = toCrash(location);
  if (file === undefined && sha === undefined && !crash) return undefined;
  const startLine = toLine1(location['start_line']) ?? toLine1(vulnerability['line']);
  const endLine = toLine1(location['end_line']);
  return defined({
    kind: 'code' as const,
    file,
    startLine,
    endLine: startLine && endLine && endLine >= startLine ? endLine : undefined,
    className: textAt(location, 'class'),
    methodName: textAt(location, 'method'),
    // Secret detection writes zeros for what is not committed.
    commit: sha !== undefined && /^0+$/.test(sha) ? undefined : sha,
    crash,
  });
}

function toCrash(location: WireObject) {
  const crash = defined({
    type: textAt(location, 'crash_type'),
    address: textAt(location, 'crash_address'),
    stacktrace: textAt(location, 'stacktrace_snippet') ?? textAt(location, 'crash_state'),
  });
  return Object.keys(crash).length > 0 ? crash : undefined;
}

function toDependency(location: WireObject): Location | undefined {
  const file = textAt(location, 'file');
  const dependency = dependencyOf(location);
  if (dependency.name === undefined) return undefined;
  return defined({ kind: 'dependency' as const, file, dependency });
}

function toImage(location: WireObject): Location | undefined {
  const image = textAt(location, 'image');
  if (image === undefined) return undefined;
  return defined({
    kind: 'image' as const,
    image,
    operatingSystem: textAt(location, 'operating_system'),
    dependency: dependencyOf(location),
    kubernetesResource: kubernetesResourceOf(objectAt(location, 'kubernetes_resource')),
  });
}

function toWeb(location: WireObject): Location | undefined {
  const web = defined({
    hostname: textAt(location, 'hostname'),
    path: textAt(location, 'path'),
    method: textAt(location, 'method'),
    param: textAt(location, 'param'),
  });
  return web.hostname === undefined && web.path === undefined ? undefined : { kind: 'web', ...web };
}

function dependencyOf(location: WireObject): Dependency {
  const dependency = objectAt(location, 'dependency');
  return defined({ name: textAt(objectAt(dependency, 'package'), 'name'), version: textAt(dependency, 'version') });
}

/** `namespace/kind/name/container` */
function kubernetesResourceOf(resource: WireObject): string | undefined {
  const parts = ['namespace', 'kind', 'name', 'container_name'].map((key) => textAt(resource, key));
  return parts.filter((part) => part !== undefined).join('/') || undefined;
}

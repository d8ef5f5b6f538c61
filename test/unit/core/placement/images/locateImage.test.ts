import assert from 'node:assert/strict';
import { test } from 'node:test';
import { imageFileRank } from '../../../../../src/core/placement/images/imageFileRank.ts';
import { locateImage } from '../../../../../src/core/placement/images/locateImage.ts';

const own = { registryPathEndsWith: 'acme/shop/api' };

/** `path:line:character: what is marked`, with a ~ before it when it is another tag. */
function placeOf(image: string, files: Readonly<Record<string, string>>, project?: typeof own) {
  const found = locateImage(image, new Map(Object.entries(files)), project);
  if (!found) return undefined;
  const lines = (files[found.path] ?? '').replace(/^\uFEFF/, '').split(/\r\n?|\n/);
  const { start, end } = found;
  assert.equal(lines[start.line]?.slice(start.character, end.character), found.declared);
  assert.equal(start.line, end.line);
  return `${found.path}:${start.line + 1}:${start.character + 1}: ${found.isSame ? '' : '~'}${found.declared}`;
}

test('the files that may name images, Dockerfiles first', () => {
  const ranks: Readonly<Record<string, number | undefined>> = {
    Dockerfile: 0,
    'docker/Dockerfile.dev': 0,
    'api.dockerfile': 0,
    Containerfile: 0,
    'compose.yaml': 1,
    'docker-compose.override.yml': 1,
    'docker-compose.yml': 1,
    '.gitlab-ci.yml': 2,
    'ci/build.gitlab-ci.yml': 2,
    'k8s/deployment.yaml': 3,
    'chart/values.yml': 3,
    'pnpm-lock.yaml': undefined,
    'Dockerfile.dockerignore': undefined,
    '.dockerignore': undefined,
    'src/main.ts': undefined,
    'Dockerfiles/readme.md': undefined,
  };
  for (const [path, rank] of Object.entries(ranks)) assert.equal(imageFileRank(path), rank, path);
});

test('FROM, with its flags, stages and arguments', () => {
  const dockerfile = [
    '# syntax=docker/dockerfile:1',
    'ARG NODE=20 BASE="node:${NODE}-slim"',
    'ARG TAG=1.25',
    'FROM --platform=$BUILDPLATFORM golang:1.21 AS build',
    'FROM ${BASE} as assets',
    'ARG TAG=9',
    'FROM nginx:${TAG}',
    'COPY --from=build /app /app',
    'COPY --chown=1:1 --from=busybox:1.36 /bin/sh /bin/sh',
    'FROM build',
  ].join('\n');
  const files = { Dockerfile: dockerfile };
  assert.equal(placeOf('golang:1.21', files), 'Dockerfile:4:32: golang:1.21');
  assert.equal(placeOf('docker.io/library/golang:1.22', files), 'Dockerfile:4:32: ~golang:1.21');
  assert.equal(placeOf('node:20-slim', files), 'Dockerfile:2:19: node:${NODE}-slim');
  assert.equal(placeOf('nginx:1.25', files), 'Dockerfile:7:6: nginx:${TAG}');
  assert.equal(placeOf('nginx:9', files), 'Dockerfile:7:6: ~nginx:${TAG}');
  assert.equal(placeOf('busybox:1.36', files), 'Dockerfile:9:25: busybox:1.36');
  assert.equal(placeOf('build', files), undefined);
  assert.equal(placeOf('nginx', { Dockerfile: 'from nginx\r\n' }), 'Dockerfile:1:6: nginx');
  assert.equal(placeOf('nginx:latest', { Dockerfile: '\uFEFFFROM nginx' }), 'Dockerfile:1:6: nginx');
});

test('an image of compose, Kubernetes, Helm and CI files', () => {
  const compose =
    'services:\n  db:\n    image: "postgres:${PG:-15.2}" # the orders\n  web:\n    image: nginx:1.25\n';
  const kubernetes =
    "kind: Service\n---\nkind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n      - name: web\n        image: 'registry.example.com:5000/web:2'\n      - image: redis@sha256:abc\n";
  const values = 'web:\n  image:\n    registry: ghcr.io\n    repository: acme/web\n    tag: "1.2"\n';
  const ci =
    'image:\n  name: ruby:3.1\n  entrypoint: [""]\ntest:\n  services:\n    - mysql:8\n    - { name: "redis:7", alias: cache }\n  image: ${CI_DEPENDENCY_PROXY_GROUP_IMAGE_PREFIX}/alpine:3.15\nvariables:\n  CS_IMAGE: quay.io/acme/scanned:1\n';
  const files = {
    'compose.yaml': compose,
    'k8s.yml': kubernetes,
    'values.yaml': values,
    '.gitlab-ci.yml': ci,
  };
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['postgres:15.2', 'compose.yaml:3:13: postgres:${PG:-15.2}'],
    ['postgres:14', 'compose.yaml:3:13: ~postgres:${PG:-15.2}'],
    ['index.docker.io/nginx:1.25', 'compose.yaml:5:12: nginx:1.25'],
    ['registry.example.com:5000/web:2', 'k8s.yml:9:17: registry.example.com:5000/web:2'],
    ['redis@sha256:abc', 'k8s.yml:10:16: redis@sha256:abc'],
    ['redis:7', '.gitlab-ci.yml:7:16: redis:7'],
    ['ghcr.io/acme/web:1.2', 'values.yaml:5:11: 1.2'],
    ['ghcr.io/acme/web:1.3', 'values.yaml:5:11: ~1.2'],
    ['ruby:3.1', '.gitlab-ci.yml:2:9: ruby:3.1'],
    ['mysql:8', '.gitlab-ci.yml:6:7: mysql:8'],
    ['alpine:3.15', '.gitlab-ci.yml:8:10: ${CI_DEPENDENCY_PROXY_GROUP_IMAGE_PREFIX}/alpine:3.15'],
    [
      'gitlab.example.com/acme/dependency_proxy/containers/alpine:3.15',
      '.gitlab-ci.yml:8:10: ${CI_DEPENDENCY_PROXY_GROUP_IMAGE_PREFIX}/alpine:3.15',
    ],
    ['quay.io/acme/scanned:1 (debian 12.2)', '.gitlab-ci.yml:10:13: quay.io/acme/scanned:1'],
    ['web:2', undefined],
    ['Node.js', undefined],
    ['', undefined],
  ];
  for (const [image, place] of rows) assert.equal(placeOf(image, files), place, image);
});

test('the same tag is better than a better file, a better file than an upper folder', () => {
  const files = {
    'k8s/web.yaml': 'image: nginx:1.25',
    'compose.yaml': 'services: { web: { image: nginx:1.24 } }',
    'b/Dockerfile': 'FROM nginx:1.23',
    'a/b/Dockerfile': 'FROM nginx:1.23',
    'a/Dockerfile': 'FROM nginx:1.23',
  };
  assert.equal(placeOf('nginx:1.25', files), 'k8s/web.yaml:1:8: nginx:1.25');
  assert.equal(placeOf('nginx:1.24', files), 'compose.yaml:1:27: nginx:1.24');
  assert.equal(placeOf('nginx:1.22', files), 'a/Dockerfile:1:6: ~nginx:1.23');
});

test("the project's own image gets what it is built on", () => {
  const root = 'FROM golang:1.21 AS build\nFROM alpine:3.15 AS base\nFROM base\n';
  const image = 'registry.example.com/acme/shop/api:5f0c1d';
  assert.equal(placeOf(image, { Dockerfile: root }, own), 'Dockerfile:2:6: ~alpine:3.15');
  assert.equal(placeOf(image, { 'docker/Dockerfile': root }, own), 'docker/Dockerfile:2:6: ~alpine:3.15');
  assert.equal(
    placeOf(image, { Dockerfile: root, 'db/Dockerfile': 'FROM postgres' }, own),
    'Dockerfile:2:6: ~alpine:3.15',
  );
  const db = 'registry.example.com/acme/shop/api/db:5f0c1d';
  assert.equal(
    placeOf(db, { Dockerfile: root, 'db/Dockerfile': 'FROM postgres' }, own),
    'db/Dockerfile:1:6: ~postgres',
  );
  assert.equal(placeOf(image, { 'a/Dockerfile': root, 'b/Dockerfile': root }, own), undefined);
  assert.equal(placeOf('registry.example.com/acme/shop/apis:1', { Dockerfile: root }, own), undefined);
  assert.equal(placeOf(image, { Dockerfile: root }), undefined);
  const named = { Dockerfile: root, 'k8s.yaml': `image: registry.example.com/acme/shop/api:1` };
  assert.equal(placeOf(image, named, own), 'Dockerfile:2:6: ~alpine:3.15');
  const run = { 'k8s.yaml': named['k8s.yaml'], 'a/Dockerfile': root, 'b/Dockerfile': root };
  assert.equal(placeOf(image, run, own), 'k8s.yaml:1:8: ~registry.example.com/acme/shop/api:1');
  const based = { Dockerfile: root, 'app/Dockerfile': `FROM ${image}` };
  assert.equal(placeOf(image, based, own), `app/Dockerfile:1:6: ${image}`);
  assert.equal(placeOf(image, { Dockerfile: 'FROM scratch\n' }, own), 'Dockerfile:1:6: ~scratch');
});

test('files that are templates, broken or made to exhaust us', () => {
  const template =
    '{{- if .Values.on }}\nspec:\n  image: {{ .Values.image }}:{{ .Values.tag }}\n  other:\n    image: nginx:1\n{{- end }}\n';
  assert.equal(placeOf('nginx:1', { 'chart/web.yaml': template }), 'chart/web.yaml:5:12: nginx:1');
  const many = 200_000;
  const hostile = [
    '[nginx,'.repeat(many),
    '{nginx: '.repeat(many),
    `${'- '.repeat(many)}nginx`,
    `nginx: "${'x'.repeat(many)}`,
    `image: ${'nginx/'.repeat(many)}`,
    `image: ${'${nginx'.repeat(many)}`,
    `FROM ${'--nginx '.repeat(many)}`,
    `COPY ${'--nginx '.repeat(many)}`,
    `ARG nginx=${'$nginx'.repeat(many)}\nFROM $nginx`,
    `${' '.repeat(many)}nginx`,
    Array.from({ length: 2000 }, (_, depth) => `${' '.repeat(depth)}nginx:`).join('\n'),
  ];
  const start = performance.now();
  for (const text of hostile) {
    for (const path of ['Dockerfile', 'a.yaml', '.gitlab-ci.yml']) placeOf('nginx:1', { [path]: text });
    placeOf(text, { Dockerfile: 'FROM nginx' });
  }
  assert.ok(performance.now() - start < 5000, `took ${performance.now() - start} ms`);
});

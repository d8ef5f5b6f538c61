// Compiles the report schemas to plain functions: src/core/report/schema/*.json → src/core/report/generated/validators.js.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const schemaFolder = 'src/core/report/schema';

/** The functions to generate, and the schema each one checks. */
const validators = {
  report: 'report.json#/definitions/report',
  reportOld: 'report.json#/definitions/reportOld',
  report14: 'report.json#/definitions/report14',
  report15: 'report.json#/definitions/report15',
  dependencyScanningReport14: 'report.json#/definitions/dependencyScanningReport14',
  dastReport: 'report.json#/definitions/dastReport',
  vulnerability: 'vulnerability.json#/definitions/vulnerability',
  vulnerabilityOld: 'vulnerability.json#/definitions/vulnerabilityOld',
  vulnerability14: 'vulnerability.json#/definitions/vulnerability14',
  vulnerability15: 'vulnerability.json#/definitions/vulnerability15',
  sast: 'location.json#/definitions/sast',
  secretDetection: 'location.json#/definitions/secretDetection',
  dependencyScanning14: 'location.json#/definitions/dependencyScanning14',
  dependencyScanning15: 'location.json#/definitions/dependencyScanning15',
  containerScanning14: 'location.json#/definitions/containerScanning14',
  containerScanning15: 'location.json#/definitions/containerScanning15',
  clusterImageScanning: 'location.json#/definitions/clusterImageScanning',
  coverageFuzzing: 'location.json#/definitions/coverageFuzzing',
  dast: 'location.json#/definitions/dast',
  dast14: 'location.json#/definitions/dast14',
};

/** What `generate.mjs` watches: a change in any of these files makes the output stale. */
export const inputs = () => readdirSync(schemaFolder).map((file) => join(schemaFolder, file));

export const outputs = [
  'src/core/report/generated/validators.js',
  'src/core/report/generated/validators.d.ts',
];

/** Compiles the schemas; gives the text of each output, in their order. */
export async function generate() {
  const [{ default: Ajv }, { default: standalone }] = await Promise.all([
    import('ajv'),
    import('ajv/dist/standalone/index.js').then((module) => module.default),
  ]);
  const schemas = inputs().map((file) => JSON.parse(readFileSync(file, 'utf8')));
  const ajv = new Ajv({
    schemas,
    allErrors: true,
    messages: false,
    strict: true,
    // A schema that says only what 15.x adds leaves the types to the one it adds to.
    strictTypes: false,
    strictRequired: false,
    discriminator: true,
    inlineRefs: 4,
    code: { source: true, esm: true, optimize: 2 },
  });
  return [compact(standalone(ajv, validators)), declarations()];
}

/**
 * ajv's functions collect error objects, 200 bytes of code for each thing that can be wrong. Ours hand the same facts to
 * a function they are given, which leaves a quarter of the code and no allocation for what is in order:
 * `validate(data, pointer, flaw)`, where a flaw is `(pointer, keyword, parameter)`.
 */
function compact(source) {
  const schemaValues = new Map(
    [...source.matchAll(/const (schema\d+) = (\{.*?\});(?=const |function |export )/g)].map(
      ([, name, json]) => [name, JSON.parse(json.replace(/([{,])([A-Za-z$_][\w$]*):/g, '$1"$2":'))],
    ),
  );
  const literal = (expression) => {
    const [name, ...keys] = expression.split('.');
    return JSON.stringify(keys.reduce((value, key) => value[key], schemaValues.get(name)));
  };
  const parameter = (params) =>
    params
      .replace(/^comparison: "[^"]*", /, '')
      .replace(/^\w+: /, '')
      .replace(/,\s.*$/s, '')
      .replace(/^schema\d+(?:\.\w+)+$/, literal);

  const wrapped = new Map(
    [...source.matchAll(/const (wrapper\d+) = \{validate: (validate\d+)\};/g)].map(([, ...pair]) => pair),
  );

  const code = source
    .replace(/const wrapper\d+ = \{validate: validate\d+\};/g, '')
    .replace(/\b(wrapper\d+)\.validate\b/g, (_, wrapper) => wrapped.get(wrapper))
    .replace('"use strict";', '')
    .replace(/const schema\d+ = \{.*?\};(?=const |function |export )/g, '')
    .replace(/const func\d+ = require\("ajv\/dist\/runtime\/ucs2length"\)\.default;/g, '')
    .replace(
      /function (validate\d+)\(data, \{instancePath="", parentData, parentDataProperty, rootData=data\}=\{\}\)\{/g,
      'function $1(data, pointer, flaw){',
    )
    .replace(/let vErrors = null;let errors = 0;/g, '')
    .replace(/validate\d+\.errors = vErrors;return errors === 0;/g, '')
    .replace(
      /const (err\d+) = \{instancePath(?::([^:]+?))?,schemaPath:"[^"]*",keyword:"(\w+)",params:\{((?:"(?:[^"\\]|\\.)*"|[^}"])*)\}\};if\(vErrors === null\)\{vErrors = \[\1\];\}\s*else \{vErrors\.push\(\1\);\}errors\+\+;/g,
      (_, _name, path = 'pointer', keyword, params) =>
        `flaw(${pointerOf(path)}, "${keyword}", ${keyword === 'pattern' ? 'undefined' : parameter(params)});`,
    )
    .replace(
      /if\(!\((validate\d+)\((\w+(?:\.\w+)?(?:\[\w+\])?), \{instancePath:?([^:]*?),parentData(?::[^,]*)?,parentDataProperty(?::[^}]*?)?,rootData\}\)\)\)\{vErrors = vErrors === null \? \1\.errors : vErrors\.concat\(\1\.errors\);errors = vErrors\.length;\}/g,
      (_, validate, value, path) => `${validate}(${value}, ${pointerOf(path || 'pointer')}, flaw);`,
    )
    // Lengths are in code points, which only a string that is too long in code units needs to have counted.
    .replace(/func\d+\((\w+)\) < 1\b/g, '$1.length < 1')
    .replace(/func\d+\((\w+)\) > (\d+)/g, '$1.length > $2 && [...$1].length > $2');
  const leftover = /vErrors|\berrors\b|instancePath|func\d+\(|schema\d+|require\(|rootData|wrapper/.exec(
    code,
  );
  if (leftover)
    throw new Error(
      `ajv's output has a form this generator does not know: ${code.slice(leftover.index - 100, leftover.index + 300)}`,
    );
  return `// Generated from src/core/report/schema by scripts/generate.mjs.\n${withoutTwins(shortened(code))}\n`;
}

/** What nearly every check says, said once; a pointer is put together only where something is wrong. */
const helpers = `
const required = "required", type = "type", string = "string", object = "object", array = "array", minLength = "minLength";
function isObject(value){return typeof value === "object" && value !== null && !Array.isArray(value);}
function checkString(value, pointer, key, flaw){if(value !== undefined && typeof value !== "string")flaw(pointer + key, type, string);}
function checkFilled(value, pointer, key, flaw){if(value !== undefined)if(typeof value !== "string")flaw(pointer + key, type, string);else if(value === "")flaw(pointer + key, minLength, 1);}
`;

function shortened(code) {
  const shorter = code
    .replace(/(\w+) && typeof \1 == "object" && !Array\.isArray\(\1\)/g, 'isObject($1)')
    .replace(
      /if\((\w+\.\w+) !== undefined\)\{if\(typeof \1 !== "string"\)\{flaw\(pointer\+("[^"]*"), "type", "string"\);\}\}/g,
      'checkString($1, pointer, $2, flaw);',
    )
    .replace(
      /if\((\w+\.\w+) !== undefined\)\{let (\w+) = \1;if\(typeof \2 === "string"\)\{if\(\2\.length < 1\)\{flaw\(pointer\+("[^"]*"), "minLength", 1\);\}\}else \{flaw\(pointer\+\3, "type", "string"\);\}\}/g,
      'checkFilled($1, pointer, $3, flaw);',
    )
    .replace(/, "(required|type|minLength)", /g, ', $1, ')
    .replace(/, "(string|object|array)"\)/g, ', $1)');
  return helpers + shorter;
}

/** ajv compiles a definition anew for each schema that refers to it. */
function withoutTwins(code) {
  for (;;) {
    const names = new Map();
    const twins = new Map();
    for (const [, name, body] of code.matchAll(
      /function (validate\d+)(\(data, pointer, flaw\)\{.*?\})(?=\s*(?:function |export |const pattern|$))/g,
    )) {
      const own = body.replaceAll(`${name}(`, 'self(');
      if (names.has(own)) twins.set(name, names.get(own));
      else names.set(own, name);
    }
    if (twins.size === 0) return code;
    code = code
      .replace(
        /function (validate\d+)\(data, pointer, flaw\)\{.*?\}(?=\s*(?:function |export |const pattern|$))/g,
        (whole, name) => (twins.has(name) ? '' : whole),
      )
      .replace(/\bvalidate\d+\b/g, (name) => twins.get(name) ?? name);
  }
}

const pointerOf = (path) => path.replace(/\binstancePath\b/g, 'pointer');

function declarations() {
  return `// Generated from src/core/report/schema by scripts/generate.mjs.
/** Told what is wrong: an RFC 6901 pointer, a JSON Schema keyword and what the keyword asked for. */
export type Flaw = (pointer: string, keyword: string, parameter: unknown) => void;
export type Validate = (data: unknown, pointer: string, flaw: Flaw) => void;
${Object.keys(validators)
  .map((name) => `export const ${name}: Validate;\n`)
  .join('')}`;
}

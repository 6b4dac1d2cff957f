// Holds recorded traffic (one JSON line per exchange) against an OpenAPI 3.1 file: operation, status, headers, bodies.
// usage: node validate.js openapi.yaml traffic.jsonl node-prefix
'use strict';
const fs = require('fs');
const path = require('path');
const [openapiFile, trafficFile, prefix] = process.argv.slice(2);
const load = (...names) => {
  for (const name of names) {
    const file = path.join(prefix, 'node_modules', name);
    if (fs.existsSync(file) || fs.existsSync(file + '.js')) return require(file);
  }
  throw new Error('not installed under ' + prefix + ': ' + names.join(', '));
};
const Ajv = load('ajv/dist/2020', '@redocly/ajv/dist/2020');
const yaml = load('js-yaml');

const api = yaml.load(fs.readFileSync(openapiFile, 'utf8'));
const ajv = new (Ajv.default || Ajv)({ strict: false, allErrors: true, validateFormats: false });
ajv.addSchema({ $id: 'openapi', ...api });
const pointer = (...parts) => 'openapi#/' + parts.map((p) => encodeURIComponent(String(p).replace(/~/g, '~0').replace(/\//g, '~1'))).join('/');
const resolve = (where, node) => {
  if (!node || !node.$ref) return [where, node];
  const parts = node.$ref.slice(2).split('/').map((p) => p.replace(/~1/g, '/').replace(/~0/g, '~'));
  return [parts, parts.reduce((at, part) => at[part], api)];
};
const compiled = new Map();
const check = (where, value) => {
  const ref = pointer(...where);
  if (!compiled.has(ref)) compiled.set(ref, ajv.compile({ $ref: ref }));
  const validate = compiled.get(ref);
  return validate(value) ? [] : validate.errors.map((e) => `${e.instancePath || '/'} ${e.message}`);
};
const templates = Object.keys(api.paths).map((template) => ({
  template, pattern: new RegExp('^' + template.replace(/[.]/g, '\\.').replace(/\{[^}]+\}/g, '[^/]+') + '$'),
}));
const json = (type) => /json/.test(type || '');

const faults = [];
const covered = new Set();
let count = 0;
for (const line of fs.readFileSync(trafficFile, 'utf8').split('\n')) {
  if (!line) continue;
  ++count;
  const x = JSON.parse(line);
  const found = templates.find((t) => t.pattern.test(x.target.split('?')[0]));
  const method = x.method.toLowerCase();
  const operation = found && api.paths[found.template][method];
  const fault = (text) => faults.push(`${x.method} ${x.target} ${x.status}: ${text}`);
  if (!operation) { fault('no such operation'); continue; }
  covered.add(`${method} ${found.template}`);
  const base = ['paths', found.template, method];

  const status = [String(x.status), `${String(x.status)[0]}XX`].find((s) => operation.responses[s]);
  if (!status) { fault('status is not declared'); continue; }
  const [where, response] = resolve([...base, 'responses', status], operation.responses[status]);
  for (const [name, header] of Object.entries(response.headers || {})) {
    const [headerWhere, declared] = resolve([...where, 'headers', name], header);
    const value = x.headers[name.toLowerCase()];
    if (value === undefined) { if (declared.required) fault(`header ${name} is missing`); continue; }
    check([...headerWhere, 'schema'], value).forEach((e) => fault(`header ${name} ${e}`));
  }
  const body = Buffer.from(x.body, 'base64');
  const type = (x.headers['content-type'] || '').split(';')[0];
  if (!response.content) {
    if (body.length) fault('a body that is not declared');
  } else if (!response.content[type]) {
    fault(`content type ${type} is not declared`);
  } else if (json(type)) {
    check([...where, 'content', type, 'schema'], JSON.parse(body)).forEach((e) => fault('body ' + e));
  }
  // What the treasury accepted must have been a request that the contract allows.
  const sent = Buffer.from(x.requestBody, 'base64');
  if (x.status < 300) {
    const sentType = (x.requestHeaders['content-type'] || '').split(';')[0];
    const declared = operation.requestBody && operation.requestBody.content;
    if (sent.length && !(declared && declared[sentType])) fault(`request type ${sentType} is not declared`);
    else if (sent.length && json(sentType)) check([...base, 'requestBody', 'content', sentType, 'schema'], JSON.parse(sent)).forEach((e) => fault('request ' + e));
    const parameters = [...(api.paths[found.template].parameters || []).map((p, i) => resolve(['paths', found.template, 'parameters', i], p)),
      ...(operation.parameters || []).map((p, i) => resolve([...base, 'parameters', i], p))];
    for (const [parameterWhere, parameter] of parameters) {
      if (parameter.in !== 'header') continue;
      const value = x.requestHeaders[parameter.name.toLowerCase()];
      if (value === undefined) { if (parameter.required) fault(`accepted without ${parameter.name}`); continue; }
      check([...parameterWhere, 'schema'], value).forEach((e) => fault(`request header ${parameter.name} ${e}`));
    }
  }
}
if (faults.length) {
  console.log([...new Set(faults)].slice(0, 40).join('\n'));
  process.exit(1);
}
if (!count) { console.log('no traffic'); process.exit(1); }
console.log(`${count} exchanges of ${covered.size} operations match ${path.basename(openapiFile)}`);

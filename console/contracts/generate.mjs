/**
 * Writes the console's types from the API document: node generate.mjs DOCUMENT.json > contracts.ts
 * Every schema of the document is a type by its name.
 */
import { readFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';

const document = JSON.parse(readFileSync(process.argv[2], 'utf8'));
for (const schema of Object.values(document.components.schemas)) {
  delete schema.example;
  delete schema.examples;
}
// The console asks for paths by hand; it needs the shapes alone.
const shapes = { openapi: document.openapi, info: document.info, paths: {}, components: { schemas: document.components.schemas } };
const nodes = await openapiTS(shapes, { rootTypes: true, rootTypesNoSchemaPrefix: true, alphabetize: true, emptyObjectsUnknown: true });

process.stdout.write('/* oxlint-disable -- written by eng/contracts from /openapi/v1.json: do not edit */\n');
process.stdout.write(astToString(nodes));

// What an editor on salve-annos (Scholarly XML for VS Code) shows at a place in a cable: elements, attributes, values, each with
// its tooltip, as JSON. Usage: node tooltips.js SCHEMA.rng; NODE_PATH leads to salve-annos.
const { pathToFileURL } = require("url");
const salve = require("salve-annos");

const TEI = "http://www.tei-c.org/ns/1.0";

async function main(schema) {
  const { pattern, warnings } = await salve.convertRNGToPattern(pathToFileURL(schema));
  const walker = pattern.newWalker(new salve.DefaultNameResolver());
  const errors = [];
  const fire = (event, ...params) => {
    const found = walker.fireEvent(event, params);
    if (found) errors.push(...found.map(String));
  };
  const open = (name) => {
    fire("enterStartTag", TEI, name);
    fire("leaveStartTag");
  };
  const close = (name) => fire("endTag", TEI, name);
  const paragraph = (name) => {
    open(name);
    open("p");
    close("p");
    close(name);
  };
  const offered = (kind) =>
    [...walker.possible()]
      .filter((event) => event.name === kind)
      .map((event) => [String(event.value ?? event.param.name), event.documentation ?? event.param.documentation ?? null]);

  open("TEI");
  open("teiHeader");
  open("fileDesc");
  open("titleStmt");
  open("title");
  close("title");
  close("titleStmt");
  paragraph("publicationStmt");
  paragraph("sourceDesc");
  close("fileDesc");
  close("teiHeader");
  open("text");
  open("body");
  open("p");
  const elements = offered("enterStartTag");
  fire("enterStartTag", TEI, "gap");
  const attributes = offered("attributeName");
  fire("attributeName", "", "reason");
  const values = offered("attributeValue");
  console.log(JSON.stringify({ warnings, errors, elements, attributes, values }));
}

main(process.argv[2]).catch((error) => {
  console.error(error);
  process.exit(1);
});

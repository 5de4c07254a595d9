import "./readers/generate.js";

/** Runs a module of the project, to fill a company or to sign somebody in. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

export const python = (...given) => execFileSync(join(root, ".venv/bin/python"), ["-m", ...given], { cwd: root, encoding: "utf8" });

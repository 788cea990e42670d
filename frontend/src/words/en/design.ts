import type { SameKeys } from "@/lib/words";
import type { design as source } from "@/words/zh/design";

export const design: SameKeys<typeof source> = {
  title: "Design samples",
  lead: "What every screen is made of.",
  colours: "Colours",
  small: "Tags and faces",
  plain: "plain",
  link: "A link",
  buttons: "Buttons and dialogs",
  said: "Saved",
  irreversible: "Deactivate",
  consequence: "This cannot be undone.",
  fields: "Fields",
  field: "Name",
  choice: "Choice",
  person: "Person",
  words: "Words",
  tick: "Done",
  states: "States",
  nothing: "Nothing is here yet",
  rows: "Table",
  form: "A dialog with fields",
  form_text: "Type something and press Esc: it says first that nothing is saved yet.",
};

/** A partner opens the note of a node that concerns them: it reads as it is written, says why it is only read, and no more of the room is there. */
import assert from "node:assert/strict";
import axe from "axe-core";
import { enter, eventually, read, signIn } from "./stage.mjs";

export const name = "a partner reads the note of their node";
export const demo = true;

/** A note of a node that a partner has a duty in, with the partner and a member of the room who writes it. */
async function sharedNote(page) {
  const people = (await read(page, "/people?limit=200")).data;
  const guests = new Map(people.filter((each) => each.is_guest && each.is_active).map((each) => [each.id, each]));
  const { data: deals } = await read(page, "/deals?limit=200&status=open");
  for (const { id } of deals) {
    // Rooms are looked at one after the other until one fits.
    // oxlint-disable-next-line no-await-in-loop
    const [{ data: room }, { data: notes }] = await Promise.all([read(page, `/deals/${id}`), read(page, `/deals/${id}/notes`)]);
    for (const note of notes) {
      const duty = room.responsibilities.find((row) => row.node_id === note.node_id && guests.has(row.person_id));
      const writer = people.find((each) => room.members.includes(each.id) && !each.is_guest);
      if (duty && writer) return { room, note, guest: guests.get(duty.person_id), writer };
    }
  }
  throw new Error("the demo company has a note of a node with a partner");
}

async function wrong(page) {
  await page.evaluate(axe.source);
  return page.evaluate(async () => (await window.axe.run(document)).violations.map(({ id, nodes }) => `${id} ${nodes[0].target}`));
}

export async function journey({ browser, server }) {
  const lead = await enter(browser, server, { who: "lead" });
  await signIn(lead.page, "lead@demo.example");
  const { room, note, guest, writer } = await sharedNote(lead.page);
  const member = await enter(browser, server, { who: "member" });
  await signIn(member.page, writer.email);
  await member.page.goto(`/deals/${room.id}?tab=notes&note=${note.id}`);
  await member.page.locator('[data-saved="saved"][data-can-write="true"] .note-text').waitFor();

  for (const [language, width] of [["zh", 1280], ["en", 390]]) {
    // oxlint-disable-next-line no-await-in-loop
    await look(browser, server, { language, width, room, note, guest, member });
  }
  assert.deepEqual(member.complaints, []);
}

async function look(browser, server, { language, width, room, note, guest, member }) {
  const { page, context, complaints } = await enter(browser, server, { who: `partner ${language}`, language, width });
  await signIn(page, guest.email);
  await page.goto(`/deals/${room.id}?tab=notes&note=${note.id}`);
  const text = page.locator('[data-saved="saved"][data-can-write="false"] .note-text');
  await text.waitFor();
  await page.locator("[data-barrier=not_member]").waitFor();
  await eventually(async () => assert.equal(await text.getAttribute("contenteditable"), "false"));
  assert.equal(await page.getByRole("tab").count(), 0, "no other part of the room is there");
  assert.equal(await page.locator("[data-new-note], [data-rename-note], [data-link]").count(), 0, "nor a tool to write with");
  const words = `partner ${language} ${Date.now()}`;
  await member.page.locator(".note-text > p").last().click();
  await member.page.keyboard.press("End");
  await member.page.keyboard.type(words);
  await text.filter({ hasText: words }).waitFor();
  assert.deepEqual(await wrong(page), []);
  assert.deepEqual(complaints, []);
  await context.close();
}

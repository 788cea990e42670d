import { Button, Checkbox, SegmentedControl, Select, Skeleton, TextInput, Textarea, useMantineColorScheme } from "@mantine/core";
import { IconInbox } from "@tabler/icons-react";
import { useState } from "react";
import styles from "@/app/pages/DesignPage.module.css";
import { useMe } from "@/api/session";
import { ConflictChoice } from "@/ui/ConflictChoice";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { Empty } from "@/ui/Empty";
import { Face } from "@/ui/Face";
import { FormDialog } from "@/ui/FormDialog";
import { NewRowsPill } from "@/ui/NewRowsPill";
import { say } from "@/ui/notice";
import { Page } from "@/ui/Page";
import { Panel } from "@/ui/Panel";
import { PersonSelect } from "@/ui/PersonSelect";
import { Problem } from "@/ui/Problem";
import { Tag } from "@/ui/Tag";
import { useWords } from "@/ui/useWords";
import tables from "@/ui/Table.module.css";

const GROUNDS = ["ground", "surface", "raised", "sunken", "line", "line-strong", "text", "dim"];
const TONES = ["brand", "good", "warn", "bad", "offer"] as const;
const SCHEMES = ["light", "dark", "auto"] as const;

/** What every screen is made of, on one page: for whoever builds the next one, and for the walks that look at it. */
export function DesignPage() {
  const { t } = useWords();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const scheme = (
    <SegmentedControl
      aria-label={t("shell.appearance")}
      value={colorScheme}
      onChange={(value) => setColorScheme(value as (typeof SCHEMES)[number])}
      data={SCHEMES.map((value) => ({ value, label: t(`shell.scheme_${value}`) }))}
    />
  );
  return (
    <Page title={t("design.title")} lead={t("design.lead")} actions={scheme}>
      <div className={styles.panels}>
        <Colours />
        <Small />
        <Buttons />
        <Fields />
        <States />
        <Rows />
      </div>
    </Page>
  );
}

function Colours() {
  const { t } = useWords();
  return (
    <Panel title={t("design.colours")}>
      <ul className={styles.colours}>
        {[...GROUNDS, ...TONES, ...TONES.map((tone) => `${tone}-soft`)].map((name) => (
          <li key={name}>
            <span className={styles.colour} ref={(drawn) => drawn?.style.setProperty("background", `var(--${name})`)} />
            <code>{name}</code>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Small() {
  const { t } = useWords();
  const me = useMe();
  return (
    <Panel title={t("design.small")}>
      <p className={styles.line}>
        <Tag>{t("design.plain")}</Tag>
        {TONES.map((tone) => (
          <Tag key={tone} tone={tone}>
            {tone}
          </Tag>
        ))}
      </p>
      <p className={styles.line}>
        {(["small", "normal", "large"] as const).map((size) => (
          <Face key={size} name={me.name} id={me.id} size={size} />
        ))}
        <Face name={null} />
        <a href="#content">{t("design.link")}</a>
      </p>
    </Panel>
  );
}

function Buttons() {
  const { t } = useWords();
  const [isAsking, setAsking] = useState(false);
  const [isFilling, setFilling] = useState(false);
  return (
    <Panel title={t("design.buttons")}>
      <p className={styles.line}>
        <Button onClick={() => say(t("design.said"), { undo: () => undefined })}>{t("common.save")}</Button>
        <Button variant="default">{t("common.cancel")}</Button>
        <Button variant="subtle">{t("common.undo")}</Button>
        <Button color="red.9" onClick={() => setAsking(true)}>
          {t("design.irreversible")}
        </Button>
        <Button disabled>{t("common.save")}</Button>
      </p>
      <p className={styles.line}>
        <Button variant="default" onClick={() => setFilling(true)}>
          {t("design.form")}
        </Button>
      </p>
      {isFilling ? <Form onClose={() => setFilling(false)} /> : null}
      {isAsking ? (
        <ConfirmDialog
          title={t("design.irreversible")}
          text={t("design.consequence")}
          act={t("design.irreversible")}
          isDangerous
          isBusy={false}
          problem={null}
          onAct={() => setAsking(false)}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </Panel>
  );
}

/** A dialog with fields: Escape warns once something was typed. */
function Form({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const [text, setText] = useState("");
  return (
    <FormDialog title={t("design.form")} act={t("common.save")} isReady={text !== ""} isBusy={false} problem={null} onSubmit={onClose} onClose={onClose}>
      <p>{t("design.form_text")}</p>
      <TextInput label={t("design.field")} data-autofocus value={text} onChange={(event) => setText(event.currentTarget.value)} />
    </FormDialog>
  );
}

function Fields() {
  const { t } = useWords();
  const me = useMe();
  const [person, setPerson] = useState<number | null>(me.id);
  return (
    <Panel title={t("design.fields")}>
      <div className={styles.fields}>
        <TextInput label={t("design.field")} defaultValue={me.name} />
        <TextInput label={t("design.field")} error={t("design.consequence")} />
        <Select label={t("design.choice")} data={[...TONES]} defaultValue={TONES[0]} />
        <PersonSelect label={t("design.person")} people={[me]} value={person} onChange={setPerson} />
        <Textarea label={t("design.words")} autosize minRows={2} />
        <Checkbox label={t("design.tick")} defaultChecked />
      </div>
    </Panel>
  );
}

function States() {
  const { t } = useWords();
  return (
    <Panel title={t("design.states")}>
      <Problem text={t("design.consequence")} />
      <Empty icon={<IconInbox aria-hidden="true" />} title={t("design.nothing")} text={t("design.lead")}>
        <Button variant="default">{t("common.retry")}</Button>
      </Empty>
      <Skeleton height={24} width="70%" animate={false} />
      <ConflictChoice
        text={t("common.conflict")}
        fields={[{ name: "field", label: t("design.field"), mine: t("common.compare_mine"), theirs: t("common.compare_theirs") }]}
        onKeep={() => undefined}
        onTake={() => undefined}
      />
    </Panel>
  );
}

function Rows() {
  const { t, amount, day, moment } = useWords();
  const at = "2026-06-30T08:00:00Z";
  return (
    <Panel title={t("design.rows")}>
      <div className={styles.held}>
        <NewRowsPill held={3} />
      </div>
      <table className={tables.table}>
        <thead>
          <tr>
            <th scope="col">{t("design.field")}</th>
            <th scope="col">{t("design.choice")}</th>
            <th scope="col" className={tables.number}>
              {t("deals.amount")}
            </th>
          </tr>
        </thead>
        <tbody>
          {TONES.map((tone, line) => (
            <tr key={tone}>
              <th scope="row">{line % 2 ? day("2026-06-30") : moment(at)}</th>
              <td>
                <Tag tone={tone}>{tone}</Tag>
              </td>
              <td className={tables.number}>{amount(1_280_000 * 10 ** line, "CNY")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

import { ActionIcon, Button, Menu, Slider, TextInput } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconClockHour4 } from "@tabler/icons-react";
import styles from "@/features/matrix/AsOfBar.module.css";
import { presets } from "@/features/matrix/presets";
import { type AskedMoments, useSteps } from "@/features/matrix/useSteps";
import { fromLocalField, toLocalField } from "@/lib/time";
import { useKeys } from "@/ui/useKeys";
import { useNow } from "@/ui/useNow";
import { useWords } from "@/ui/useWords";

interface Props {
  at: string;
  moments: AskedMoments;
  onChange: (at: string) => void;
}

const HOUR = 3_600_000;

/** Travels through time: a slider, a date, presets, and one change back or forth; an empty moment is now. */
export function AsOfBar({ at, moments: asked, onChange }: Props) {
  const { t, moment } = useWords();
  const now = useNow();
  const moments = asked.data;
  const first = moments?.first ? new Date(moments.first).getTime() : now - 30 * 24 * HOUR;
  const shown = at ? new Date(at).getTime() : now;
  const { back, forth, jump } = useSteps({ at, moments: asked, onChange });
  useKeys({ ",": back, ".": forth, n: () => jump("") });
  const ticks = (moments?.ticks ?? []).map((tick) => ({ value: new Date(tick).getTime() }));
  return (
    <div className={styles.bar} data-past={at ? true : undefined} data-tools>
      <ActionIcon aria-label={t("matrix.change_back")} aria-keyshortcuts="," title={`${t("matrix.change_back")} (,)`} disabled={!moments?.previous} onClick={back}>
        <IconChevronLeft size={18} aria-hidden="true" />
      </ActionIcon>
      <Slider
        className={styles.slider}
        thumbSize={24}
        min={first}
        max={now}
        step={HOUR}
        value={shown}
        marks={ticks}
        label={(value) => moment(new Date(value).toISOString())}
        thumbLabel={t("responsibilities.as_of")}
        onChange={(value) => jump(value >= now - HOUR ? "" : new Date(value).toISOString())}
      />
      <ActionIcon aria-label={t("matrix.change_forth")} aria-keyshortcuts="." title={`${t("matrix.change_forth")} (.)`} disabled={!at} onClick={forth}>
        <IconChevronRight size={18} aria-hidden="true" />
      </ActionIcon>
      <TextInput
        type="datetime-local"
        aria-label={t("responsibilities.as_of")}
        className={styles.date}
        value={toLocalField(new Date(shown))}
        onChange={(event) => jump(fromLocalField(event.currentTarget.value) ?? at)}
      />
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" leftSection={<IconClockHour4 size={16} aria-hidden="true" />}>
            {t("matrix.presets")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {presets(new Date(now)).map(({ key, when }) => (
            <Menu.Item key={key} onClick={() => jump(when)}>
              {t(`matrix.preset_${key}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Button variant={at ? "default" : "light"} aria-pressed={!at} aria-keyshortcuts="n" onClick={() => jump("")}>
        {t("responsibilities.as_of_now")}
      </Button>
    </div>
  );
}

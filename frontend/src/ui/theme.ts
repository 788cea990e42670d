import {
  type CSSVariablesResolver,
  ActionIcon,
  Button,
  SegmentedControl,
  createTheme,
} from "@mantine/core";

// Latin faces first: a Chinese one makes quotation marks and apostrophes as wide as a character.
const FONTS =
  '-apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif';

export const theme = createTheme({
  fontFamily: FONTS,
  headings: { fontFamily: FONTS, fontWeight: "650" },
  primaryColor: "brand",
  primaryShade: { light: 6, dark: 5 },
  defaultRadius: "md",
  cursorType: "pointer",
  colors: {
    brand: [
      "#eaf1fe",
      "#d3e2fc",
      "#a5c4f8",
      "#74a4f4",
      "#4a86ec",
      "#2a66d6",
      "#1456c8",
      "#0f49ae",
      "#0c3c91",
      "#082c6c",
    ],
    dark: [
      "#e7ebf1",
      "#c6cfda",
      "#a9b4c2",
      "#8d99a8",
      "#3d4855",
      "#2a323d",
      "#212833",
      "#191f27",
      "#151a21",
      "#11151b",
    ],
  },
  components: {
    Button: Button.extend({
      defaultProps: { size: "sm" },
      // The words of a lower button are no larger than those of the usual one beside it.
      vars: (_, { size }) => ({ root: size === "compact-md" ? { "--button-fz": "var(--mantine-font-size-sm)" } : {} }),
    }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: "subtle", color: "gray", size: "lg" } }),
    SegmentedControl: SegmentedControl.extend({ defaultProps: { size: "sm" } }),
  },
});

/** Darker dimmed, error and placeholder texts than the library's own, which miss WCAG AA. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: shared,
  dark: shared,
});

const shared = {
  "--mantine-color-body": "var(--surface)",
  "--mantine-color-text": "var(--text)",
  "--mantine-color-dimmed": "var(--dim)",
  "--mantine-color-placeholder": "var(--dim)",
  "--mantine-color-anchor": "var(--brand)",
  "--mantine-color-error": "var(--bad)",
  "--mantine-color-default-border": "var(--line)",
  "--mantine-color-gray-text": "var(--dim)",
  "--mantine-color-gray-light-color": "var(--text)",
  "--mantine-color-brand-text": "var(--brand)",
  "--mantine-color-brand-light": "var(--brand-soft)",
  "--mantine-color-brand-light-color": "var(--brand)",
  // The library's own is too dark for the words on it.
  "--mantine-color-brand-light-hover": "color-mix(in srgb, var(--brand) 16%, var(--surface))",
  "--mantine-color-red-text": "var(--bad)",
};

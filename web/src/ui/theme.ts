import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from "@mantine/core";

// Shade 6 is the accent on white, shade 3 on black.
const accent: MantineColorsTuple = [
  "#e8f1fc",
  "#cfe2fa",
  "#a9cdfb",
  "#6cb0ff",
  "#4a97ef",
  "#1f76dd",
  "#0b5fcc",
  "#0a53b3",
  "#094797",
  "#083a7b",
];
const danger: MantineColorsTuple = [
  "#fde5e4",
  "#fbcac8",
  "#f79b97",
  "#ff5f59",
  "#f24b46",
  "#c4222a",
  "#a3121a",
  "#8f0d14",
  "#780a10",
  "#5f070c",
];

// Mantine looks for contrast in one scheme only: white on the accent of the dark one is 2.2:1.
const FILLED: Record<string, string> = { accent: "accent", danger: "failed" };
const TINTED: Record<string, string> = { accent: "selected", danger: "failed-chip" };

const variantColorResolver: VariantColorsResolver = (input) => {
  const color = input.color ?? input.theme.primaryColor;
  const token = FILLED[color];
  if (input.variant === "filled" && token !== undefined) {
    return {
      background: `var(--ty-${token})`,
      hover: `color-mix(in srgb, var(--ty-${token}) 88%, var(--ty-text))`,
      color: `var(--ty-on-${token})`,
      border: "1px solid transparent",
    };
  }
  const tint = TINTED[color];
  if (input.variant === "light" && tint !== undefined) {
    return {
      background: `var(--ty-${tint})`,
      hover: `color-mix(in srgb, var(--ty-${tint}) 88%, var(--ty-text))`,
      color: `var(--ty-${token})`,
      border: "1px solid transparent",
    };
  }
  if (input.variant === "subtle" && tint !== undefined) {
    return {
      background: "transparent",
      hover: `var(--ty-${tint})`,
      color: `var(--ty-${token})`,
      border: "1px solid transparent",
    };
  }
  return defaultVariantColorsResolver(input);
};

const OVERLAY = {
  transitionProps: { duration: 120 },
  closeButtonProps: { "aria-label": "Close" },
  // The <header> of a dialog is no landmark of the page.
  attributes: { header: { role: "presentation" } },
};

export const theme = createTheme({
  variantColorResolver,
  colors: { accent, danger },
  primaryColor: "accent",
  primaryShade: { light: 6, dark: 3 },
  fontFamily: "var(--ty-sans)",
  fontFamilyMonospace: "var(--ty-mono)",
  fontSizes: { xs: "12px", sm: "14px", md: "14px", lg: "16px", xl: "20px" },
  lineHeights: { xs: "16px", sm: "20px", md: "20px", lg: "24px", xl: "28px" },
  spacing: { xs: "8px", sm: "12px", md: "16px", lg: "24px", xl: "32px" },
  radius: { xs: "4px", sm: "6px", md: "6px", lg: "8px", xl: "12px" },
  defaultRadius: "sm",
  cursorType: "pointer",
  focusRing: "auto",
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: "xs" } },
    TextInput: { defaultProps: { size: "sm" } },
    Checkbox: { defaultProps: { radius: "xs" } }, // rounder it would be taken for a radio button
    Tooltip: {
      defaultProps: {
        withArrow: true,
        openDelay: 300,
        multiline: true,
        events: { hover: true, focus: true, touch: false },
      },
    },
    Modal: { defaultProps: { ...OVERLAY, centered: true } },
    Drawer: { defaultProps: OVERLAY },
    Notification: { defaultProps: { closeButtonProps: { "aria-label": "Dismiss" } } },
    Menu: {
      defaultProps: {
        transitionProps: { duration: 120 },
        position: "bottom-end",
        returnFocus: true,
        // It would be a child of the menu that is no item.
        withInitialFocusPlaceholder: false,
      },
    },
  },
});

/** Mantine's own words for colours, said with ours. */
const OURS = {
  "--mantine-color-body": "var(--ty-page)",
  "--mantine-color-text": "var(--ty-text)",
  "--mantine-color-dimmed": "var(--ty-muted)",
  "--mantine-color-placeholder": "var(--ty-muted)",
  "--mantine-color-anchor": "var(--ty-accent)",
  "--mantine-color-error": "var(--ty-failed)",
  "--mantine-color-default": "var(--ty-page)",
  "--mantine-color-default-hover": "var(--ty-hover)",
  "--mantine-color-default-color": "var(--ty-text)",
  "--mantine-color-default-border": "var(--ty-control)",
};

// Mantine's greys, of which its stylesheets pick one for each scheme.
const LIGHT = {
  "--mantine-color-gray-0": "var(--ty-surface)",
  "--mantine-color-gray-1": "var(--ty-hover)",
  "--mantine-color-gray-2": "var(--ty-line)",
  "--mantine-color-gray-3": "var(--ty-line)",
  "--mantine-color-gray-4": "var(--ty-control)",
  "--mantine-color-gray-5": "var(--ty-control)",
  "--mantine-color-gray-6": "var(--ty-muted)",
  "--mantine-color-gray-7": "var(--ty-muted)",
};

const DARK = {
  "--mantine-color-default": "var(--ty-surface)",
  "--mantine-color-dark-0": "var(--ty-text)",
  "--mantine-color-dark-1": "var(--ty-muted)",
  "--mantine-color-dark-2": "var(--ty-muted)",
  "--mantine-color-dark-3": "var(--ty-control)",
  "--mantine-color-dark-4": "var(--ty-line)",
  "--mantine-color-dark-5": "var(--ty-line)",
  "--mantine-color-dark-6": "var(--ty-raised)",
  "--mantine-color-dark-7": "var(--ty-page)",
  "--mantine-color-dark-8": "var(--ty-surface)",
};

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: { ...OURS, ...LIGHT },
  dark: { ...OURS, ...DARK },
});

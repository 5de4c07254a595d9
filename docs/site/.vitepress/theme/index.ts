import type { Theme } from "vitepress";
import DefaultTheme from "vitepress/theme";
import { filterFields } from "./filter-fields.js";
import "./fields.css";

export default {
  extends: DefaultTheme,
  // One listener for all pages: the filter is plain HTML.
  enhanceApp() {
    if (typeof document !== "undefined") document.addEventListener("input", filterFields);
  },
} satisfies Theme;

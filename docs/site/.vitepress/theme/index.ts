import DefaultTheme from "vitepress/theme";
import "./fields.css";

export default DefaultTheme;

import { type ReactNode, useMemo } from "react";
import { elementsOf } from "./elements";
import { parse } from "./parse";

export default function Rendered({ text }: { text: string }): ReactNode {
  return useMemo(() => elementsOf(parse(text)), [text]);
}

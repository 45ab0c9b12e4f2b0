import { type Area, widthOf } from "./box";
import { Canvas } from "./canvas";
import classes from "./heat_map.module.css";

interface Props {
  label: string;
  rows: readonly string[];
  columns: readonly string[];
  /** By row, then by column. Null is not known. */
  values: readonly (readonly (number | null)[])[];
  /** What a place is, and what it holds. */
  told: (row: number, column: number) => readonly string[];
}

const TALLEST = 28;

/** The more, the larger and the stronger: size tells it as well as colour. */
export function HeatMap({ label, rows, columns, values, told }: Props) {
  const most = Math.max(1e-9, ...values.flat().map((value) => value ?? 0));
  return (
    <Canvas
      label={label}
      height={rows.length * TALLEST + 40}
      margin={{ left: widthOf(rows), right: 0, top: 20, bottom: 20 }}
      columns={columns.length}
      draw={(box) => {
        const width = (box.right - box.left) / columns.length;
        const every = [1, 2, 3, 6].find((n) => n * width >= 22) ?? 12;
        const places = rows.flatMap((row, r) =>
          columns.map((column, c) => ({
            key: `${row} ${column}`,
            area: {
              x: box.left + c * width,
              y: box.top + r * TALLEST,
              width,
              height: TALLEST,
            },
            share: (values[r]?.[c] ?? 0) / most,
            lines: told(r, c),
          })),
        );
        return {
          shapes: (
            <>
              {rows.map((row, r) => (
                <text
                  key={row}
                  x={box.left - 8}
                  y={box.top + (r + 0.5) * TALLEST + 4}
                  textAnchor="end"
                >
                  {row}
                </text>
              ))}
              {columns.map((column, c) =>
                c % every === 0 ? (
                  <text
                    key={column}
                    x={box.left + (c + 0.5) * width}
                    y={box.bottom + 16}
                    textAnchor="middle"
                  >
                    {column}
                  </text>
                ) : null,
              )}
              {places.map((place) => (
                <Cell key={place.key} area={place.area} share={place.share} />
              ))}
            </>
          ),
          marks: places,
        };
      }}
    />
  );
}

interface CellProps {
  area: Area;
  /** Of the greatest value. */
  share: number;
}

function Cell({ area, share }: CellProps) {
  // What there is at all is to be seen.
  const scale = share === 0 ? 0 : Math.max(0.25, Math.sqrt(share));
  const full = { width: Math.max(1, area.width - 2), height: area.height - 2 };
  const width = full.width * scale;
  const height = full.height * scale;
  return (
    <>
      <rect x={area.x + 1} y={area.y + 1} {...full} rx="2" className={classes.ground} />
      <rect
        x={area.x + (area.width - width) / 2}
        y={area.y + (area.height - height) / 2}
        width={width}
        height={height}
        rx="2"
        className={classes.heat}
        fillOpacity={0.55 + 0.45 * share}
      />
    </>
  );
}

// A number as it is typed in Vietnamese: a dot groups thousands, a comma begins decimals. The server alone reads it.

const GROUPED = new Set(["count", "amount"]);

export function written(value, kind) {
  if (value === null || value === undefined) return "";
  const plain = String(value);
  if (plain.includes("e")) return plain;
  const [whole, decimals] = plain.split(".");
  const grouped = GROUPED.has(kind) ? whole.replace(/\B(?=(\d{3})+$)/g, ".") : whole;
  return decimals ? `${grouped},${decimals}` : grouped;
}

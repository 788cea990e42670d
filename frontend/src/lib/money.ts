import { type Language, localeOf } from "@/lib/words";

/** Words an amount shortly: 1280万 or CN¥12.8M; the yuan sign is left out where 万 says it. */
export function shortAmount(amount: number, currency: string, language: Language): string {
  if (language === "zh" && currency === "CNY") {
    if (Math.abs(amount) >= 1e8) return `${digits(amount / 1e8, language)}\u4ebf`;
    if (Math.abs(amount) >= 1e4) return `${digits(amount / 1e4, language)}\u4e07`;
  }
  return new Intl.NumberFormat(localeOf(language), {
    style: "currency",
    currency,
    notation: "compact",
    maximumFractionDigits: 1,
    minimumFractionDigits: 0,
  }).format(amount);
}

export function fullAmount(amount: number, currency: string, language: Language): string {
  const options = { style: "currency", currency, maximumFractionDigits: 2, minimumFractionDigits: 0 } as const;
  return new Intl.NumberFormat(localeOf(language), options).format(amount);
}

function digits(value: number, language: Language): string {
  return new Intl.NumberFormat(localeOf(language), { maximumFractionDigits: 2, useGrouping: false }).format(value);
}

import { type Language, localeOf } from "@/lib/words";

/** Words an amount shortly, in the language's own units: CN¥12.8M in English. */
export function shortAmount(amount: number, currency: string, language: Language): string {
  // In Chinese the unit of ten thousand already says that it is money.
  if (language === "zh" && currency === "CNY" && Math.abs(amount) >= 1e4)
    return new Intl.NumberFormat("zh-CN", { notation: "compact", maximumFractionDigits: 2 }).format(amount);
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

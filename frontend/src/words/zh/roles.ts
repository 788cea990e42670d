export const roles = {
  AR: "客户经理",
  SR: "方案经理",
  FR: "交付经理",
  SP: "赞助人",
  BF: "商法财",
  CM: "渠道经理",
  PT: "渠道伙伴",
  SV: "服务台",
  with_code: "{name} {code}",
} as const;

/** The seven stages by their codes; their names are words of the interface. */
export const STAGES = ["S1", "S2", "S3", "S4", "S5", "S6", "S7"] as const;

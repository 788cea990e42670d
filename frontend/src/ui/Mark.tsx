/** The triangle of the product's name. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg aria-hidden="true" width={size} height={size} viewBox="0 0 32 32">
      <path d="M16 5 28 26H4Z" fill="none" stroke="var(--brand)" strokeWidth="2.5" strokeLinejoin="round" />
      <circle cx="16" cy="5.5" r="4" fill="#2a66d6" />
      <circle cx="27.5" cy="26" r="4" fill="#0b8a7d" />
      <circle cx="4.5" cy="26" r="4" fill="#c9630f" />
    </svg>
  );
}

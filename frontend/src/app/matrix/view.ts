import type { Question } from "@/features/matrix/question";

/** What every view of the matrix page is given. */
export interface ViewProps {
  question: Question;
  onChange: (part: Partial<Question>) => void;
}

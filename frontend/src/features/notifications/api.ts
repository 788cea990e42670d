import { useQuery } from "@tanstack/react-query";
import { get, write } from "@/api/client";
import { keys, userStream } from "@/api/keys";
import { useMe } from "@/api/session";
import type { NoticeList } from "@/api/types";
import { useWrite } from "@/realtime/useWrite";

export type Box = "answer" | "mentions" | "information" | "done";

/** One box of what I was told, kept fresh by my own stream; its counts are those of all boxes. */
export function useBox(box: Box, isWanted = true) {
  const { id } = useMe();
  return useQuery({
    queryKey: keys.notifications(id, box),
    queryFn: ({ signal }) => get<NoticeList>(`/notifications?box=${box}&limit=100`, signal),
    enabled: isWanted,
  });
}

interface Marks {
  ids: number[];
  read?: boolean;
  done?: boolean;
}

export function useMark() {
  const { id } = useMe();
  return useWrite((marks: Marks, key) => write("POST", "/notifications/mark", { body: marks, key }), {
    touches: () => [userStream(id)],
  });
}

export function useReadAll() {
  const { id } = useMe();
  return useWrite((_: object, key) => write("POST", "/notifications/read-all", { body: {}, key }), {
    touches: () => [userStream(id)],
  });
}

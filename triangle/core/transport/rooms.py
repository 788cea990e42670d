"""Who is in which room, and broadcasting: an event is framed once and written straight to each socket."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

import orjson
from socketio import Manager
from socketio.packet import EVENT

from triangle.core.transport.connection import Connection
from triangle.core.transport.crowd import Crowd
from triangle.core.transport.frames import framed

Everyone = None
PLACE = {"_placeholder": True, "num": 0}
Members = dict[str, str]
# An attachment with the name that it has in what is said.
Attached = tuple[str, bytes] | None


def frames_of(packet: Any) -> bytes:
    """Return a Socket.IO packet with its attachments as WebSocket frames, in one piece."""
    encoded = packet.encode()
    parts = encoded if isinstance(encoded, list) else [encoded]
    return b"".join(framed("4" + part if isinstance(part, str) else part) for part in parts)


def spoken(event: str, said: dict[str, Any], attached: Attached = None) -> bytes:
    """Return an event of the default namespace as WebSocket frames, with one attachment at most."""
    if attached is None:
        return framed("42" + orjson.dumps([event, said]).decode())
    name, data = attached
    return framed("451-" + orjson.dumps([event, said | {name: PLACE}]).decode()) + framed(data)


class Rooms(Manager):  # type: ignore[misc]
    """A client manager whose cost does not grow with what does not concern it.

    The stock one keeps two dictionaries for each client's own room, and walks every room when one client
    leaves. Here a client's own room is not kept at all, and a client knows the rooms it is in.
    """

    def __init__(self) -> None:
        super().__init__()
        self.rooms: dict[str, dict[Any, Members]] = {}
        self._sids: dict[str, dict[str, str]] = {}
        self._inside: dict[str, set[Any]] = {}
        self._on_the_way: set[str] = set()
        # Who is reached by an emit to a room, put together for the first one after somebody came or left.
        self._crowds: dict[tuple[str, Any], Crowd] = {}

    def pre_connect(self, eio_sid: str, namespace: str) -> str | None:
        """Let a client into a namespace as one that is not connected yet; None when it is there already."""
        known = self._sids.setdefault(namespace, {})
        if eio_sid in known:
            return None
        sid = str(self.server.eio.generate_id())
        known[eio_sid] = sid
        self.rooms.setdefault(namespace, {}).setdefault(Everyone, {})[sid] = eio_sid
        self._crowds.pop((namespace, Everyone), None)
        self._on_the_way.add(sid)
        return sid

    def connect(self, sid: str, namespace: str) -> str:
        """Note that the application accepted a client."""
        self._on_the_way.discard(sid)
        eio_sid = self.eio_sid_from_sid(sid, namespace)
        if eio_sid is not None:
            self.server.eio.named(eio_sid)
        return sid

    def is_pre_connected(self, sid: str, namespace: str) -> bool:
        """Say whether a client is coming or going."""
        return sid in self._on_the_way

    def is_connected(self, sid: str | None, namespace: str) -> bool:
        """Say whether a client is in a namespace, neither coming nor going."""
        return sid not in self._on_the_way and self.eio_sid_from_sid(sid, namespace) is not None

    def pre_disconnect(self, sid: str, namespace: str) -> str | None:
        """Note that a client is going; its rooms stay until its handler has run."""
        self._on_the_way.add(sid)
        return self.eio_sid_from_sid(sid, namespace)

    def disconnect(self, sid: str, namespace: str, **_options: Any) -> None:
        """Forget a client."""
        rooms = self.rooms.get(namespace, {})
        for room in (Everyone, *self._inside.pop(sid, ())):
            eio_sid = self._leave(namespace, sid, room)
            if room is Everyone and eio_sid is not None:
                del self._sids[namespace][eio_sid]
        if not rooms:
            self.rooms.pop(namespace, None)
        self.callbacks.pop(sid, None)
        self._crowds.pop((namespace, sid), None)
        self._on_the_way.discard(sid)

    def sid_from_eio_sid(self, eio_sid: str, namespace: str) -> str | None:
        """Return a connection's client in a namespace."""
        return self._sids.get(namespace, {}).get(eio_sid)

    def eio_sid_from_sid(self, sid: str | None, namespace: str) -> str | None:
        """Return a client's connection."""
        return self.rooms.get(namespace, {}).get(Everyone, {}).get(sid or "")

    def enter_room(self, sid: str, namespace: str, room: Any, eio_sid: str | None = None) -> None:
        """Put a client into a room."""
        eio_sid = eio_sid or self.eio_sid_from_sid(sid, namespace)
        if eio_sid is None:
            raise ValueError("sid is not connected to requested namespace")
        if room == sid:
            return
        if room in self.rooms[namespace][Everyone]:
            raise ValueError("cannot enter a sid room")
        self.rooms[namespace].setdefault(room, {})[sid] = eio_sid
        self._crowds.pop((namespace, room), None)
        self._inside.setdefault(sid, set()).add(room)

    def leave_room(self, sid: str, namespace: str, room: Any) -> None:
        """Take a client out of a room."""
        self._leave(namespace, sid, room)
        inside = self._inside.get(sid, set())
        inside.discard(room)
        if not inside:
            self._inside.pop(sid, None)

    def close_room(self, room: Any, namespace: str) -> None:
        """Take everybody out of a room."""
        if room in self.rooms.get(namespace, {}).get(Everyone, {}):
            raise ValueError("cannot close a sid room")
        for sid in list(self.rooms.get(namespace, {}).get(room, {})):
            self.leave_room(sid, namespace, room)

    def get_rooms(self, sid: str, namespace: str) -> list[Any]:
        """Return the rooms that a client is in; its own is one of them."""
        is_here = self.eio_sid_from_sid(sid, namespace) is not None
        return [sid, *self._inside.get(sid, ())] if is_here else []

    def get_participants(self, namespace: str, room: Any) -> Iterator[tuple[str, str]]:
        """Yield the clients of a room, or of several, each once, with their connections."""
        yield from list(self._members(namespace, room).items())

    def _members(self, namespace: str, room: Any) -> dict[Any, str]:
        rooms = self.rooms.get(namespace, {})
        if room is not Everyone and not isinstance(room, str) and isinstance(room, Collection):
            return {sid: eio for one in room for sid, eio in self._members(namespace, one).items()}
        if room in rooms:
            return rooms[room]
        eio_sid = None if room is Everyone else rooms.get(Everyone, {}).get(room)
        return {} if eio_sid is None else {room: eio_sid}

    def _leave(self, namespace: str, sid: str, room: Any) -> str | None:
        rooms = self.rooms.get(namespace, {})
        members = rooms.get(room, {})
        self._crowds.pop((namespace, room), None)
        eio_sid = members.pop(sid, None)
        if not members:
            rooms.pop(room, None)
        return eio_sid

    def emit(
        self,
        event: str,
        data: Any,
        namespace: str,
        room: Any = None,
        skip_sid: str | Iterable[str] | None = None,
        callback: Any = None,
        to: Any = None,
        droppable: bool = False,
        **_options: Any,
    ) -> None:
        """Send an event to a client, a room, several rooms or everybody.

        A `droppable` one is left out for clients that have not taken what was sent before.
        """
        room = room if to is None else to
        if callback:
            # Each receipt has its own number, so each packet is another.
            super().emit(event, data, namespace, room=room, skip_sid=skip_sid, callback=callback)
            return
        members = self._members(namespace, room)
        if not members:
            return
        said = list(data) if isinstance(data, tuple) else [] if data is None else [data]
        packet = self.server.packet_class(EVENT, namespace=namespace, data=[event, *said])
        skipped = {skip_sid} if isinstance(skip_sid, str) else set(skip_sid or ())
        is_plain = not droppable and not isinstance(room, list | tuple | set)
        whole = self._crowd(namespace, room, members) if is_plain else None
        if whole is not None:
            crowd = _without(whole, members, skipped)
        else:
            kept = {sid: eio_sid for sid, eio_sid in members.items() if sid not in skipped}
            ready = [each for each in self._connections(kept, packet) if not (droppable and each.queued)]
            crowd = Crowd(self.server.eio, ready)
        # Writing never calls back into this manager: who is lost meanwhile is forgotten later, by a greenlet.
        crowd.write(frames_of(packet))

    def say(
        self,
        event: str,
        said: dict[str, Any],
        room: str,
        skip: str | None,
        attached: Attached,
    ) -> None:
        """Send an event of plain values with one attachment at most; see `SocketIO.say`."""
        members = self._members("/", room)
        whole = self._crowd("/", room, members) if members else None
        if whole is not None:
            _without(whole, members, {skip} if skip else set()).write(spoken(event, said, attached))
        elif members:
            whole_said = said | ({attached[0]: attached[1]} if attached else {})
            self.emit(event, whole_said, "/", room=room, skip_sid=skip)

    def _crowd(self, namespace: str, room: Any, members: Members) -> Crowd | None:
        """Return everybody in a room, as put together before if nobody came or left since."""
        crowd = self._crowds.get((namespace, room))
        if crowd is None:
            sockets = self.server.eio.sockets
            if not all(eio_sid in sockets for eio_sid in members.values()):
                return None
            crowd = Crowd(self.server.eio, [sockets[eio_sid] for eio_sid in members.values()])
            self._crowds[namespace, room] = crowd
        return crowd

    def _connections(self, members: Members, packet: Any) -> list[Connection]:
        """Return the connections of members; those who have none, in tests, are sent the packet at once."""
        sockets = self.server.eio.sockets
        for eio_sid in members.values():
            if eio_sid not in sockets:
                self.server._send_packet(eio_sid, packet)
        return [sockets[eio_sid] for eio_sid in members.values() if eio_sid in sockets]


def _without(whole: Crowd, members: Members, skipped: set[str]) -> Crowd:
    spared = {members[sid] for sid in skipped if sid in members}
    return whole.without(spared) if spared else whole

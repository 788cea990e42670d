"""The Socket.IO server and its Flask front: a drop-in for `flask_socketio.SocketIO` on gevent."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import flask_socketio
import orjson
import socketio
from flask import Flask
from socketio import packet

from triangle.core.transport.engine import Engine, Figures
from triangle.core.transport.frames import POLICY, PROTOCOL_ERROR, Violation
from triangle.core.transport.rooms import Attached, Rooms, frames_of

MOST_ATTACHMENTS = 16


class Json:
    """The JSON that goes over the wire; half a surrogate pair, which browsers send, is none of orjson's."""

    @staticmethod
    def dumps(value: Any, **_options: Any) -> str:
        """Return a value as compact JSON."""
        try:
            return orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS).decode()
        except orjson.JSONEncodeError:
            return json.dumps(value, separators=(",", ":"))

    @staticmethod
    def loads(text: str) -> Any:
        """Return what JSON says; raise `ValueError` when it says nothing."""
        try:
            return orjson.loads(text)
        except orjson.JSONDecodeError:
            return json.loads(text)


class Server(socketio.Server):  # type: ignore[misc]
    """A Socket.IO server that ends connections which break the protocol, and bounds their attachments."""

    def _engineio_server_class(self) -> type[Engine]:
        return Engine

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # The events whose handlers neither wait nor yield, and how a packet of one begins, whole or with
        # attachments that follow.
        self._quick: tuple[str, ...] = ()
        self._whole_starts: tuple[str, ...] = ()
        self._quick_starts: tuple[str, ...] = ()
        self.eio.is_quick = self._is_quick

    def on_quick(self, event: str, handler: Callable[..., Any]) -> None:
        """Have a handler called as (socket, said) where an event that asks for no answer is read.

        There is no Flask request around it, nobody else runs meanwhile, and it must not wait for anything.
        """
        self.on(event, handler)
        self._quick += (event,)
        self._whole_starts += (f'2["{event}"',)
        self._quick_starts += (f'2["{event}"', *(f'5{count}-["{event}"' for count in range(1, 10)))

    def _is_quick(self, eio_sid: str, data: str | bytes) -> bool:
        waiting = self._binary_packet.get(eio_sid)
        if waiting is None:
            return isinstance(data, str) and data.startswith(self._quick_starts)
        return waiting.packet_type == packet.BINARY_EVENT and waiting.data[0] in self._quick

    def drop(self, sid: str, namespace: str = "/") -> None:
        """Disconnect a client and close its connection, whatever else it had open there."""
        eio_sid = self.manager.eio_sid_from_sid(sid, namespace)
        self.disconnect(sid, namespace=namespace)
        if eio_sid is not None:
            self.eio.disconnect(eio_sid)

    def _send_packet(self, eio_sid: str, pkt: Any) -> None:
        if pkt.packet_type == packet.CONNECT_ERROR and isinstance(pkt.data, str):
            # An object by the protocol; the official client reads its message.
            pkt.data = {"message": pkt.data}
        connection = self.eio.sockets.get(eio_sid)
        if connection is not None:
            connection.write(frames_of(pkt))

    def _handle_eio_message(self, eio_sid: str, data: str | bytes) -> None:
        waiting = self._binary_packet.get(eio_sid)
        if waiting is None and isinstance(data, str):
            if data.startswith(self._whole_starts):
                self._take_whole(eio_sid, data)
            else:
                self._handle_packet(eio_sid, self._decoded(data))
        elif waiting is not None and isinstance(data, bytes):
            self._attach(eio_sid, waiting, data)
        else:
            raise Violation(PROTOCOL_ERROR, "attachment out of place")

    def _take_whole(self, eio_sid: str, data: str) -> None:
        """Have a quick event heard that is all there: no packet of Socket.IO is made of it."""
        sid = self.manager.sid_from_eio_sid(eio_sid, "/")
        if sid is None:
            raise Violation(POLICY, "not connected to this namespace")
        try:
            event, *said = Json.loads(data[1:])
        except (ValueError, RecursionError) as error:
            raise Violation(PROTOCOL_ERROR, "not a Socket.IO packet") from error
        if self.manager.is_connected(sid, "/"):
            self.handlers["/"][event](sid, *said)

    def _decoded(self, data: str) -> packet.Packet:
        try:
            found = self.packet_class(encoded_packet=data)
            places = set(_places(found.data)) if found.attachment_count else set()
        except (ValueError, RecursionError, IndexError, TypeError) as error:
            raise Violation(PROTOCOL_ERROR, "not a Socket.IO packet") from error
        is_binary = found.packet_type in (packet.BINARY_EVENT, packet.BINARY_ACK)
        if is_binary != (found.attachment_count > 0) or not _is_well_formed(found):
            raise Violation(PROTOCOL_ERROR, "not a Socket.IO packet")
        if found.attachment_count > MOST_ATTACHMENTS:
            raise Violation(POLICY, "too many attachments")
        if not places <= set(range(found.attachment_count)):
            raise Violation(PROTOCOL_ERROR, "attachment out of place")
        return found

    def _handle_packet(self, eio_sid: str, found: packet.Packet) -> None:
        namespace = found.namespace or "/"
        if found.packet_type == packet.CONNECT:
            self._admit(eio_sid, namespace, found.data)
            return
        if self.manager.sid_from_eio_sid(eio_sid, namespace) is None:
            raise Violation(POLICY, "not connected to this namespace")
        if found.packet_type == packet.DISCONNECT:
            self._handle_disconnect(eio_sid, namespace, self.reason.CLIENT_DISCONNECT)
        elif found.attachment_count:
            self._binary_packet[eio_sid] = found
        else:
            self._handle_whole(eio_sid, found)

    def _admit(self, eio_sid: str, namespace: str, data: Any) -> None:
        try:
            self._handle_connect(eio_sid, namespace, data)
        except Exception:
            sid = self.manager.sid_from_eio_sid(eio_sid, namespace)
            if sid is not None and not self.manager.is_connected(sid, namespace):
                # Neither in nor out: nobody would ever take this client out of the rooms again.
                self.manager.disconnect(sid, namespace)
                refusal = self.packet_class(packet.CONNECT_ERROR, "Internal error", namespace)
                self._send_packet(eio_sid, refusal)
            raise
        connection = self.eio.sockets.get(eio_sid)
        if connection is not None and self.manager.sid_from_eio_sid(eio_sid, namespace) is None:
            connection.turned_away()

    def _attach(self, eio_sid: str, waiting: packet.Packet, data: bytes) -> None:
        if sum(map(len, waiting.attachments)) + len(data) > self.eio.max_http_buffer_size:
            raise Violation(POLICY, "attachments too big")
        try:
            is_whole = waiting.add_attachment(data)
        except (ValueError, IndexError, TypeError, RecursionError) as error:
            raise Violation(PROTOCOL_ERROR, "attachments do not fit their packet") from error
        if is_whole:
            del self._binary_packet[eio_sid]
            self._handle_whole(eio_sid, waiting)

    def _handle_whole(self, eio_sid: str, found: packet.Packet) -> None:
        if found.packet_type in (packet.EVENT, packet.BINARY_EVENT):
            self._handle_event(eio_sid, found.namespace, found.id, found.data)
        else:
            self._handle_ack(eio_sid, found.namespace, found.id, found.data)

    def _handle_eio_disconnect(self, eio_sid: str, reason: str) -> None:
        super()._handle_eio_disconnect(eio_sid, reason)
        self._binary_packet.pop(eio_sid, None)

    def _trigger_event(self, event: str, namespace: str, sid: str, *args: Any) -> Any:
        try:
            return super()._trigger_event(event, namespace, sid, *args)
        finally:
            # Flask leaves its request in the environ, and with it all that the handler asked of it.
            environ = self.get_environ(sid, namespace)
            if environ is not None:
                environ.pop("werkzeug.request", None)


def _places(data: Any) -> Iterator[Any]:
    """Yield the numbers of the attachments that a packet's data refers to."""
    if isinstance(data, dict) and data.get("_placeholder"):
        yield data.get("num")
    elif isinstance(data, (dict, list)):
        for inner in data.values() if isinstance(data, dict) else data:
            yield from _places(inner)


def _is_well_formed(found: packet.Packet) -> bool:
    match found.packet_type:
        case packet.CONNECT:
            return found.data is None or isinstance(found.data, dict)
        case packet.DISCONNECT:
            return found.data is None
        case packet.EVENT | packet.BINARY_EVENT:
            # `connect` and `disconnect` are what the server itself says to its handlers.
            is_event = isinstance(found.data, list) and len(found.data) > 0 and isinstance(found.data[0], str)
            return is_event and found.data[0] not in socketio.Server.reserved_events
        case packet.ACK | packet.BINARY_ACK:
            return isinstance(found.data, list) and bool(found.id)
    return False


class SocketIO(flask_socketio.SocketIO):  # type: ignore[misc]
    """Flask-SocketIO on this transport: same handlers, same `emit`; see `Engine` for the options it adds."""

    server: Server

    def init_app(self, app: Flask | None, **options: Any) -> None:
        """Put the server in front of a Flask app."""
        if self.server_options.get("message_queue") or options.get("message_queue"):
            raise ValueError("this transport broadcasts within its process: use no message_queue")
        given = (
            {"async_mode": "gevent", "json": Json, "client_manager": Rooms()} | self.server_options | options
        )
        super().init_app(app, **given)
        # Flask-SocketIO names the server's class itself: ours takes its place, with all that was registered.
        self.server = Server(**self.server_options)
        for message, handler, namespace in self.handlers:
            self.server.on(message, handler, namespace=namespace)
        for handlers in self.namespace_handlers:
            self.server.register_namespace(handlers)
        self.server_options.pop("client_manager", None)
        if app is not None:
            self.sockio_mw.engineio_app = self.server

    def whisper(self, event: str, *args: Any, to: Any = None, namespace: str = "/") -> None:
        """Emit what may be lost: clients that have not taken earlier messages are left out."""
        self.server.manager.emit(event, args, namespace, room=to, droppable=True)

    def say(
        self,
        event: str,
        said: dict[str, Any],
        *,
        to: Any,
        skip: str | None = None,
        attached: Attached = None,
    ) -> None:
        """Emit one mapping of plain values, and at most one attachment under its name, in few steps.

        What is said a thousand times a second is not searched for bytes.
        """
        self.server.manager.say(event, said, to, skip, attached)

    def drop(self, sid: str, namespace: str = "/") -> None:
        """Disconnect a client for good: its connection closes too."""
        self.server.drop(sid, namespace)

    def figures(self) -> Figures:
        """Count what is open, what waits and what has been."""
        found: Figures = self.server.eio.figures()
        return found

"""The socket engine: Socket.IO over WebSocket on gevent, without a greenlet for each connection."""

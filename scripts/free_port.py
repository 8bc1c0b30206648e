"""Exit with a line that says what to do when the port given on the command line cannot be served on."""

import socket
import sys

HOST = "127.0.0.1"


def problem_with(port: str) -> str | None:
    if not port.isdecimal() or not 0 < int(port) < 65536:
        return f"PORT={port}: use a number from 1 to 65535"
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            server.bind((HOST, int(port)))
        except OSError as err:
            other = int(port) % 65535 + 1
            return f"Port {port} cannot be used ({err.strerror}). Choose another: make run PORT={other}"
    return None


if __name__ == "__main__":
    sys.exit(problem_with(sys.argv[1]))

"""A real SMTP server (aiosmtpd) for tests: STARTTLS, AUTH, and recipients that are refused.

usage: smtpserver.py FOLDER PORT [--plain] [--user NAME --password WORD]
Needs FOLDER/server.pem and FOLDER/server.key unless --plain. Prints {"port": N} once it listens, then one JSON line for each message it takes:
{"from", "to", "body" (base64 of the bytes as received), "tls", "user"}. A recipient busy-N@... is refused N times with 451, gone@... always with
550; a message with "reject-me" in its body is refused with 554.
"""
import argparse
import asyncio
import base64
import json
import re
import ssl
import sys

from aiosmtpd.smtp import AuthResult, SMTP


class Handler:
    def __init__(self):
        self.refusals = {}

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("gone@"):
            return "550 5.1.1 no such mailbox"
        busy = re.match(r"busy-(\d+)@", address)
        if busy:
            self.refusals[address] = self.refusals.get(address, 0) + 1
            if self.refusals[address] <= int(busy.group(1)):
                return "451 4.3.2 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if b"reject-me" in envelope.content:
            return "554 5.7.1 refused"
        user = session.auth_data.login.decode() if session.authenticated else ""
        print(json.dumps({"from": envelope.mail_from, "to": envelope.rcpt_tos, "body": base64.b64encode(envelope.content).decode(),
                          "tls": session.ssl is not None, "user": user}), flush=True)
        return "250 OK"


async def serve(options):
    context = None
    if not options.plain:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(options.folder + "/server.pem", options.folder + "/server.key")
    handler = Handler()

    def authenticate(server, session, envelope, mechanism, data):
        right = data.login.decode() == options.user and data.password.decode() == options.password
        return AuthResult(success=right, handled=False, auth_data=data)

    def protocol():
        return SMTP(handler, hostname="localhost", tls_context=context, require_starttls=context is not None, authenticator=authenticate,
                    auth_required=bool(options.user), auth_require_tls=context is not None)

    server = await asyncio.get_running_loop().create_server(protocol, "127.0.0.1", options.port)
    print(json.dumps({"port": server.sockets[0].getsockname()[1]}), flush=True)
    await server.serve_forever()


parser = argparse.ArgumentParser()
parser.add_argument("folder")
parser.add_argument("port", type=int)
parser.add_argument("--plain", action="store_true")
parser.add_argument("--user", default="")
parser.add_argument("--password", default="")
try:
    asyncio.run(serve(parser.parse_args()))
except KeyboardInterrupt:
    sys.exit(0)

"""Who is at the desk: the sign-in cookie, and the proof that a form came from one of the desk's own pages."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from dataclasses import dataclass

from itsdangerous import Signer
from starlette.requests import Request
from starlette.responses import Response

from engine.counsel.accounts import Accounts, Counsellor

PATH = "/desk"
COOKIE = "jobcare_desk"
VISIT_COOKIE = "jobcare_desk_visit"
"""Of a browser in which nobody is signed in: what the sign-in form is bound to."""

PROOF_FIELD = "proof"
PROOF_HEADER = "x-desk-proof"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody signed in. ``token`` is the sign-in's own secret."""

    counsellor: Counsellor
    token: str


class Door:
    """Opens and closes sign-ins.

    Args:
        secret: signs the proofs in forms, which are bound to one sign-in each.

    Attributes:
        hashing: held while a password is hashed, which takes 64 MB and its time on purpose: a flood of sign-ins waits.
    """

    def __init__(self, accounts: Accounts, secret: str) -> None:
        self._accounts = accounts
        self._signer = Signer(secret, salt="jobcare-desk-form", digest_method=hashlib.sha256)
        self.hashing = asyncio.Semaphore(2)

    async def visitor(self, request: Request, used: bool = True) -> Visitor | None:
        """Who sent the request (``used`` as for ``Accounts.signed_in``)."""
        token = request.cookies.get(COOKIE, "")
        counsellor = await asyncio.to_thread(self._accounts.signed_in, token, used) if token else None
        return Visitor(counsellor, token) if counsellor else None

    def proof(self, bound_to: str) -> str:
        """What a form of a page carries; ``bound_to``: the token of the sign-in or of the visit."""
        return self._signer.get_signature(bound_to).decode()

    def proves(self, bound_to: str, given: str) -> bool:
        """Whether a form came from a page of this sign-in or visit (compared in constant time)."""
        return bool(bound_to) and self._signer.verify_signature(bound_to, given)

    def visit(self, request: Request) -> str:
        """The token of the browser in which nobody is signed in, a new one if it has none."""
        return request.cookies.get(VISIT_COOKIE) or secrets.token_urlsafe(24)

    def let_in(self, request: Request, response: Response, token: str) -> None:
        """Give the browser the cookie of a sign-in."""
        self._set(request, response, COOKIE, token)
        response.delete_cookie(VISIT_COOKIE, path=PATH)

    def remember_visit(self, request: Request, response: Response, visit: str, path: str = PATH) -> None:
        """Give a browser in which nobody is signed in what its forms are bound to, for pages below ``path``."""
        self._set(request, response, VISIT_COOKIE, visit, path)

    def let_out(self, response: Response) -> None:
        """Take the cookie of the sign-in away."""
        response.delete_cookie(COOKIE, path=PATH)

    @staticmethod
    def _set(request: Request, response: Response, name: str, value: str, path: str = PATH) -> None:
        response.set_cookie(
            name, value, path=path, httponly=True, samesite="strict", secure=request.url.scheme == "https"
        )

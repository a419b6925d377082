"""Who is asking; and nobody gets further than the sign-in page without a key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone

from dakaz.web import capabilities, requests, serving
from dakaz.web.answers import SeeOther, error_page
from dakaz.web.counted_exports import LOGGED
from dakaz.web.drafts import Draft
from dakaz.web.prefix import outside

if TYPE_CHECKING:
    from dakaz.web.session import Session

Answer = Callable[[HttpRequest], HttpResponseBase]
OPEN = "open_without_session"
NOT_A_DRAFT = frozenset({"csrfmiddlewaretoken", "passphrase", "again", "present", "share_1", "share_2"})


def without_session(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a view as one that nobody needs to be signed in for."""
    setattr(view, OPEN, True)
    return view


class FromMemory:
    """Puts session, user and moment on the request."""

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        served = serving.current()
        session = served.sessions.find(
            requests.token_of(request),
            requests.cookies_of(request),
            by_a_person="X-By-Itself" not in request.headers,
        )
        on_request: Any = request
        on_request.now = served.clock()
        on_request.today = timezone.localtime(on_request.now).date()
        on_request.session = session
        on_request.user = session.user if session else None
        served.store.look_with(session.keys if session else None)
        answer = self._get_response(request)
        if session:
            _log_reads(request, session, answer)
        return answer


def _log_reads(request: HttpRequest, session: Session, answer: HttpResponseBase) -> None:
    """Log what the answer shows of sealed cases; of a file that is still being written, when it is."""
    served = serving.current()
    page = request.resolver_match.view_name if request.resolver_match else ""
    log = partial(served.store.read, served.folder, session, clock=served.clock, page=page)
    if _is_file(answer) and not getattr(request, LOGGED, False):
        served.store.saved(served.folder, session, clock=served.clock, page=page)
    if isinstance(answer, StreamingHttpResponse):
        answer.streaming_content = _then(answer.streaming_content, log)
    log()


def _is_file(answer: HttpResponseBase) -> bool:
    """Say whether an answer is to be saved outside the vault."""
    return answer.get("Content-Disposition", "").startswith("attachment")


def _then(pieces: Any, log: Callable[[], None]) -> Iterator[Any]:
    try:
        yield from pieces
    finally:
        log()


class SignedIn:
    """Leads everyone without a session to the sign-in page and keeps what they wanted or typed.

    With a session, opens the pages that go with one's roles.
    """

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """Let pass who has a session, or asks for a page that needs none."""
        session = requests.session_of(request)
        if getattr(view, OPEN, False):
            return None
        if session:
            page = request.resolver_match.view_name if request.resolver_match else ""
            refused = capabilities.refusal(session.user, page, str(request.method))
            return error_page(request, refused) if refused else None
        if request.method == "POST":
            return SeeOther(outside("sign-in") + ("?kept=1" if _kept(request) else "?locked=1"))
        return to_sign_in(request)


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Return the way to the sign-in page; where they wanted to go stays in memory."""
    path = request.path_info
    if request.META.get("QUERY_STRING"):
        path += "?" + request.META["QUERY_STRING"]
    name = serving.current().wanted.keep(path) if path != "/" else ""
    return SeeOther(outside("sign-in") + (f"?to={name}" if name else ""))


def _kept(request: HttpRequest) -> bool:
    """Seal a form that came after the lock, for the one who sent it."""
    drafts = serving.current().sessions.drafts
    token, cookies = requests.token_of(request), requests.cookies_of(request)
    if not drafts.expects(token=token, cookies=cookies):
        return False  # before reading the body: nobody unknown makes us take anything in
    typed = [(name, value) for name, values in request.POST.lists() for value in map(str, values)]
    fields = tuple(pair for pair in typed if pair[0] not in NOT_A_DRAFT)
    if not any(value for _, value in fields):
        return False  # nothing but a passphrase was typed, and that is never kept
    draft = Draft(request.path_info, fields)
    return drafts.keep(draft, token=token, cookies=cookies, form_token=requests.form_token_sent(request))

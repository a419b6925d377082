"""A backup as one sealed file, and a vault back out of it."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, cast

from django.db import connections
from django.forms import CharField, FileField, FileInput, Form, PasswordInput, TextInput
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_lazy

from dakaz import vault
from dakaz.errors import DakazError
from dakaz.records.actions.acting import Acting
from dakaz.records.actions.backups import back_up
from dakaz.vault.durable import room_needed
from dakaz.vault.restore import restore as restore_backup
from dakaz.web import serving
from dakaz.web.acting import acting
from dakaz.web.answers import SeeOther, sentence
from dakaz.web.look import Notice
from dakaz.web.middleware.signed_in import without_session
from dakaz.web.passphrases import LONGEST
from dakaz.web.piped import piped
from dakaz.web.prefix import outside
from dakaz.web.requests import Request
from dakaz.web.uploads import SealedFile, accepts_files, forget

from .recovery import share_field


def backup(request: Request) -> HttpResponseBase:
    """Send a backup; whoever can sign in now opens it with their passphrase, and so do two shares."""
    served = serving.current()
    opened = vault.Vault.open(served.folder)
    if request.method != "POST":
        return render(request, "vault/backup.html", {"confirmed": opened.recovery_confirmed})
    write = partial(_written, acting(request))
    answer = StreamingHttpResponse(piped(write), content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="dakaz-{request.today:%Y-%m-%d}.age"'
    return answer


def _written(someone: Acting, stream: BinaryIO) -> None:
    """Write the backup; runs in a thread of its own, which has its own connection."""
    try:
        back_up(someone, stream)
    finally:
        connections.close_all()


class StillSealed:
    """Takes a backup in as it came: an age file, opened by nobody on the way.

    It has no name that anybody could guess, open, or put a link in the place of, and nothing of it is
    left when the program ends, in whatever way.

    Args:
        folder: on whose disk it lies until it has been restored.
    """

    def __init__(self, folder: Path) -> None:
        with room_needed():
            self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - closed in discard()

    def write(self, data: bytes, /) -> int:
        """Write the next bytes."""
        with room_needed():
            return self._file.write(data)

    def close(self) -> StillSealed:
        """Keep the file until ``discard``: closing it would be its end."""
        return self

    def opened(self) -> BinaryIO:
        """Return what came, from its beginning."""
        self._file.seek(0)
        return cast(BinaryIO, self._file)

    def discard(self) -> None:
        """Let the file go."""
        self._file.close()


def beside_the_vault(_request: HttpRequest, _file_name: str) -> StillSealed:
    """Return a place on the disk the vault will be on."""
    folder = serving.current().folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    _clear_away(folder.with_name(f"{folder.name}.backup.part"))
    return StillSealed(folder.parent)


def _clear_away(left: Path) -> None:
    """Remove what version 0.1.0 left when it was killed while a backup arrived; a link is not ours."""
    if left.is_file() and not left.is_symlink():
        left.unlink(missing_ok=True)


class RestoreForm(Form):
    """A backup, and what opens it: a name with its passphrase, or two shares."""

    user_name = CharField(
        label=gettext_lazy("Your name there"),
        required=False,
        max_length=80,
        widget=TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    passphrase = CharField(
        label=gettext_lazy("Your passphrase there"),
        required=False,
        max_length=LONGEST,
        strip=False,
        widget=PasswordInput(attrs={"autocomplete": "off"}),
    )
    share_1 = share_field(gettext_lazy("One share, its 20 words"), required=False)
    share_2 = share_field(gettext_lazy("Another share, its 20 words"), required=False)
    backup = FileField(
        label=gettext_lazy("The backup file"),
        help_text=gettext_lazy(
            "It is called dakaz-… .age. It stays sealed until one of the two below opens it."
        ),
        allow_empty_file=False,
        widget=FileInput(attrs={"accept": ".age"}),
    )

    def clean(self) -> dict[str, Any]:
        """Point at the half that is missing: a name without its passphrase, one share without another."""
        given = self.cleaned_data
        for one, other, said in (
            ("passphrase", "user_name", gettext("Type the name that goes with this passphrase.")),
            ("user_name", "passphrase", gettext("Type the passphrase that goes with this name.")),
            ("share_1", "share_2", gettext("Type a second share: one alone opens nothing.")),
            ("share_2", "share_1", gettext("Type a second share: one alone opens nothing.")),
        ):
            if given.get(one) and not given.get(other):
                self.add_error(other, said)
        if not any(given.get(name) for name in self.fields if name != "backup"):
            self.add_error("user_name", gettext("Type a name and its passphrase, or two shares."))
        return given


@without_session
@accepts_files(beside_the_vault)
def restore(request: HttpRequest) -> HttpResponse:
    """Put a vault back from a backup, where there is none yet."""
    try:
        if (serving.current().folder / "keyring.json").exists():
            return SeeOther(outside("sign-in"))
        if request.method != "POST":
            return _page(request, RestoreForm())
        form = RestoreForm(request.POST, request.FILES)
        uploaded = request.FILES.get("backup")
        if not form.is_valid() or not isinstance(uploaded, SealedFile):
            return _page(request, form, status=422)
        return _restored(request, form, uploaded.stored.opened())
    finally:
        forget(request)


def _restored(request: HttpRequest, form: RestoreForm, source: BinaryIO) -> HttpResponse:
    served, given = serving.current(), form.cleaned_data
    shares = tuple(share for share in (given["share_1"], given["share_2"]) if share)
    try:
        with served.attempts.one_at_a_time():
            restore_backup(
                source,
                served.folder,
                shares=shares,
                user_name=given["user_name"] or None,
                passphrase=given["passphrase"] or None,
            )
    except DakazError as error:
        notice = Notice(gettext("Not restored. Nothing was written."), sentence(error), "brick")
        return _page(request, form, notice=notice, status=422)
    served.restored = True
    return SeeOther(outside("sign-in") + "?restored=1")


def _page(
    request: HttpRequest, form: RestoreForm, *, notice: Notice | None = None, status: int = 200
) -> HttpResponse:
    context = {"form": form, "notice": notice, "folder": serving.current().folder}
    return render(request, "vault/restore.html", context, status=status)

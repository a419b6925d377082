"""Views. A view fetches through a query with ``seen_by=request.user``, validates a form, calls one
action, and renders or answers ``SeeOther``.

Conventions:

- One module per place (``today``, ``archive``, ``people``, ``observatory``, ``reports``), each with
  ``app_name``, ``urlpatterns`` and a URL named ``home`` under ``/<place>/``. ``urls.py`` includes
  those that exist.
- The first argument is ``request: Request`` (``dakaz.web.requests``): ``request.user`` for queries,
  ``acting(request)`` for actions, ``request.now`` and ``request.today`` instead of a clock,
  ``request.session.keep_search(value)`` for what must not stand in an address.
- Reading is GET, changing is POST and answers ``SeeOther(reverse(...))``; a form to mend is shown
  again with status 422.
- ``DakazError`` is not caught unless the page itself can say it better: the middleware shows its
  sentence with the right status. ``Locked`` leads to the sign-in page.
- Files: ``@accepts_files(sink_for)`` (``dakaz.web.uploads``).
- A page extends ``base.html`` and fills ``title`` (the kind of page, never a name), ``main``,
  ``aside`` (where it comes from) and, if it has something to print under it, ``printed_source``.
"""

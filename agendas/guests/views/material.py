"""What a guest may read of the material handed in, where his opening shows it."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts.http import MemberRequest, send_file
from agendas.guests import rules
from agendas.sessions.http import session_or_404


@require_GET
def material(request: MemberRequest, session_id: int) -> HttpResponse:
    session = session_or_404(request, session_id)
    papers = list(rules.material_for(request.user, session).with_authors().in_order())
    if not papers:
        raise Http404
    context = {"session": session, "part": "people", "papers": papers}
    return render(request, "guests/material.html", context)


@require_GET
def material_file(request: MemberRequest, session_id: int, paper_id: int) -> FileResponse:
    session = session_or_404(request, session_id)
    papers = rules.material_for(request.user, session).select_related("file")
    paper = get_object_or_404(papers, pk=paper_id)
    if paper.file is None:
        raise Http404
    return send_file(paper.file)

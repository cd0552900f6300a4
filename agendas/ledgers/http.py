"""What the pages of ledgers share."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def sheet(made: bytes, *, named: str) -> HttpResponse:
    """The workbook as a download."""
    name = content_disposition_header(as_attachment=True, filename=f"{named}.xlsx")
    headers = {"Content-Disposition": str(name), "Cache-Control": "no-store"}
    return HttpResponse(made, content_type=_XLSX, headers=headers)

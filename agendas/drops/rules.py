"""What is taken of files dropped at once, and how each stands before it is handed in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from unicodedata import category

from django.db.models import TextChoices

from accounts.files.rules import FileRefusal
from accounts.people.models import User
from agendas.drops.models import Drop, DroppedFile
from agendas.research.models import Duty
from agendas.research.rules import ResearchRefusal
from agendas.sessions.rules import records_for_others

MOST_FILES = 40
# Unpacked. What a request may bring at all is a little less than that.
MOST_TOGETHER = 60 * 1024 * 1024
# Word and PDF files are packed already; what swells more than this was made to.
_MOST_SWELLING = 100
_SMALL = 1024 * 1024
# What Windows, macOS and Word itself leave lying in a folder.
_LITTER = {"thumbs.db", "desktop.ini"}


class DropRefusal(TextChoices):
    MANY = "drop_many", f"一批最多 {MOST_FILES} 个文件，请分几批上传。"
    TOGETHER = "drop_together", "一次上传的文件（压缩包按解开后计）超过 60 MB，请分几次上传。"
    NO_FILE = "drop_no_file", "没有可收的文件。"
    NESTED = "drop_nested", "压缩包里还有压缩包，请解开后上传。"
    PATH = "drop_path", "压缩包内的路径不合规范，未收。"
    LOCKED = "drop_locked", "压缩包设有密码，请解开后上传。"
    BOMB = "drop_bomb", "压缩包解开后过大，请解开后分几次上传。"
    SAME = "drop_same", "与本批另一个文件内容相同。"
    NO_AUTHOR = "drop_no_author", "没有匹配到成员，请选择作者，或者选“不代交”。"
    TWICE = "drop_twice", "本批有两个文件对应同一成员，请核对，只留一个。"
    GONE = "drop_gone", "这一批材料已处理完毕。"


def may_drop(person: User, drop: Drop) -> bool:
    """Handing in for others is the secretary's work, his own batch or a colleague's."""
    return records_for_others(person, drop.session)


def may_abandon(person: User, drop: Drop) -> bool:
    """Whoever uploaded the files may always take them back."""
    return person == drop.uploaded_by or may_drop(person, drop)


def is_litter(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    last = parts[-1].lower()
    return last.startswith((".", "~$")) or last in _LITTER or "__MACOSX" in parts


def shown_name(name: str) -> str:
    """The last part of a file's path, fit to be shown."""
    last = PurePosixPath(name.replace("\\", "/")).name
    return "".join(letter for letter in last if category(letter)[0] != "C")[:200] or "未命名"


def leads_out(name: str) -> bool:
    """Whether a path in an archive points to anywhere but into the folder it is unpacked to."""
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or ":" in name


def swells(sizes: Iterable[int], *, packed: int) -> bool:
    """Whether an archive of ``packed`` bytes says that it holds more than is unpacked."""
    total = sum(sizes)
    return total > MOST_TOGETHER or total > max(packed * _MOST_SWELLING, _SMALL)


def refuse_upload(*, count: int, size: int) -> DropRefusal | None:
    """Why that many files of ``size`` bytes together do not make one batch."""
    if not count:
        return DropRefusal.NO_FILE
    if count > MOST_FILES:
        return DropRefusal.MANY
    return DropRefusal.TOGETHER if size > MOST_TOGETHER else None


@dataclass(frozen=True, slots=True)
class Standing:
    """One file of a batch, its authors in official order, and why it cannot be handed in."""

    file: DroppedFile
    authors: list[Duty]
    refusal: TextChoices | None

    @property
    def is_fine(self) -> bool:
        return self.refusal is None and not self.file.is_left_out


def standings(files: Iterable[DroppedFile]) -> list[Standing]:
    """How each file of one batch stands; they come with their files and authors."""
    files = list(files)
    taken = [file for file in files if file.file and not file.is_left_out]
    same = _repeated(taken)
    claims = Counter(
        duty.pk for file in taken if file.pk not in same for duty in file.authors.all()
    )
    return [
        Standing(file, list(file.authors.all()), _refusal(file, same=same, claims=claims))
        for file in files
    ]


def _repeated(files: Iterable[DroppedFile]) -> set[int]:
    """Those whose bytes another file before them has."""
    seen: set[str] = set()
    repeated: set[int] = set()
    for row in files:
        sha256 = row.file.sha256 if row.file else ""
        if sha256 in seen:
            repeated.add(row.pk)
        seen.add(sha256)
    return repeated


def _refusal(
    file: DroppedFile, *, same: set[int], claims: Counter[int]
) -> FileRefusal | DropRefusal | ResearchRefusal | None:
    if file.trouble:
        return _by_code(file.trouble)
    if file.is_left_out:
        return None
    if file.pk in same:
        return DropRefusal.SAME
    authors = file.authors.all()
    if not authors:
        return DropRefusal.NO_AUTHOR
    if any(duty.paper_id for duty in authors):
        return ResearchRefusal.HAS_PAPER
    return DropRefusal.TWICE if any(claims[duty.pk] > 1 for duty in authors) else None


def _by_code(code: str) -> FileRefusal | DropRefusal:
    return FileRefusal(code) if code in FileRefusal.values else DropRefusal(code)

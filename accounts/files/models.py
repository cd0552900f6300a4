"""Files as they were handed in: bytes, hash, the type their content shows, and their text."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone


class FileKind(models.TextChoices):
    """What may be stored; the value is also the extension given back to whoever downloads."""

    PDF = "pdf", "PDF 文档"
    DOCX = "docx", "Word 文档"
    XLSX = "xlsx", "Excel 表格"
    PPTX = "pptx", "PPT 演示"
    PNG = "png", "PNG 图片"
    JPG = "jpg", "JPG 图片"
    OFD = "ofd", "OFD 版式文件"
    WPS = "wps", "WPS 文档"
    TXT = "txt", "文本"
    ZIP = "zip", "压缩包"


class StoredFile(models.Model):
    """One stored file. Who may read it is decided by the room whose row points here."""

    name = models.CharField("文件名", max_length=200)
    kind = models.CharField("类型", max_length=4, choices=FileKind)
    size = models.PositiveIntegerField("字节数")
    sha256 = models.CharField(max_length=64, db_index=True)
    # Named by ``actions.store`` after the hash, never after what the visitor called it.
    content = models.FileField()
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "文件"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name


class DiscardedBytes(models.Model):
    """Bytes that a row no longer speaks of: the sweep deletes them unless another row does.

    Whoever stores the same file again takes this row away first, and the sweep leaves time to
    those who were about to store it when the row came: so the two never meet.
    """

    path = models.CharField(max_length=100, unique=True)
    discarded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "待清除的文件内容"

    def __str__(self) -> str:
        return self.path


class TextState(models.TextChoices):
    WAITING = "waiting", "等待读取"
    CLAIMED = "claimed", "正在读取"
    READ = "read", "已读取"
    FAILED = "failed", "读取失败"


class TextTrouble(models.TextChoices):
    """Why a file's text is not there; the file itself may be perfectly good."""

    ENCRYPTED = "encrypted", "文件设有打开密码，读不出文字，请下载查看。"
    NO_TEXT = "no_text", "文件里没有可读取的文字，多为扫描件，请下载查看。"
    BROKEN = "broken", "文件结构有误，读不出文字，请下载查看。"
    TOO_LARGE = "too_large", "文件内容过大，没有读取文字，请下载查看。"
    KIND = "kind", "这类文件不读取文字，请下载查看；旧版 Word 文件可另存为 docx 后重新提交。"


class FileTextQuerySet(models.QuerySet["FileText"]):
    def waiting(self) -> Self:
        return self.filter(state=TextState.WAITING)

    def settled(self) -> Self:
        """Read, or known not to be readable: nothing more will come."""
        return self.filter(state__in=(TextState.READ, TextState.FAILED))


class FileText(models.Model):
    """The text of all files with the same bytes, read once. Who may see it is asked of the file.

    ``text`` holds the pages one after the other, a form feed between them; a file without pages
    of its own (``has_pages``) is one.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=8, choices=TextState, default=TextState.WAITING)
    trouble = models.CharField(max_length=10, choices=TextTrouble, blank=True)
    text = models.TextField(blank=True)
    has_pages = models.BooleanField(default=False)
    is_cut = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True, blank=True)

    objects = FileTextQuerySet.as_manager()

    class Meta:
        verbose_name = "文件文字"
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["state"],
                condition=models.Q(state__in=["waiting", "claimed"]),
                name="text_still_to_be_read",
            )
        ]

    def __str__(self) -> str:
        return self.sha256

    def is_to_come(self) -> bool:
        return self.state in (TextState.WAITING, TextState.CLAIMED)

    def pages(self) -> list[str]:
        return self.text.split("\f") if self.text else []

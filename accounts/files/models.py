"""Files as they were handed in: bytes, hash, and the type their content shows."""

from __future__ import annotations

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

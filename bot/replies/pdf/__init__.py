"""The report as a PDF: `report.typ` lays out what `bot/replies/report_document.py` says; `charts.typ` draws the charts."""

from bot.replies.pdf.printing import NotPrinted, print_chart, print_report

__all__ = ["NotPrinted", "print_chart", "print_report"]

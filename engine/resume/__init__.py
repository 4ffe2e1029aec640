"""Text of a résumé file, read on this machine: PDF, DOCX, HWPX or TXT.

``read_resume`` is all that others need. The file is opened in a process of its own (``engine.resume.worker``) with little memory
and time, so that a damaged or malicious file can neither crash nor hold up the conversation.
"""

from engine.resume.reading import BYTES_MAX, PAGES_MAX, ResumeError, read_resume

__all__ = ["BYTES_MAX", "PAGES_MAX", "ResumeError", "read_resume"]

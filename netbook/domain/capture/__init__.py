"""One-line capture: `[handles or links] [name] [#tag…] [at EVENT] [on DATE] [every CADENCE] [via CONTACT] [:: note]`."""

from netbook.domain.capture.reading import Capture, MeetingCapture, read_capture, read_meeting
from netbook.domain.capture.sections import CaptureProblem
from netbook.domain.capture.words import join_words

__all__ = ["Capture", "CaptureProblem", "MeetingCapture", "join_words", "read_capture", "read_meeting"]
